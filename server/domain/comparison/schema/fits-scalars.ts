import type { Json } from '../json.ts'
import { evaluateConjunction, evaluateNode, isMultiple, no, yes } from './evaluate.ts'
import type { Failure } from './failure.ts'
import { type Pair, place, unproven } from './fits.ts'
import { hasFormat, impliesFormat } from './formats.ts'
import { kinds } from './node.ts'
import { isDisjoint } from './overlaps.ts'
import { numberCandidates, sampleOf, stringCandidates } from './sample.ts'
import { isTighter, viewOf } from './view.ts'

/** The reader knows certain values only, and the writer's cannot be counted. */
export function valueFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const disjoint = reader.keywords.values!.every(value => evaluateConjunction(engine, writer, value) === no)
  const witness = outside(pair, [...stringCandidates(engine, writer, reader), ...numberCandidates(engine, writer, reader)])
  const sample = witness === undefined ? sampleOf(engine, writer) : witness
  return [{ ...place(pair), keyword: 'values', outcome: 'broken', disjoint, ...(sample !== undefined && { witness: sample }) }]
}

/** A value the writer may write and the reader refuses, among some that are likely to be. */
function outside({ engine, writer, reader }: Pair, candidates: Json[]): Json | undefined {
  return candidates.find(
    value => evaluateNode(engine, reader, value) === no && evaluateConjunction(engine, writer, value) === yes
  )
}

function failureFor(pair: Pair, keyword: Failure['keyword'], candidates: Json[], detail?: string): Failure {
  const witness = outside(pair, candidates)
  return {
    ...place(pair),
    keyword,
    outcome: 'broken',
    disjoint: isDisjoint(pair.engine, pair.writer, pair.reader),
    ...(detail !== undefined && { detail }),
    ...(witness !== undefined && { witness })
  }
}

export function numberFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const { lower, upper, multipleOf, format } = reader.keywords.number!
  const failures: Failure[] = []
  const candidates = () => numberCandidates(engine, writer, reader)
  const tooLow = lower !== undefined && isTighter(lower, view.lower, 1)
  const tooHigh = upper !== undefined && isTighter(upper, view.upper, -1)
  if (tooLow || tooHigh) {
    const failure = failureFor(pair, 'bound', candidates())
    if (failure.witness !== undefined || !isIntegral(pair)) failures.push(failure)
    else if (!integersFit(pair)) failures.push(failure)
  }
  if (multipleOf !== undefined && !view.multiples.some(mine => isMultiple(mine, multipleOf))) {
    const whole = multipleOf === 1 && (view.kinds & kinds.fraction) === 0
    if (!whole) failures.push(failureFor(pair, 'multipleOf', candidates()))
  }
  const narrower = format === 'int32' && view.numberFormats.includes('int64') && !view.numberFormats.includes('int32')
  if (narrower) failures.push(failureFor(pair, 'format', [2 ** 31, ...candidates()], format))
  return failures
}

const isIntegral = ({ engine, writer }: Pair) => (viewOf(engine, writer).kinds & kinds.fraction) === 0

/** Integers within open or broken bounds: `> 0` is `>= 1`. */
function integersFit({ engine, writer, reader }: Pair): boolean {
  const view = viewOf(engine, writer)
  const { lower, upper } = reader.keywords.number!
  const first =
    view.lower === undefined ? undefined : view.lower.open ? Math.floor(view.lower.value) + 1 : Math.ceil(view.lower.value)
  const last =
    view.upper === undefined ? undefined : view.upper.open ? Math.ceil(view.upper.value) - 1 : Math.floor(view.upper.value)
  const above = lower === undefined || (first !== undefined && (lower.open ? first > lower.value : first >= lower.value))
  const below = upper === undefined || (last !== undefined && (upper.open ? last < upper.value : last <= upper.value))
  return above && below
}

export function stringFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const { minLength, maxLength, pattern, format } = reader.keywords.string!
  const failures: Failure[] = []
  const candidates = () => stringCandidates(engine, writer, reader)
  if (minLength > view.minLength || maxLength < view.maxLength) failures.push(failureFor(pair, 'length', candidates()))
  if (pattern !== undefined && !view.patterns.includes(pattern)) {
    const failure = failureFor(pair, 'pattern', candidates(), pattern)
    failures.push(failure.witness === undefined ? { ...failure, outcome: 'unproven', reason: 'pattern' } : failure)
  }
  if (format !== undefined && !view.formats.some(mine => impliesFormat(mine, format)) && hasFormat('', format) !== true) {
    const known = hasFormat('', format) !== undefined
    if (known) failures.push(failureFor(pair, 'format', candidates(), format))
    else failures.push({ ...unproven(pair, 'format', 'format'), detail: format })
  }
  return failures
}
