import fc from 'fast-check'
import t from 'tap'
import type { AnswerInTime, AutonomyInput, Deployment } from '../../server/domain/autonomy/input.ts'
import { autonomyReport } from '../../server/domain/autonomy/report.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const weeks = 12
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

const name = fc.constantFrom(...names)
const others = fc.uniqueArray(name, { maxLength: 3 })
const moment = fc.integer({ min: 0, max: weeks * 7 * day - 1 })

/** Some are deployed apart, and some together again and again, so that there are couplings to remove. */
const deployments: fc.Arbitrary<Deployment[]> = fc
  .record({
    apart: fc.array(fc.record({ application: name, at: moment }), { maxLength: 40 }),
    together: fc.array(
      fc.record({
        members: fc.uniqueArray(name, { minLength: 2, maxLength: 5 }),
        hour: fc.integer({ min: 8, max: 18 }),
        days: fc.uniqueArray(fc.integer({ min: 0, max: weeks * 7 - 1 }), { minLength: 3, maxLength: 20 })
      }),
      { maxLength: 4 }
    )
  })
  .map(({ apart, together }) => [
    ...apart.map(({ application, at }) => ({ application, version: '1', at })),
    ...together.flatMap(({ members, hour: of, days }) =>
      days.flatMap(on => members.map(application => ({ application, version: '1', at: on * day + of * hour })))
    )
  ])

const answer: fc.Arbitrary<AnswerInTime> = fc
  .record({
    application: name,
    version: fc.constantFrom('1', '2', '3', '4'),
    at: moment,
    lasting: fc.integer({ min: 0, max: 20 * day }),
    alone: fc.constantFrom('yes', 'no', 'no', 'unknown'),
    blockedBy: others,
    clearedBy: fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, others)
  })
  .map(({ lasting, alone, blockedBy, clearedBy, ...rest }) => ({
    ...rest,
    alone: alone as AnswerInTime['alone'],
    until: rest.at + lasting,
    blockedBy: alone === 'no' ? blockedBy.filter(other => other !== rest.application) : [],
    clearedBy: alone === 'yes' ? clearedBy : []
  }))

/** Two that were blocked by each other again and again, so that there are groups in lock-step. */
const circle: fc.Arbitrary<AnswerInTime[]> = fc
  .record({ members: fc.uniqueArray(name, { minLength: 2, maxLength: 2 }), third: name, at: moment })
  .map(({ members, third, at }) =>
    members.flatMap((application, i) =>
      ['1', '2', '3'].map(version => ({
        application,
        version,
        at,
        until: at + day,
        alone: 'no' as const,
        blockedBy: [...new Set([members[1 - i] as string, third])].filter(other => other !== application),
        clearedBy: []
      }))
    )
  )

const pair = fc.uniqueArray(name, { minLength: 2, maxLength: 2 }) as unknown as fc.Arbitrary<[string, string]>

const input: fc.Arbitrary<AutonomyInput> = fc.record({
  environment: fc.constant(undefined),
  from: fc.constant(0),
  to: fc.constant(weeks * 7 * day - 1),
  deployments,
  hoursADay: fc.double({ min: 1, max: 24, noNaN: true }),
  answers: fc.option(
    fc
      .tuple(fc.array(answer, { maxLength: 40 }), fc.array(circle, { maxLength: 2 }))
      .map(([single, circles]) => [...single, ...circles.flat()].sort((a, b) => a.at - b.at)),
    { nil: undefined, freq: 8 }
  ),
  stores: fc.option(
    fc.record({
      declaring: others,
      shared: fc.array(fc.record({ path: fc.constantFrom('db/x', 'db/y'), applications: pair }), { maxLength: 4 })
    }),
    { nil: undefined }
  ),
  windows: fc.option(
    fc
      .record({ kept: fc.nat(4), overdue: fc.array(fc.record({ application: name, usedBy: others }), { maxLength: 4 }) })
      .map(({ kept, overdue }) => ({
        announced: kept + overdue.length,
        overdue: overdue.map(one => ({ ...one, element: 'GET /x', sunset: 0 }))
      })),
    { nil: undefined }
  ),
  contracts: fc.option(
    fc
      .record({ covered: fc.nat(4), without: fc.array(pair, { maxLength: 4 }), unconnected: others })
      .map(({ covered, without, unconnected }) => ({
        integrations: covered + without.length,
        without: without.map(([consumer, provider]) => ({ consumer, provider })),
        unconnected
      })),
    { nil: undefined }
  )
})

const without = <T>(items: readonly T[], at: number): T[] => items.filter((_, i) => i !== at)
const changed = <T>(items: readonly T[], at: number, item: T): T[] => items.map((other, i) => (i === at ? item : other))

type Removal = (input: AutonomyInput, choose: <T>(items: readonly T[]) => number) => AutonomyInput | undefined

/** One coupling less, each way in which there can be one less; undefined where there is none. */
const removals: Record<string, Removal> = {
  'a co-deployment: one of two goes at an hour of its own on the same day': ({ deployments, ...rest }, choose) => {
    const hourOf = ({ at }: Deployment) => Math.floor(at / hour)
    const membersOf = (slot: number) =>
      new Set(deployments.filter(other => hourOf(other) === slot).map(({ application }) => application)).size
    const train = Math.max(5, new Set(deployments.map(({ application }) => application)).size / 2)
    const movable = deployments.flatMap((deployment, i) => {
      const members = membersOf(hourOf(deployment))
      return members >= 2 && members < train ? [i] : []
    })
    const at = movable[choose(movable)]
    if (at === undefined) return undefined
    const moved = deployments[at] as Deployment
    const today = Math.floor(moved.at / day) * 24
    const free = Array.from({ length: 24 }, (_, i) => today + i).find(slot => membersOf(slot) === 0)
    return free === undefined ? undefined : { ...rest, deployments: changed(deployments, at, { ...moved, at: free * hour }) }
  },
  'a blocked verdict that was never given': ({ answers = [], ...rest }, choose) => {
    const at = blocked(answers)[choose(blocked(answers))]
    return at === undefined ? undefined : { ...rest, answers: without(answers, at) }
  },
  'a blocked verdict that says yes instead': ({ answers = [], ...rest }, choose) => {
    const at = blocked(answers)[choose(blocked(answers))]
    const free = { alone: 'yes', blockedBy: [], clearedBy: [] } as const
    return at === undefined
      ? undefined
      : { ...rest, answers: changed(answers, at, { ...(answers[at] as AnswerInTime), ...free, blockedBy: [], clearedBy: [] }) }
  },
  'an application that another one needs no more where it also needs others': ({ answers = [], ...rest }, choose) => {
    const several = answers.flatMap(({ blockedBy }, i) => (blockedBy.length > 1 ? [i] : []))
    const at = several[choose(several)]
    if (at === undefined) return undefined
    const { application, blockedBy } = answers[at] as AnswerInTime
    const gone = blockedBy[choose(blockedBy)]
    const needless = (answer: AnswerInTime) =>
      answer.application === application && answer.blockedBy.length > 1
        ? { ...answer, blockedBy: answer.blockedBy.filter(other => other !== gone) }
        : answer
    return { ...rest, answers: answers.map(needless) }
  },
  'a shared store': ({ stores, ...rest }, choose) =>
    stores === undefined || stores.shared.length === 0
      ? undefined
      : { ...rest, stores: { ...stores, shared: without(stores.shared, choose(stores.shared)) } },
  'an overdue window whose element is gone': ({ windows, ...rest }, choose) =>
    windows === undefined || windows.overdue.length === 0
      ? undefined
      : { ...rest, windows: { announced: windows.announced - 1, overdue: without(windows.overdue, choose(windows.overdue)) } },
  'a missing contract that is there now': ({ contracts, ...rest }, choose) =>
    contracts === undefined || contracts.without.length === 0
      ? undefined
      : { ...rest, contracts: { ...contracts, without: without(contracts.without, choose(contracts.without)) } },
  'an integration without a contract that is gone': ({ contracts, ...rest }, choose) =>
    contracts === undefined || contracts.without.length === 0
      ? undefined
      : {
          ...rest,
          contracts: {
            ...contracts,
            integrations: contracts.integrations - 1,
            without: without(contracts.without, choose(contracts.without))
          }
        },
  'an unconnected application that is connected': ({ contracts, ...rest }, choose) =>
    contracts === undefined || contracts.unconnected.length === 0
      ? undefined
      : {
          ...rest,
          contracts: {
            ...contracts,
            integrations: contracts.integrations + 1,
            unconnected: without(contracts.unconnected, choose(contracts.unconnected))
          }
        }
}

const blocked = (answers: readonly AnswerInTime[]) => answers.flatMap(({ alone }, i) => (alone === 'no' ? [i] : []))

for (const [what, remove] of Object.entries(removals)) {
  t.test(`removing a coupling never lowers the score: ${what}`, async t => {
    let removed = 0
    let raised = 0
    fc.assert(
      fc.property(input, fc.nat(), (before, number) => {
        // `remove` leaves out what it takes apart; a list that was undefined stays so.
        const after = remove({ ...before }, items => number % Math.max(1, items.length))
        if (after === undefined) return
        const [was, is] = [autonomyReport(before).score, autonomyReport({ ...before, ...after }).score]
        removed++
        if ((is ?? 100) > (was ?? 100) + 1e-9) raised++
        return (is ?? 100) >= (was ?? 100) - 1e-9
      }),
      { numRuns: Number(process.env.SOLOIST_TEST_RUNS ?? 400), seed: Number(process.env.SOLOIST_TEST_SEED ?? 7) }
    )
    t.ok(removed > 40 && raised > 0, `${removed} were removed, which raised ${raised} scores`)
  })
}

t.test('whatever the input, what is lost is explained to the last point', async t => {
  fc.assert(
    fc.property(input, value => {
      const { score, losses, parts } = autonomyReport(value)
      const overrides = (value.answers ?? []).map(({ application, version, at }) => ({
        ...{ application, version, at, until: at + day, by: 'ann', reason: '', covers: [] }
      }))
      if (autonomyReport({ ...value, overrides }).score !== score) return false
      const lost = losses.reduce((sum, { points }) => sum + points, 0)
      if (score === undefined) return losses.length === 0 && parts.every(part => part.value === undefined)
      return score >= -1e-9 && score <= 100 && Math.abs(100 - score - lost) < 1e-6
    }),
    { numRuns: 400, seed: 7 }
  )
  t.pass()
})
