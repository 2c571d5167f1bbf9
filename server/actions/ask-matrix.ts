import type { Broker } from '../broker.ts'
import type { Config } from '../config.ts'
import type { Uncompared } from '../domain/comparison.ts'
import { anyBySource } from '../domain/equivalence.ts'
import { uncomparedAmong } from '../domain/evidence.ts'
import { noticesOf } from '../domain/matrix/notices.ts'
import type { Pairing } from '../domain/matrix/pairing.ts'
import type { MatrixQuestion } from '../domain/matrix/question.ts'
import { type Row, rowsOf } from '../domain/matrix/rows.ts'
import { anyVersionOf, type Selected, versionIds } from '../domain/matrix/selection.ts'
import { settled } from '../domain/matrix/settle.ts'
import { byVerdict, type Requirement, type Summary, summaryOf } from '../domain/matrix/summary.ts'
import type { Moment } from '../domain/moment.ts'
import type { GivenVerdict } from '../domain/recorded/inputs.ts'
import { rollbackHorizon } from '../domain/rollback.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Notice } from '../problem.ts'
import type { Queries } from '../storage/database.ts'
import { type Decoration, decorationsOf } from '../storage/matrix/decorations.ts'
import { pairingsOf, type Scope } from '../storage/matrix/pairings.ts'
import { givenVerdict } from './given-verdict.ts'
import { judgeSelected } from './judge-selected.ts'
import { scheduleComparisons } from './schedule-comparisons.ts'
import { type Understood, understand } from './understand-question.ts'

export interface MatrixAnswer {
  summary: Summary
  notices: Notice[]
  rows: Row[]
  /** By version id: what the versions in the rows carry. */
  decorations: Map<number, Decoration>
  verdict: Verdict | undefined
  /** The verdict, where it is one that is recorded. */
  given: GivenVerdict | undefined
  /** Comparisons that would say more, which nobody has asked for yet. */
  wanted: Uncompared[]
}

/** Comparisons about what does not run; the next question asks for more. */
const mostBeside = 200

/**
 * Which versions go together, and may the specified ones be deployed? All facts come from one state of the database. Comparisons that
 * would decide and are missing are scheduled; nobody is kept waiting for them.
 */
export async function askMatrix(
  broker: Pick<Broker, 'db' | 'now' | 'config'>,
  question: MatrixQuestion,
  moment: Moment,
  errors: readonly string[] = []
): Promise<MatrixAnswer> {
  const { config } = broker
  const answer = await broker.db.snapshot(db => matrixIn({ db, config }, question, moment, errors))
  await scheduleComparisons(broker, answer.wanted)
  return answer
}

/** The same by what a snapshot, or a transaction, sees; the comparisons that are wanted are left to the caller. */
export async function matrixIn(
  { db, config }: { db: Queries; config: Pick<Config, 'rollbackHorizonDays'> },
  question: MatrixQuestion,
  moment: Moment,
  errors: readonly string[] = []
): Promise<MatrixAnswer> {
  // Support ends with a day; of what ends within one, the pairings tell when.
  const today = moment.startOfDay()
  const understood = await understand(db, question, errors, today)
  const { specified, ignored, environment } = understood
  const { latestBy, destination } = question
  const scope = scopeOf(understood, question)
  const stored = await pairingsOf(db, scope)
  const pairings = settle(stored, understood, moment)
  const limit = destination === undefined ? question.limit : undefined
  const rows = rowsOf(pairings, { latestBy, success: question.success, ignored, live: environment !== undefined, limit })
  const required = requirements(specified, pairings)
  const facts = { rows, required, specified, ignored, destination }
  const storedNow = scope.history ? await pairingsOf(db, { ...scope, history: false }) : stored
  const atDestination = storedNow === stored ? pairings : settle(storedNow, understood, moment)
  const verdict = await judgeSelected(
    db,
    { question, understood, moment, horizon: rollbackHorizon(config) },
    atDestination,
    async others => {
      const alone = scopeOf({ ...understood, specified: others }, { ...question, latestBy: 'cvpv' })
      return settle(await pairingsOf(db, alone), understood, moment)
    }
  )
  const decorations = await decorationsOf(db, rows.flatMap(versionsOf), today)
  // A filter on results is the asker's own wish: the summary then speaks of the rows that are left.
  const unfiltered = question.success === undefined ? verdict : undefined
  const beside = verdict?.candidates.flatMap(({ circumstances }) => circumstances.uncompared) ?? []
  const wanted = [...uncomparedAmong([...pairings, ...atDestination]), ...beside.slice(0, mostBeside)]
  const given = givenVerdict({ question, understood, moment }, storedNow, verdict)
  return { ...byVerdict(summaryOf(facts), noticesOf(facts), unfiltered), rows, decorations, verdict, given, wanted }
}

const versionsOf = ({ consumer, provider }: Pairing) =>
  provider.version === null ? [consumer.version.id] : [consumer.version.id, provider.version.id]

const settle = (
  stored: readonly Pairing[],
  { policies, ignored, environment, declared }: Understood,
  moment: Moment
): Pairing[] => settled(stored, { policies, ignored, environment, moment, declared })

function scopeOf({ specified, place, policies }: Understood, { latestBy, limit }: MatrixQuestion): Scope {
  return {
    versions: versionIds(specified),
    anyVersionOf: anyVersionOf(specified),
    applications: [...new Set(specified.map(({ application }) => application.id))],
    place,
    everything: place === undefined && specified.length === 1,
    history: latestBy === 'all',
    bySource: anyBySource(policies),
    limit: limit ?? 100
  }
}

/** The pairs that need a verified contract: those of the specified versions' own contracts. */
function requirements(specified: readonly Selected[], pairings: readonly Pairing[]): Requirement[] {
  const pairs = pairings
    .filter(({ consumer }) => consumer.side === 'specified' && isWanted(specified, consumer))
    .map(({ consumer, provider }) => ({ consumer: consumer.name, provider: provider.name }))
  return [...new Map(pairs.map(pair => [`${pair.consumer}\n${pair.provider}`, pair])).values()]
}

/** A lone selection also shows consumers that met it as their provider; those it does not require. */
const isWanted = (specified: readonly Selected[], { id, version }: Pairing['consumer']) =>
  specified.some(
    ({ application, meaning }) =>
      application.id === id && (meaning.kind === 'any' || (meaning.kind === 'version' && meaning.version.id === version.id))
  )
