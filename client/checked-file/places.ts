/** The offset of each value by its path (as JSON text). */
export type Places = Map<string, number>

/** `soloist.yml:3:5`, counted from 1. */
export function placeIn(file: string, text: string, at: number): string {
  const lines = text.slice(0, at).split('\n')
  return `${file}:${lines.length}:${[...(lines.at(-1) as string)].length + 1}`
}

/** The offset of what the path leads to, or of the nearest above it. */
export function offsetOf(places: Places, path: ReadonlyArray<string | number>): number {
  const words = path.map(String)
  for (let length = words.length; length > 0; length--) {
    const found = places.get(JSON.stringify(words.slice(0, length)))
    if (found !== undefined) return found
  }
  return places.get('[]') ?? 0
}
