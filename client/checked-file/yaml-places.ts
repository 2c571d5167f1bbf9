import { wrong } from '../door.ts'
import type { Places } from './places.ts'

/** Reads YAML together with the place of each value. The package `yaml` is needed for this alone, and may be absent. */
export async function readYaml(text: string): Promise<{ value: unknown; places: Places } | { sentence: string; at: number }> {
  const { isCollection, isMap, isScalar, parseDocument } = await yamlPackage()
  const document = parseDocument(text, { prettyErrors: false, merge: true, logLevel: 'silent' })
  const [error] = document.errors
  if (error !== undefined) return { sentence: error.message, at: error.pos[0] }
  const places: Places = new Map()
  note(document.contents, [], document.contents?.range?.[0] ?? 0)
  try {
    return { value: document.toJS() as unknown, places }
  } catch (cause) {
    return { sentence: (cause as Error).message, at: 0 }
  }

  /** A member's place is that of its key. */
  function note(node: unknown, path: string[], at: number): void {
    places.set(JSON.stringify(path), at)
    if (!isCollection(node)) return
    for (const [index, item] of node.items.entries()) {
      if (!isMap(node)) note(item, [...path, String(index)], (item as { range?: [number] | null })?.range?.[0] ?? at)
      else {
        const { key, value } = item as { key: unknown; value: unknown }
        if (isScalar(key)) note(value, [...path, String(key.value)], key.range?.[0] ?? at)
      }
    }
  }
}

async function yamlPackage() {
  try {
    return await import('yaml')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause
    throw wrong(
      'A YAML file needs the package yaml, which is not installed here: npm install yaml, or give the file as JSON.',
      cause
    )
  }
}
