import { canonicalWithout, sha1 } from '../contracts/canonical.ts'
import { type Content, type CutParts, cutContent, interactionsIn, readContent } from '../contracts/content.ts'
import { type JsonNode, type JsonObject, memberOf, readTree, stringValue } from '../contracts/json-tree.ts'
import { nameProblem } from '../names.ts'

/** Why a contract has another sha here than at the source. */
export type ShaDifference = 'whole-text' | 'other'

/** A contract as another broker serves it, without what that broker added. */
export interface SourceContent {
  content: Content
  /** Its interactions keep the `_id` they had there, which results name them by. */
  parts: CutParts
  difference: ShaDifference | undefined
}

/**
 * Takes a broker's own additions out of a served contract: `createdAt`, `_links`, and the `_id` of each interaction, unless
 * its author had put it there. Works on the text, so that digits, key order and white space survive. Which `_id`s are the
 * author's is told by the source's sha, which is the author's content's. Reference 1.8.1, 3.1.
 */
export function contentFromSource(served: string, sourceSha: string | undefined): SourceContent {
  const bare = withoutAdditions(served)
  const nodes = idNodes(bare, readTree(bare))
  const own = nodes.filter(({ id, made }) => id === made)
  const hashes = nodes.filter(({ id }) => /^[\da-f]{40}$/.test(id))
  const candidates = [own, hashes, nodes, []].map(removed => candidate(bare, removed, nodes))
  const equal = candidates.find(({ content }) => content.sha === sourceSha)
  const chosen = equal ?? (candidates[hashes.length === nodes.length ? 1 : 0] as (typeof candidates)[number])
  if (sourceSha === undefined || equal !== undefined) return { ...chosen, difference: undefined }
  const hashesWholeText = candidates.some(({ content: { text, root } }) => sha1(compactText(text, root)) === sourceSha)
  return { ...chosen, difference: hashesWholeText ? 'whole-text' : 'other' }
}

interface IdNode {
  /** Of the interaction that has it. */
  node: JsonObject
  id: string
  /** What a broker would have made up. */
  made: string
}

function idNodes(text: string, root: JsonNode): IdNode[] {
  const nodes = [...interactionsIn(root, 'interactions'), ...interactionsIn(root, 'messages')] as JsonObject[]
  return nodes
    .sort((a, b) => a.start - b.start)
    .flatMap(node => {
      const own = memberOf(node, '_id')
      if (own?.kind !== 'string') return []
      return [{ node, id: stringValue(text.slice(own.start, own.end)), made: sha1(canonicalWithout(text, node, '_id')) }]
    })
}

function candidate(bare: string, removed: readonly IdNode[], all: readonly IdNode[]): Pick<SourceContent, 'content' | 'parts'> {
  let text = ''
  let done = 0
  for (const { node } of removed) {
    const at = node.members.findIndex(({ key }) => key === '_id')
    const { from, to } = spanOf(bare, node, at)
    text += bare.slice(done, from)
    done = to
  }
  const content = readContent(text + bare.slice(done))
  const parts = cutContent(content)
  if (parts.interactions.length !== all.length) return { content, parts }
  const interactions = parts.interactions.map((interaction, i) => {
    const { id } = all[i] as IdNode
    return nameProblem(id) === undefined ? { ...interaction, key: id } : interaction
  })
  return { content, parts: { ...parts, interactions } }
}

/** Where a member stands, with the comma that parts it from the next, or else from the one before. */
function spanOf(text: string, { members }: JsonObject, at: number): { from: number; to: number } {
  const { keyStart, value } = members[at] as JsonObject['members'][number]
  const comma = /^\s*,/.exec(text.slice(value.end, value.end + 1000))
  if (comma !== null) return { from: keyStart, to: value.end + comma[0].length }
  const before = members[at - 1]
  return { from: before === undefined ? keyStart : before.value.end, to: value.end }
}

/** Without the top-level `createdAt` and `_links`, whatever else stays as it is. */
function withoutAdditions(served: string): string {
  let text = served
  for (const added of ['_links', 'createdAt']) {
    const root = readTree(text)
    if (root.kind !== 'object') return text
    const at = root.members.findLastIndex(({ key }) => key === added)
    if (at === -1) continue
    const { from, to } = spanOf(text, root, at)
    text = text.slice(0, from) + text.slice(to)
  }
  return text.trim()
}

/** Compact text with every key where it was: what a source hashes that does not look at meaning. */
function compactText(text: string, node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.members.map(({ key, value }) => `${JSON.stringify(key)}:${compactText(text, value)}`).join(',')}}`
    case 'array':
      return `[${node.items.map(item => compactText(text, item)).join(',')}]`
    default:
      return text.slice(node.start, node.end)
  }
}
