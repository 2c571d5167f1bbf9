/** What a document may be at most, so that reading it stays cheap and every walk over it ends. */
export interface Limits {
  /** UTF-16 units. The largest descriptions in public use have some 13 million. */
  characters: number
  /** The same for YAML, which takes some 80 bytes of memory and half a microsecond a unit to read. */
  yamlCharacters: number
  /** Levels of lists and maps. */
  depth: number
  /** Values, those that YAML aliases repeat counted each time. */
  nodes: number
}

export const limits: Limits = { characters: 20_000_000, yamlCharacters: 5_000_000, depth: 100, nodes: 2_000_000 }
