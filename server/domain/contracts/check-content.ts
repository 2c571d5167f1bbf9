import { deepestNesting, nestsDeeperThan } from '../json-depth.ts'
import { type SameName, sameNameWhere } from '../names.ts'

/** What is wrong with the content of a contract; with the text and value when nothing is. */
export type CheckedContent = { problem: string } | { text: string; value: unknown }

/** A contract as `/contracts/publish` takes it: the JSON text of an object in strict base64. */
export function decodeContract(content: string): CheckedContent {
  const bytes = Buffer.from(content, 'base64')
  if (content === '' || bytes.toString('base64') !== content) return { problem: 'content must be valid base64' }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { problem: 'content must be valid UTF-8' }
  }
  if (nestsDeeperThan(text, deepestNesting)) return { problem: `content cannot be nested deeper than ${deepestNesting} levels` }
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? { text, value } : { problem: 'content must be a JSON object' }
  } catch (error) {
    return { problem: `content must be valid JSON: ${(error as Error).message}` }
  }
}

export interface Sides {
  consumer: string
  provider: string
}

/** The sides whose name in the content, if it is there, is not the one it is published under; `same` says which names are one. */
export function differingNames(
  value: unknown,
  sides: Sides,
  same: SameName = sameNameWhere({ caseSensitiveNames: true })
): Array<{ side: keyof Sides; name: string }> {
  return (['consumer', 'provider'] as const).flatMap(side => {
    const named = (value as { [side: string]: { name?: unknown } | null | undefined } | null)?.[side]
    const name = typeof named === 'object' ? named?.name : undefined
    return name === undefined || name === null || same(String(name), sides[side]) ? [] : [{ side, name: String(name) }]
  })
}
