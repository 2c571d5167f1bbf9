import type { Conjunction } from './conjunction.ts'
import { conjunctionOf } from './conjunction.ts'
import type { Engine } from './engine.ts'
import type { Failure } from './failure.ts'
import { fitsAt, type Pair, place, unproven } from './fits.ts'
import { dependentFailures, nameFailures, sizeFailures, unevaluatedFailures } from './fits-object-rare.ts'
import type { SchemaNode } from './node.ts'
import { sampleObject, sampleOf } from './sample.ts'
import { isWithheld, memberOf, partsFor, restOf, type View, viewOf } from './view.ts'

export function objectFailures(pair: Pair): Failure[] {
  const object = pair.reader.keywords.object!
  const failures: Failure[] = []
  for (const name of object.required) failures.push(...requiredFailures(pair, name))
  for (const [name, expected] of object.properties) failures.push(...memberFailures(pair, name, expected))
  if (object.patterns.length > 0 || object.rest !== undefined) failures.push(...unnamedFailures(pair))
  if (object.unevaluated !== undefined) failures.push(...unevaluatedFailures(pair, object.unevaluated))
  failures.push(...nameFailures(pair), ...sizeFailures(pair), ...dependentFailures(pair))
  return failures
}

/** Whether the writer may send a member of this name. */
export function maySend(engine: Engine, writer: Conjunction, view: View, name: string): boolean {
  const { value, declared } = memberOf(engine, writer, view, name)
  if (isWithheld(value) || viewOf(engine, value).kinds === 0) return false
  return declared || view.required.has(name) || (view.open && value.nodes.length > 0) || view.freeForm || engine.strict
}

function requiredFailures(pair: Pair, name: string): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  if (view.required.has(name)) return []
  const expected = reader.keywords.object!.properties.get(name)
  const parts = expected === undefined ? [] : conjunctionOf(engine, [expected]).nodes
  if (engine.defaults && parts.some(({ keywords }) => keywords.hasDefault)) return []
  if (expected !== undefined && isWithheld(conjunctionOf(engine, [expected]))) return []
  const missing = missingAs(pair, name)
  const sample = sampleObject(engine, writer, { without: name })
  const at = { ...place(pair), path: [name], disjoint: missing === 'gone' }
  return [{ ...at, missing, keyword: 'required', outcome: 'broken', ...(sample !== undefined && { witness: sample }) }]
}

function missingAs({ engine, writer }: Pair, name: string): NonNullable<Failure['missing']> {
  const view = viewOf(engine, writer)
  const { declared, value } = memberOf(engine, writer, view, name)
  if (declared) return maySend(engine, writer, view, name) || isWithheld(value) ? 'optional' : 'gone'
  if (view.freeForm) return 'open'
  // A map that says what its members are declares them, as optional ones.
  if (!view.open || value.nodes.length === 0 || viewOf(engine, value).kinds === 0) return 'gone'
  return viewOf(engine, value).anything ? 'open' : 'optional'
}

function memberFailures(pair: Pair, name: string, expected: SchemaNode): Failure[] {
  const { engine, writer } = pair
  const view = viewOf(engine, writer)
  if (!maySend(engine, writer, view, name)) return []
  const { value, declared } = memberOf(engine, writer, view, name)
  if (!declared && !engine.strict && view.freeForm)
    return conjunctionOf(engine, [expected]).nodes.every(isFree) ? [] : [openFailure(pair, name)]
  return inner(pair, name, name, value, expected)
}

export const isFree = ({ raw }: SchemaNode) =>
  raw === true || (typeof raw === 'object' && raw !== null && Object.keys(raw).length === 0)

const openFailure = (pair: Pair, name: string): Failure => ({ ...unproven(pair, 'anything', 'open'), path: [name] })

/** `example` is a name that stands for all those meant by `step`. */
export function inner(pair: Pair, step: string, example: string, value: Conjunction, expected: SchemaNode): Failure[] {
  const { failures } = fitsAt({ ...pair, writer: value, reader: expected, depth: pair.depth + 1 })
  return failures.map(failure => {
    const { witness, ...bare } = failure
    const whole = witness === undefined ? undefined : sampleObject(pair.engine, pair.writer, { with: [example, witness] })
    return { ...bare, path: [step, ...failure.path], ...(whole !== undefined && { witness: whole }) }
  })
}

/** patternProperties and additionalProperties of the reader against what the writer declares beyond the reader's names. */
function unnamedFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const object = reader.keywords.object!
  const failures: Failure[] = []
  for (const name of new Set([...view.declared, ...view.required])) {
    if (!maySend(engine, writer, view, name)) continue
    const { value } = memberOf(engine, writer, view, name)
    const matching = object.patterns.filter(({ pattern }) => pattern?.test(name) ?? false)
    for (const { node } of matching) failures.push(...inner(pair, name, name, value, node))
    if (object.patterns.some(({ pattern }) => pattern === undefined)) failures.push(unproven(pair, 'names', 'pattern'))
    else if (object.rest !== undefined && matching.length === 0 && !object.properties.has(name)) {
      if (object.rest.raw === false) failures.push(undeclared(pair, name, value))
      else failures.push(...inner(pair, name, name, value, object.rest))
    }
  }
  return [...failures, ...openFailures(pair)]
}

export function undeclared(pair: Pair, name: string, value: Conjunction): Failure {
  const { engine, writer } = pair
  const sample = sampleOf(engine, value)
  const whole = sample === undefined ? undefined : sampleObject(engine, writer, { with: [name, sample] })
  const disjoint = viewOf(engine, writer).required.has(name)
  return {
    ...place(pair),
    path: [name],
    keyword: 'undeclared',
    outcome: 'broken',
    disjoint,
    ...(whole !== undefined && { witness: whole })
  }
}

/** Members that the writer may send without naming them. */
function openFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const object = reader.keywords.object!
  const expected = [...(object.rest === undefined ? [] : [object.rest]), ...object.patterns.map(({ node }) => node)]
  if (!(view.open || engine.strict || view.freeForm) || expected.every(isFree)) return []
  const theirs = writer.nodes.flatMap(({ keywords }) => keywords.object?.patterns ?? [])
  const failures: Failure[] = []
  for (const { source, node } of theirs) {
    const same = object.patterns.find(pattern => pattern.source === source)
    const against = same?.node ?? object.rest
    if (against === undefined || (same === undefined && object.patterns.length > 0))
      failures.push(unproven(pair, 'names', 'pattern'))
    else if (
      fitsAt({ ...pair, writer: conjunctionOf(engine, [node]), reader: against, depth: pair.depth + 1 }).outcome !== 'ok'
    ) {
      failures.push(unproven(pair, 'names', 'pattern'))
    }
  }
  const rest = restOf(engine, writer, view)
  const hasRest = engine.strict || view.freeForm || rest.nodes.length > 0
  if (!hasRest || viewOf(engine, rest).kinds === 0) return failures
  if (view.freeForm && !engine.strict) return [...failures, unproven(pair, 'anything', 'open')]
  const name = unusedName(pair)
  for (const node of expected) {
    if (node.raw !== false) failures.push(...inner(pair, '*', name, rest, node))
    else failures.push({ ...undeclared(pair, name, rest), path: ['*'] })
  }
  return failures
}

function unusedName({ engine, writer, reader }: Pair): string {
  const taken = (name: string) =>
    viewOf(engine, writer).declared.has(name) || [...writer.nodes, reader].some(node => partsFor(node, name).length > 0)
  return ['other', 'x', 'x1', '~', 'Z'].find(name => !taken(name)) ?? 'another'
}
