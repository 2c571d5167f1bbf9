import t from 'tap'
import { autonomousYear } from '../../demo/company/autonomous.ts'
import { monolithYear } from '../../demo/company/monolith.ts'
import { day, from, hour, logOf, services } from '../../demo/company/year.ts'
import type { AutonomyInput } from '../../server/domain/autonomy/input.ts'
import { type AutonomyReport, autonomyReport } from '../../server/domain/autonomy/report.ts'

/** What is lost adds up to what is missing, and each loss says because of what and what to do. */
const isExplained = ({ score = 0, losses }: AutonomyReport) =>
  Math.abs(100 - score - losses.reduce((sum, { points }) => sum + points, 0)) < 1e-6 &&
  losses.every(({ points, because, wonBackBy }) => points > 0 && because !== '' && wonBackBy !== '')

for (const seed of [1, 2, 3]) {
  t.test(`a year of sixty services, told by seed ${seed}`, async t => {
    const [autonomous, monolith] = [autonomousYear(seed), monolithYear(seed)]
    const [good, bad] = [autonomyReport(autonomous), autonomyReport(monolith)]
    t.ok((good.score as number) >= 85, `who deploys alone has 85 or more: ${good.score}`)
    t.ok((bad.score as number) <= 30, `a distributed monolith has 30 or less: ${bad.score}`)
    t.ok(isExplained(good) && isExplained(bad), 'each point lost is explained')
    t.same(good.groups, [], 'who was blocked now and then is in no lock-step')
    t.equal(good.coDeployment.pairs.length, 0, 'what falls into the same hour by chance is no coupling')
    t.ok(good.coDeployment.trainShare > 0 && good.coDeployment.trainShare < 0.03, 'the new base images, and little else')
    t.equal(bad.groups.length, 12, 'the areas')

    const [goodLog, badLog] = [autonomyReport(logOf(autonomous)), autonomyReport(logOf(monolith))]
    t.ok((goodLog.score as number) >= 85 && (badLog.score as number) <= 30, 'the deployments alone tell them apart')
    t.ok(isExplained(goodLog) && isExplained(badLog))
    t.same(
      goodLog.parts.map(({ name, value }) => [name, value !== undefined]),
      [
        ['alone', false],
        ['apart', true],
        ['stores', false],
        ['contracts', false],
        ['windows', false]
      ]
    )
  })
}

t.test('a train that is the exception costs nothing; where everything goes by train, nobody goes alone', async t => {
  const log = logOf(autonomousYear())
  const train = (of: number) => services.map(application => ({ application, version: 'train', at: from + of * day + 20 * hour }))
  const apart = (deployments: AutonomyInput['deployments']) => autonomyReport({ ...log, deployments }).score
  t.equal(apart([...log.deployments, ...Array.from({ length: 12 }, (_, month) => train(month * 30)).flat()]), 100)
  t.equal(apart(Array.from({ length: 26 }, (_, week) => train(week * 14)).flat()), 0)
})

t.test('half a monolith is half way', async t => {
  const [autonomous, monolith] = [autonomousYear(), monolithYear()]
  const isOld = (service: string) => service < 'identity'
  const half = <T extends { application: string }>(of: (input: AutonomyInput) => readonly T[] | undefined): T[] => [
    ...(of(autonomous) ?? []).filter(({ application }) => !isOld(application)),
    ...(of(monolith) ?? []).filter(({ application }) => isOld(application))
  ]
  const mixed: AutonomyInput = {
    ...monolith,
    deployments: half(input => input.deployments),
    answers: half(input => input.answers),
    stores: autonomous.stores,
    contracts: autonomous.contracts,
    windows: autonomous.windows
  }
  const { score, groups } = autonomyReport(mixed)
  t.ok((score as number) > 45 && (score as number) < 85, `${score}`)
  t.equal(groups.length, 5)
})
