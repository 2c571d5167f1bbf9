import type { Json } from '../json.ts'
import type { Engine } from './engine.ts'
import { type Choice, SchemaNode } from './node.ts'
import { dialects, SchemaSource } from './source.ts'
import type { View } from './view.ts'

/**
 * Schemas that hold at once: one with all its allOf and $ref. Choices stay apart until they are decided, each way giving
 * a conjunction of its own.
 */
export interface Conjunction {
  id: number
  nodes: readonly SchemaNode[]
  has: ReadonlySet<number>
  /** Not yet decided. */
  choices: readonly Choice[]
  /** What is excluded: `not`, and the other ways of a oneOf that was decided. */
  nots: readonly SchemaNode[]
  /** Base classes that are reached through a sub-type: their discriminator does not choose anew. */
  asSubtype: ReadonlySet<number>
  view?: View
}

interface Closure {
  nodes: SchemaNode[]
  choices: Choice[]
  nots: SchemaNode[]
  asSubtype: Set<number>
}

const noSource = new SchemaSource('engine', true, dialects['2020-12'])

export function conjunctionOf(engine: Engine, roots: readonly SchemaNode[]): Conjunction {
  const only = roots.length === 1 ? roots[0]!.id : undefined
  const known = only === undefined ? undefined : engine.conjunctionsOfNodes.get(only)
  if (known !== undefined) return known
  const made = isPlain(roots) ? ofOne(engine, roots[0]!) : intern(engine, closureOf(engine, roots, nothing))
  if (only !== undefined) engine.conjunctionsOfNodes.set(only, made)
  return made
}

/** The same of one schema, asked most often. */
export const conjunctionOfNode = (engine: Engine, node: SchemaNode): Conjunction =>
  engine.conjunctionsOfNodes.get(node.id) ?? conjunctionOf(engine, [node])

const nothing: ReadonlySet<number> = new Set()

/** Most schemas by far refer to no other. */
function isPlain(roots: readonly SchemaNode[]): boolean {
  if (roots.length !== 1) return false
  const { all, choices, nots, conditional } = roots[0]!.keywords
  return all.length + choices.length + nots.length === 0 && conditional === undefined
}

function ofOne(engine: Engine, node: SchemaNode): Conjunction {
  const key = `${node.id}||`
  const known = engine.conjunctions.get(key)
  if (known !== undefined) return known
  engine.budget.spend(2)
  const id = engine.conjunctions.size + 1
  const made = { id, nodes: [node], has: new Set([node.id]), choices: [], nots: [], asSubtype: nothing }
  engine.conjunctions.set(key, made)
  return made
}

/** All of the conjunction's values that also fit these schemas. */
export function narrow(engine: Engine, from: Conjunction, more: readonly SchemaNode[]): Conjunction {
  return extend(engine, from, more, from.choices, from.nots)
}

/** The ways of the first choice. Together they hold every value of the conjunction. */
export function waysOf(engine: Engine, from: Conjunction): Conjunction[] {
  const [choice, ...others] = from.choices
  if (choice === undefined) return [from]
  return choice.options.map(option => {
    const siblings = choice.kind === 'one' ? choice.options.filter(other => other !== option).map(({ node }) => node) : []
    const excluded = option.not === undefined ? siblings : [...siblings, option.not]
    return extend(engine, from, [option.node], others, [...from.nots, ...excluded])
  })
}

function extend(
  engine: Engine,
  from: Conjunction,
  more: readonly SchemaNode[],
  choices: readonly Choice[],
  nots: readonly SchemaNode[]
): Conjunction {
  const added = closureOf(engine, more, from.has)
  return intern(engine, {
    nodes: [...from.nodes, ...added.nodes],
    choices: [...choices, ...added.choices],
    nots: [...nots, ...added.nots],
    asSubtype: new Set([...from.asSubtype, ...added.asSubtype])
  })
}

/** A schema that the engine needs for itself, the same one whenever it is asked for. */
export function syntheticNode(engine: Engine, key: string, raw: () => Json): SchemaNode {
  const known = engine.synthetic.get(key)
  if (known !== undefined) return known
  const node = new SchemaNode(noSource, '', raw())
  engine.synthetic.set(key, node)
  return node
}

/** Follows `$ref` and allOf without recursion, so that neither depth nor cycles matter. */
function closureOf(engine: Engine, roots: readonly SchemaNode[], known: ReadonlySet<number>): Closure {
  const seen = new Set<number>()
  const nodes: SchemaNode[] = []
  const asSubtype = new Set<number>()
  const stack = [...roots].reverse()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node.id) || known.has(node.id)) continue
    engine.budget.spend()
    seen.add(node.id)
    nodes.push(node)
    const { all } = node.keywords
    for (let i = all.length - 1; i >= 0; i--) {
      const part = all[i]!
      const target = part.keywords.all.length === 1 ? part.keywords.all[0]! : part
      if (node.source.isSubtype(node, target)) asSubtype.add(target.id)
      stack.push(part)
    }
  }
  const choices: Choice[] = []
  const nots: SchemaNode[] = []
  for (const node of nodes) {
    const { choices: own, conditional, nots: excluded } = node.keywords
    for (const choice of own) if (choice.kind !== 'subtypes' || !asSubtype.has(node.id)) choices.push(choice)
    if (conditional !== undefined) choices.push(conditional.asChoice)
    nots.push(...excluded)
  }
  return { nodes, choices, nots, asSubtype }
}

function intern(engine: Engine, { nodes, choices, nots, asSubtype }: Closure): Conjunction {
  const unique = [...new Set(nots)]
  const key = `${ids(nodes)}|${choices.map(choiceId).join()}|${ids(unique)}`
  const known = engine.conjunctions.get(key)
  if (known !== undefined) return known
  engine.budget.spend(1 + (nodes.length >> 3))
  const made = {
    id: engine.conjunctions.size + 1,
    nodes,
    has: new Set(nodes.map(({ id }) => id)),
    choices: [...new Set(choices)],
    nots: unique,
    asSubtype
  }
  engine.conjunctions.set(key, made)
  return made
}

const ids = (nodes: SchemaNode[]) =>
  nodes
    .map(({ id }) => id)
    .sort((a, b) => a - b)
    .join()

/** A choice is known by its first way: each way is a node of its own. */
const choiceId = ({ keyword, options }: Choice) => `${keyword}${options.map(({ node }) => node.id).join('-')}`
