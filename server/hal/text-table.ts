/** Columns as wide as their widest cell, for terminals. */
export function textTable(header: readonly string[], lines: ReadonlyArray<readonly string[]>): string {
  const widths = header.map((title, column) =>
    Math.max(...[title, ...lines.map(line => line[column] ?? '')].map(text => text.length))
  )
  const inColumns = (line: readonly string[]) =>
    line
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join(' | ')
      .trimEnd()
  const rule = widths.map(width => '-'.repeat(width)).join('-|-')
  return [inColumns(header), rule, ...lines.map(inColumns)].join('\n')
}
