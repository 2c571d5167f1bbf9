import type { Json } from '../json.ts'
import { type Conjunction, conjunctionOf, narrow, syntheticNode } from './conjunction.ts'
import { isEmpty } from './empty.ts'
import { evaluateConjunction, evaluateNode, no, yes } from './evaluate.ts'
import type { Failure } from './failure.ts'
import { fitsAt, kindNode, type Pair, place, unproven } from './fits.ts'
import { type Choice, kinds, numberKinds, type SchemaNode } from './node.ts'
import { isDisjoint, overlapOf } from './overlaps.ts'
import { sampleOf } from './sample.ts'
import { memberOf, viewOf, writtenKinds } from './view.ts'

/** anyOf, oneOf, not and if/then/else of the reader's. */
export function choiceFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const { choices, nots, conditional } = reader.keywords
  const asked = choices.filter(choice => choice.kind !== 'subtypes' || !writer.asSubtype.has(reader.id))
  const failures = asked.flatMap(choice => oneChoice(pair, choice))
  for (const not of nots) {
    const overlap = writer.nots.some(mine => mine.raw === not.raw) ? 'no' : overlapOf(engine, writer, not)
    if (overlap === 'no') continue
    const sample = sampleOf(engine, narrow(engine, writer, [not]))
    failures.push({ ...place(pair), reader: not.pointer, keyword: 'not', outcome: 'broken', disjoint: false, ...witness(sample) })
  }
  if (conditional !== undefined) failures.push(...conditionalFailures(pair, conditional))
  return failures
}

const witness = (value: Json | undefined) => (value === undefined ? {} : { witness: value })

/** If it never matches the condition, or always keeps what follows from it; and the other way round. */
function conditionalFailures(
  pair: Pair,
  { when, then, otherwise }: { when: SchemaNode; then: SchemaNode; otherwise: SchemaNode }
): Failure[] {
  const { engine, writer } = pair
  const matching = narrow(engine, writer, [when])
  const kept = isEmpty(engine, matching) ? [] : fitsAt({ ...pair, writer: matching, reader: then }).failures
  const always = fitsAt({ ...pair, reader: when }).outcome === 'ok'
  const other = always ? [] : fitsAt({ ...pair, reader: otherwise }).failures
  return [...kept, ...other].map(failure => ({
    ...failure,
    ...(failure.keyword === 'budget' ? {} : { keyword: 'conditional' as const })
  }))
}

function oneChoice(pair: Pair, choice: Choice): Failure[] {
  const { engine, writer } = pair
  if (writer.choices.includes(choice)) return []
  const fitting = choice.options.find(({ node }) => !isClearlyApart(pair, node) && fitsOption(pair, node))
  if (fitting !== undefined) return choice.kind === 'one' ? exclusiveFailures(pair, choice, fitting.node) : []
  const parts = partsOf(pair, choice)
  if (parts.length > 1) {
    const failing = parts.flatMap(part => fitsAt({ ...pair, writer: part }).failures)
    const allFail =
      failing.length > 0 && parts.every(part => fitsAt({ ...pair, writer: part }).outcome !== 'ok' || isEmpty(engine, part))
    return failing.map(failure => ({ ...failure, disjoint: failure.disjoint && allFail }))
  }
  return closestFailures(pair, choice)
}

const fitsOption = (pair: Pair, node: SchemaNode) => fitsAt({ ...pair, reader: node }).outcome === 'ok'

/** A quick look: no kind in common. */
function isClearlyApart({ engine, writer }: Pair, node: SchemaNode): boolean {
  return (viewOf(engine, writer).kinds & viewOf(engine, conjunctionOf(engine, [node])).kinds) === 0
}

/** oneOf: what fits one way must fit no other. */
function exclusiveFailures(pair: Pair, choice: Choice, fitting: SchemaNode): Failure[] {
  const { engine, writer } = pair
  return choice.options.flatMap(({ node }) => {
    if (node === fitting || isClearlyApart(pair, node) || isDisjoint(engine, writer, node)) return []
    if (
      writer.nots.some(
        not => not === node || fitsAt({ ...pair, writer: conjunctionOf(engine, [node]), reader: not }).outcome === 'ok'
      )
    )
      return []
    const both = sampleOf(engine, narrow(engine, writer, [node]))
    const failure = { ...place(pair), reader: node.pointer, keyword: 'union', disjoint: false, detail: 'oneOf' } as const
    return [
      both === undefined ? { ...failure, outcome: 'unproven', reason: 'union' } : { ...failure, outcome: 'broken', witness: both }
    ]
  })
}

/** The writer's values split by kind, or by a required member with few values: each part may fit another way. */
function partsOf({ engine, writer }: Pair, choice: Choice): Conjunction[] {
  const view = viewOf(engine, writer)
  const written = writtenKinds(engine, view)
  const masks = [kinds.null, kinds.boolean, numberKinds, kinds.string, kinds.array, kinds.object].map(kind => written & kind)
  const present = masks.filter(mask => mask !== 0)
  if (present.length > 1) return present.map(mask => narrow(engine, writer, [kindNode(engine, mask)]))
  if (written !== kinds.object) return []
  const told = (name: string) =>
    choice.options.some(({ node }) =>
      conjunctionOf(engine, [node]).nodes.some(({ keywords }) => keywords.object?.properties.has(name))
    )
  for (const name of view.required) {
    const { values } = viewOf(engine, memberOf(engine, writer, view, name).value)
    if (values === undefined || values.length < 2 || values.length > 64 || !told(name)) continue
    return values.map(value => {
      const raw = () => ({ properties: { [name]: { const: value } } })
      return narrow(engine, writer, [syntheticNode(engine, `${JSON.stringify(name)} is ${JSON.stringify(value)}`, raw)])
    })
  }
  return []
}

/** Where only one way is possible at all, its failures tell more than "none fits". */
function closestFailures(pair: Pair, choice: Choice): Failure[] {
  const { engine, writer, reader } = pair
  const possible = choice.options.filter(({ node }) => !isDisjoint(engine, writer, node))
  const [only] = possible
  if (possible.length === 1 && only !== undefined) return fitsAt({ ...pair, reader: only.node }).failures
  const witnesses = choice.options.flatMap(({ node }) =>
    fitsAt({ ...pair, reader: node }).failures.flatMap(({ witness }) => witness ?? [])
  )
  const sample = sampleOf(engine, writer)
  const refused = [...witnesses, ...(sample === undefined ? [] : [sample])].find(
    value => evaluateNode(engine, reader, value) === no && evaluateConjunction(engine, writer, value) === yes
  )
  if (refused === undefined) return [unproven(pair, 'union', 'union')]
  return [{ ...place(pair), keyword: 'union', outcome: 'broken', disjoint: possible.length === 0, witness: refused }]
}
