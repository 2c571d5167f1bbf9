import { alignLists } from './align-lists.ts'
import { canonicalText } from './canonical.ts'
import type { JsonArray, JsonNode, JsonObject } from './json-tree.ts'

/** A part of a JSON text. */
export interface Tree {
  text: string
  node: JsonNode
}

export interface Line {
  mark: ' ' | '-' | '+'
  depth: number
  text: string
}

const longestValue = 300
const contextOfValue = 100

/**
 * What differs between two JSON values, as lines: what changed in full, what did not as far as it tells where one is.
 * The order of keys is none of a contract's content (Reference 3.1), the digits of a number are.
 */
export function* treeDifference(before: Tree, after: Tree, depth = 0, label = ''): Generator<Line> {
  const { node: old } = before
  const { node: now } = after
  if (sameTree(before, after)) yield { mark: ' ', depth, text: label + brief(after) }
  else if (old.kind === 'object' && now.kind === 'object') {
    yield { mark: ' ', depth, text: `${label}{` }
    yield* memberDifference(before.text, old, after.text, now, depth + 1)
    yield { mark: ' ', depth, text: '}' }
  } else if (old.kind === 'array' && now.kind === 'array') {
    yield { mark: ' ', depth, text: `${label}[` }
    yield* itemDifference(before.text, old, after.text, now, depth + 1)
    yield { mark: ' ', depth, text: ']' }
  } else if (isContainer(old) || isContainer(now)) {
    yield* wholeTree(before, '-', depth, label)
    yield* wholeTree(after, '+', depth, label)
  } else {
    const [oldText, newText] = [lexeme(before), lexeme(after)]
    const at = firstDifference(oldText, newText)
    yield { mark: '-', depth, text: label + clip(oldText, at) }
    yield { mark: '+', depth, text: label + clip(newText, at) }
  }
}

/** All of a value, each line with the mark. */
export function* wholeTree({ text, node }: Tree, mark: Line['mark'], depth = 0, label = ''): Generator<Line> {
  if (node.kind === 'object' && node.members.length > 0) {
    yield { mark, depth, text: `${label}{` }
    for (const [key, value] of membersByKey(node)) yield* wholeTree({ text, node: value }, mark, depth + 1, labelOf(key))
    yield { mark, depth, text: '}' }
  } else if (node.kind === 'array' && node.items.length > 0) {
    yield { mark, depth, text: `${label}[` }
    for (const item of node.items) yield* wholeTree({ text, node: item }, mark, depth + 1)
    yield { mark, depth, text: ']' }
  } else yield { mark, depth, text: label + brief({ text, node }) }
}

function* memberDifference(oldText: string, before: JsonObject, newText: string, after: JsonObject, depth: number) {
  const [old, now] = [membersByKey(before), membersByKey(after)]
  for (const [key, node] of old) {
    const twin = now.get(key)
    const tree = { text: oldText, node }
    if (twin === undefined) yield* wholeTree(tree, '-', depth, labelOf(key))
    else yield* treeDifference(tree, { text: newText, node: twin }, depth, labelOf(key))
  }
  for (const [key, node] of now) if (!old.has(key)) yield* wholeTree({ text: newText, node }, '+', depth, labelOf(key))
}

function* itemDifference(oldText: string, before: JsonArray, newText: string, after: JsonArray, depth: number): Generator<Line> {
  const old = before.items.map(item => canonicalText(oldText, item))
  const now = after.items.map(item => canonicalText(newText, item))
  for (const step of alignLists(old, now)) {
    if (step.kind === 'same') {
      yield { mark: ' ', depth, text: `… ${step.count} unchanged` }
      continue
    }
    const removed = before.items.slice(step.old.from, step.old.to).map(node => ({ text: oldText, node }))
    const added = after.items.slice(step.now.from, step.now.to).map(node => ({ text: newText, node }))
    for (let i = 0; i < Math.max(removed.length, added.length); i++) {
      const [one, other] = [removed[i], added[i]]
      if (one !== undefined && other !== undefined) yield* treeDifference(one, other, depth)
      else if (one !== undefined) yield* wholeTree(one, '-', depth)
      else if (other !== undefined) yield* wholeTree(other, '+', depth)
    }
  }
}

export const sameTree = (one: Tree, other: Tree): boolean =>
  one.node.kind === other.node.kind &&
  (lexeme(one) === lexeme(other) || canonicalText(one.text, one.node) === canonicalText(other.text, other.node))

/** Keys in the order of their text, the last value of each. */
const membersByKey = ({ members }: JsonObject) => new Map(members.map(({ key, value }) => [key, value]))

const isContainer = ({ kind }: JsonNode) => kind === 'object' || kind === 'array'

const lexeme = ({ text, node }: Tree) => text.slice(node.start, node.end)

const labelOf = (key: string) => `${JSON.stringify(key)}: `

function brief(tree: Tree): string {
  switch (tree.node.kind) {
    case 'object':
      return tree.node.members.length === 0 ? '{}' : '{ … }'
    case 'array':
      return tree.node.items.length === 0 ? '[]' : '[ … ]'
    default:
      return clip(lexeme(tree), 0)
  }
}

/** A long value is shown where it matters. */
function clip(text: string, at: number): string {
  if (text.length <= longestValue) return text
  const from = Math.max(0, at - contextOfValue)
  const shown = text.slice(from, from + longestValue)
  return `${from > 0 ? '…' : ''}${shown}${from + longestValue < text.length ? '…' : ''} (${text.length} characters)`
}

function firstDifference(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}
