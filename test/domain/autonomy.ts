import fc from 'fast-check'
import t from 'tap'
import { autonomousYear, coupledYear } from '../../demo/company.ts'
import { blockedTimes } from '../../server/domain/autonomy/blocked-time.ts'
import { coDeployment } from '../../server/domain/autonomy/co-deployment.ts'
import { fatesOf } from '../../server/domain/autonomy/first-verdicts.ts'
import type { AutonomyInput, Deployed, Judged } from '../../server/domain/autonomy/input.ts'
import { lockStepGroups } from '../../server/domain/autonomy/lock-step.ts'
import { autonomyReport } from '../../server/domain/autonomy/report.ts'

const hour = 3_600_000
const day = 24 * hour

const deployed = (application: string, version: string, at: number): Deployed => ({ application, version, at })
/** 'a 1 no b,c' at a moment: a 1 was not alone, because of b and c. */
const judged = (words: string, at: number): Judged => {
  const [application = '', version = '', answer, blockers = ''] = words.split(' ')
  const blockedBy = blockers === '' ? [] : blockers.split(',')
  const alone = blockedBy.length > 0 ? 'no' : (answer as Judged['answer'])
  return { application, version, answer: answer as Judged['answer'], alone, blockedBy, at }
}

t.test('a version is alone by the first definite answer; what cleared without others only waited for evidence', async t => {
  const cases: Array<[says: string, verdicts: Judged[], deployments: Deployed[], fate: string]> = [
    ['yes at once', [judged('a 1 yes', 1)], [], 'alone'],
    ['no first, whatever came later', [judged('a 1 no b', 1), judged('a 1 yes', 2)], [], 'not-alone'],
    ['unknown until verified', [judged('a 1 unknown', 1), judged('a 1 yes', 5)], [], 'waited-for-evidence'],
    [
      'unknown until what it needed was there',
      [judged('a 1 unknown b', 1), judged('a 1 yes', 5)],
      [deployed('b', '2', 3)],
      'not-alone'
    ],
    [
      'that was deployed before',
      [judged('a 1 unknown b', 4), judged('a 1 yes', 5)],
      [deployed('b', '2', 3)],
      'waited-for-evidence'
    ],
    ['unknown to the end', [judged('a 1 unknown', 1)], [], 'undecided'],
    ['unknown to the end for want of others', [judged('a 1 unknown b', 1)], [], 'not-alone']
  ]
  for (const [says, verdicts, deployments, fate] of cases) t.equal(fatesOf(verdicts, deployments)[0]?.fate, fate, says)
})

t.test('time is blocked from an answer that names others to a yes, the deployment, or the end', async t => {
  const input = { from: 0, to: 100, shared: [], overdue: [], integrations: [] }
  const times = (verdicts: Judged[], deployments: Deployed[] = []) => blockedTimes({ ...input, verdicts, deployments })
  t.same(times([judged('a 1 no b', 10), judged('a 1 yes', 30)]), [{ application: 'a', by: 'b', time: 20 }])
  t.same(
    times([judged('a 1 no b,c', 10)], [deployed('a', '1', 20)]).map(({ time }) => time),
    [5, 5]
  )
  t.same(
    times([judged('a 1 no b', 10)]).map(({ time }) => time),
    [90]
  )
  t.same(times([judged('a 1 unknown', 10)]), [])
})

t.test('lock-step groups are circles of needs', async t => {
  t.same(lockStepGroups([judged('a 1 no b', 1), judged('b 1 no c', 1), judged('c 1 no a', 1), judged('d 1 no a', 1)]), [
    ['a', 'b', 'c']
  ])
  t.same(lockStepGroups([judged('a 1 no b', 1), judged('b 1 no c', 1)]), [])
})

t.test('pairs that go together more often than by chance are named, and trains are no evidence of pairs', async t => {
  const deployments: Deployed[] = []
  for (let week = 0; week < 20; week++) {
    deployments.push(deployed('a', `${week}`, week * 7 * day), deployed('b', `${week}`, week * 7 * day + hour / 2))
    for (const [i, name] of ['c', 'd', 'e', 'f'].entries()) deployments.push(deployed(name, `${week}`, (week * 7 + 1 + i) * day))
  }
  const train = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, i) => deployed(name, 'train', 6 * day + i * 60_000))
  const { pairs, trainDays } = coDeployment({ deployments: [...deployments, ...train], from: 0, to: 140 * day })
  t.same(
    pairs.map(({ applications, count }) => [applications, count]),
    [[['a', 'b'], 20]]
  )
  t.ok((pairs[0]?.lift ?? 0) > 10)
  t.same(trainDays, [6 * day])
})

for (const [name, year, least, most] of [
  ['an autonomous company', autonomousYear(), 85, 100],
  ['a distributed monolith', coupledYear(), 0, 30]
] as const) {
  t.test(`a year of ${name} with 60 services scores ${least} to ${most}, and every lost point is explained`, async t => {
    const { score = -1, parts, applications } = autonomyReport(year)
    t.ok(score >= least && score <= most, `${score}`)
    t.equal(applications.length, 60)
    for (const { name, value = -1, weight, losses } of parts) {
      t.ok(value >= 0 && value <= 1, `${name} ${value}`)
      const explained = losses.reduce((sum, { points }) => sum + points, 0)
      t.ok(Math.abs(explained - weight * (1 - value)) < 1e-6, `${name}: ${explained} of ${weight * (1 - value)} points`)
    }
    const log = autonomyReport({ ...year, verdicts: undefined, shared: undefined, overdue: undefined, integrations: undefined })
    t.same(
      log.parts.flatMap(({ name, value }) => (value === undefined ? [] : [name])),
      ['co-deployment'],
      'a log alone is enough'
    )
    t.ok((log.score ?? -1) >= least - 10 && (log.score ?? 101) <= most, `by the log alone ${log.score}`)
  })
}

t.test('without anything there is no score', async t => {
  const nothing = {
    from: 0,
    to: 1,
    deployments: [],
    verdicts: undefined,
    shared: undefined,
    overdue: undefined,
    integrations: undefined
  }
  t.equal(autonomyReport(nothing).score, undefined)
})

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const name = fc.constantFrom(...names)
const moment = fc.integer({ min: 0, max: 60 * 24 }).map(hours => hours * hour)
const anyVerdict: fc.Arbitrary<Judged> = fc
  .record({
    application: name,
    version: fc.constantFrom('1', '2', '3'),
    answer: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
    blockedBy: fc.uniqueArray(name, { maxLength: 3 }),
    at: moment
  })
  .map(verdict => {
    const blockedBy = verdict.answer === 'yes' ? [] : verdict.blockedBy.filter(by => by !== verdict.application)
    return { ...verdict, blockedBy, alone: blockedBy.length > 0 ? 'no' : verdict.answer }
  })
const anyInput: fc.Arbitrary<AutonomyInput> = fc.record({
  from: fc.constant(0),
  to: fc.constant(60 * day),
  deployments: fc.array(fc.record({ application: name, version: fc.constantFrom('1', '2', '3'), at: moment }), { maxLength: 40 }),
  verdicts: fc.array(anyVerdict, { minLength: 1, maxLength: 20 }).map(all => all.toSorted((one, other) => one.at - other.at)),
  shared: fc.array(fc.record({ path: name, applications: fc.tuple(name, name) }), { minLength: 1, maxLength: 5 }),
  overdue: fc.array(fc.record({ provider: name, element: name, sunset: moment }), { minLength: 1, maxLength: 5 }),
  integrations: fc.array(fc.record({ consumer: name, provider: name, hasContract: fc.boolean() }), { minLength: 1, maxLength: 8 })
})

/** Each takes one coupling away, and leaves everything else as it is. */
const removals: Record<string, (input: AutonomyInput, drawn: number) => AutonomyInput> = {
  'a verdict that was not alone': (input, drawn) => {
    const verdicts = input.verdicts ?? []
    const index = verdicts.findIndex((verdict, i) => i >= drawn % verdicts.length && verdict.blockedBy.length > 0)
    const found = verdicts[index]
    if (found === undefined) return input
    return { ...input, verdicts: verdicts.with(index, { ...found, answer: 'yes', alone: 'yes', blockedBy: [] }) }
  },
  'a need of one of another': (input, drawn) => {
    const verdicts = input.verdicts ?? []
    const index = verdicts.findIndex((verdict, i) => i >= drawn % verdicts.length && verdict.blockedBy.length > 1)
    const found = verdicts[index]
    return found === undefined
      ? input
      : { ...input, verdicts: verdicts.with(index, { ...found, blockedBy: found.blockedBy.slice(1) }) }
  },
  'a shared store': (input, drawn) => ({ ...input, shared: input.shared?.toSpliced(drawn % input.shared.length, 1) }),
  'an overdue element': (input, drawn) => ({ ...input, overdue: input.overdue?.toSpliced(drawn % input.overdue.length, 1) }),
  'an integration without a contract': (input, drawn) => ({
    ...input,
    integrations: input.integrations?.map((integration, i, all) =>
      i === drawn % all.length ? { ...integration, hasContract: true } : integration
    )
  }),
  'a deployment together with others': (input, drawn) => {
    if (input.deployments.length === 0) return input
    const index = drawn % input.deployments.length
    const moved = input.deployments[index] as Deployed
    const free = Array.from({ length: 60 * 24 - 2 }, (_, i) => (i + 1) * hour + hour / 2).find(at =>
      input.deployments.every(other => other === moved || Math.abs(other.at - at) > hour)
    )
    // A version's own verdicts stay before its deployment, and what it frees it frees no earlier.
    const concerns = (verdict: Judged) =>
      verdict.application === moved.application || verdict.blockedBy.includes(moved.application)
    if (free === undefined || input.verdicts?.some(concerns)) return input
    return { ...input, deployments: input.deployments.with(index, { ...moved, at: free }) }
  }
}

for (const [what, remove] of Object.entries(removals)) {
  t.test(`removing ${what} never lowers the score`, async t => {
    const property = fc.property(anyInput, fc.nat(), (input, drawn) => {
      const [before, after] = [input, remove(input, drawn)].map(each => autonomyReport(each).score as number) as [number, number]
      if (after < before - 1e-9) throw new Error(`${before} became ${after}`)
    })
    const outcome = fc.check(property, { numRuns: 500 })
    t.notOk(outcome.failed, outcome.failed ? (fc.defaultReportMessage(outcome) ?? '') : what)
  })
}
