import { joinParts, type Parts } from './content.ts'
import { type JsonObject, readTree } from './json-tree.ts'

/** The contract as clients get it: each interaction with its `_id`. Text in, text out, so that nothing is lost on the way. */
export function servedText({ envelope, interactions }: Parts): string {
  return joinParts({
    envelope,
    interactions: interactions.map(interaction => ({ ...interaction, text: withId(interaction) }))
  })
}

function withId({ text, key }: { text: string; key: string }): string {
  if (mayHave(text, ['_id']) && membersOf(text).some(member => member.key === '_id')) return text
  const rest = text.slice(1)
  return `{"_id":${JSON.stringify(key)}${rest.trimStart() === '}' ? '' : ','}${rest}`
}

/** Puts members (JSON texts by name) at the end of an object; they replace those of the same name. Other values stay as they are. */
export function appendMembers(text: string, added: Record<string, string>): string {
  const names = Object.keys(added)
  const kept = mayHave(text, names) ? withoutMembers(text, names) : text.trim()
  if (!kept.startsWith('{')) return text
  const open = kept.slice(0, -1).trimEnd()
  const members = names.map(name => `${JSON.stringify(name)}:${added[name]}`).join(',')
  return `${open}${open === '{' ? '' : ','}${members}}`
}

export function withoutMembers(text: string, names: readonly string[]): string {
  const members = membersOf(text)
  if (!members.some(({ key }) => names.includes(key))) return text.trim()
  const kept = members.filter(({ key }) => !names.includes(key))
  return `{${kept.map(({ keyStart, value }) => text.slice(keyStart, value.end)).join(',')}}`
}

/** A quick look that may say yes wrongly, never no: an escaped key (`"\u005fid"`) is one too. */
const mayHave = (text: string, names: readonly string[]) => names.some(name => text.includes(`"${name}"`)) || text.includes('\\u')

function membersOf(text: string): JsonObject['members'] {
  const node = readTree(text)
  return node.kind === 'object' ? node.members : []
}
