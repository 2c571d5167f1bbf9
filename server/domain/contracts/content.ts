import { nameProblem } from '../names.ts'
import { canonicalWithout, contractSha, sha1 } from './canonical.ts'
import { type JsonNode, memberOf, readTree, stringValue } from './json-tree.ts'

/** A contract as it was sent. */
export interface Content {
  text: string
  root: JsonNode
  sha: string
}

/** An interaction or message cut out of a contract: its text, its `_id`, and where in the envelope it goes back in. */
export interface Interaction {
  text: string
  key: string
  at: number
}

export interface Parts {
  envelope: string
  interactions: Interaction[]
}

/** Parts that were cut just now. `messages`: whether any of them is an asynchronous message. */
export interface CutParts extends Parts {
  messages: boolean
}

/** The text must be valid JSON and not nested too deep. */
export function readContent(text: string): Content {
  const root = readTree(text)
  return { text, root, sha: contractSha(text, root) }
}

/** Cuts the interactions and messages out; what is left, and all of what is no pact, is the envelope. */
export function cutContent({ text, root }: Pick<Content, 'text' | 'root'>): CutParts {
  const [inPact, older] = [interactionsIn(root, 'interactions'), interactionsIn(root, 'messages')]
  const nodes = [...inPact, ...older]
  const messages = older.length > 0 || inPact.some(node => typeOf(text, node) === 'Asynchronous/Messages')
  nodes.sort((a, b) => a.start - b.start)
  const interactions: Interaction[] = []
  let envelope = ''
  let done = 0
  for (const node of nodes) {
    envelope += text.slice(done, node.start)
    interactions.push({ text: text.slice(node.start, node.end), key: interactionKey(text, node), at: envelope.length })
    done = node.end
  }
  return { envelope: envelope + text.slice(done), interactions, messages }
}

/** The first-published text, byte for byte. */
export function joinParts({ envelope, interactions }: Parts): string {
  let text = ''
  let done = 0
  for (const interaction of interactions) {
    text += envelope.slice(done, interaction.at) + interaction.text
    done = interaction.at
  }
  return text + envelope.slice(done)
}

export function interactionsIn(root: JsonNode, member: 'interactions' | 'messages'): JsonNode[] {
  const list = memberOf(root, member)
  return list?.kind === 'array' ? list.items.filter(item => item.kind === 'object') : []
}

function typeOf(text: string, node: JsonNode): string | undefined {
  const type = memberOf(node, 'type')
  return type?.kind === 'string' ? stringValue(text.slice(type.start, type.end)) : undefined
}

/** Its own `_id` where it has a usable one, else made from what it says. */
function interactionKey(text: string, node: JsonNode): string {
  const own = memberOf(node, '_id')
  const id = own?.kind === 'string' ? stringValue(text.slice(own.start, own.end)) : ''
  return nameProblem(id) === undefined ? id : sha1(canonicalWithout(text, node, '_id'))
}
