const markup = /<\?xml[^?]*\?>|<(\/?)([a-z-]+)((?: [a-z]+="[^"<&]*(?:&#?\w+;[^"<&]*)*")*)(\/?)>/g

/** Whether a text is XML with one root, as far as documents without comments and sections go. */
export function wellFormed(xml: string): boolean {
  const open: string[] = []
  let roots = 0
  for (const [, end, name = '', , alone] of xml.matchAll(markup)) {
    if (name === '') continue
    if (end === '/') {
      if (open.pop() !== name) return false
    } else {
      if (open.length === 0) roots++
      if (alone === '') open.push(name)
    }
  }
  const text = xml.replace(markup, '').replace(/&(?:#\d+|[a-z]+);/g, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML has not
  return open.length === 0 && roots === 1 && !/[<>&\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)
}
