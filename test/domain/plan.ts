import t, { type Test } from 'tap'
import { around } from '../../server/domain/plan/around.ts'
import { planFor, type Step } from '../../server/domain/plan/plan.ts'
import { type Bounds, usualBounds } from '../../server/domain/plan/search.ts'
import type { Contract, Finding, Fit, PlanFacts, Version } from '../../server/domain/plan/world.ts'

interface Told {
  /** What is there, as `web 1`, `web 1 blue` for an instance, `web 1 released`, or `web 1 blue rolling`. */
  live: string[]
  /** Consumers with their providers; each version has a contract with each of them. */
  needs: Record<string, string[]>
  /** `web 1` with `api 2`; what is not listed is missing. */
  proved?: Array<[string, string]>
  failed?: Array<[string, string]>
  /** Versions by application; else 1 and 2. */
  versions?: Record<string, number[]>
  /** `web 1` uses what `api 2` takes away from those who met `api 1`. */
  dropped?: Array<[user: string, by: string]>
  /** A policy lets providers be missing. */
  waived?: true
}

const versionOf = (name: string): Version => {
  const [application = '', number = ''] = name.split(' ')
  return { id: [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7), application, number, order: Number(number) }
}

const nothing: Omit<Finding, 'fit'> = { answer: 'unknown', reasons: [] }

function factsOf({ live, needs, proved = [], failed = [], versions = {}, dropped = [], waived }: Told): PlanFacts {
  const known = new Map<string, Fit>()
  for (const [one, other] of proved) known.set(`${one} ${other}`, 'proved')
  for (const [one, other] of failed) known.set(`${one} ${other}`, 'failed')
  const contract = (provider: string): Contract => ({
    id: 1,
    sha: '',
    provider,
    messages: false,
    publication: { id: 1, revision: 1, createdAt: 0 }
  })
  const named = ({ application, number }: Version) => `${application} ${number}`
  return {
    live: live.map(name => {
      const [application = '', number = '', instance = '', rolling] = name.split(' ')
      const version = versionOf(`${application} ${number}`)
      const place = { application, version, instance: instance === 'released' ? undefined : instance }
      return rolling === undefined ? place : { ...place, rolling: true as const }
    }),
    contractsOf: ({ application }) => (needs[application] ?? []).map(contract),
    consumersOf: provider => Object.keys(needs).filter(consumer => needs[consumer]?.includes(provider)),
    candidatesOf: application => (versions[application] ?? [2, 1]).map(number => versionOf(`${application} ${number}`)),
    evidence: (consumer, { provider }, version) => {
      if (version === undefined) return { ...nothing, fit: waived ? 'proved' : 'failed' }
      const fit = known.get(`${named(consumer)} ${provider} ${version.number}`) ?? 'missing'
      return { ...nothing, fit }
    },
    drops: ({ consumer, provider, isRetained }) =>
      !isRetained && dropped.some(([user, by]) => user === named(consumer) && by === named(provider))
  }
}

const goal = (name: string) => ({ kind: 'deploy' as const, version: versionOf(name), instance: name.split(' ')[2] ?? '' })

function told(step: Step): string {
  switch (step.kind) {
    case 'verify':
      return `verify ${step.consumer.application} ${step.consumer.number} with ${step.contract.provider} ${step.provider?.number}`
    case 'together':
      return `together ${step.deployments.map(({ version }) => `${version.application} ${version.number}`).join(', ')}`
    default:
      return [step.kind, step.version.application, step.version.number, step.instance].join(' ').trim()
  }
}

const plan = (facts: Told, name: string, bounds: Partial<Bounds> = {}) => {
  const { outcome, steps, bounds: hit } = planFor(factsOf(facts), goal(name), { ...usualBounds, ...bounds })
  return { outcome, steps: steps.map(told), bounds: hit }
}
const is = (t: Test, found: ReturnType<typeof plan>, outcome: string, steps: string[]) =>
  t.same({ outcome: found.outcome, steps: found.steps }, { outcome, steps })

t.test('what fits goes as it is', async t => {
  const web = { live: ['api 1'], needs: { web: ['api'] }, proved: [['web 2', 'api 1']] as Array<[string, string]> }
  is(t, plan(web, 'web 2'), 'ready', ['deploy web 2'])
})

t.test('the provider goes first when it serves old and new', async t => {
  const facts: Told = {
    live: ['web 1', 'api 1'],
    needs: { web: ['api'] },
    proved: [
      ['web 1', 'api 1'],
      ['web 1', 'api 2'],
      ['web 2', 'api 2']
    ],
    failed: [['web 2', 'api 1']]
  }
  is(t, plan(facts, 'web 2'), 'steps', ['deploy api 2', 'deploy web 2'])
})

t.test('a provider that is not there comes first', async t => {
  is(t, plan({ live: [], needs: { web: ['api'] }, proved: [['web 2', 'api 1']] }, 'web 2'), 'steps', [
    'deploy api 1',
    'deploy web 2'
  ])
})

t.test('proved pairings are preferred to verifications, though they take more steps', async t => {
  const facts: Told = {
    live: ['web 1', 'api 1'],
    needs: { web: ['api'] },
    proved: [
      ['web 1', 'api 2'],
      ['web 2', 'api 2']
    ]
  }
  is(t, plan(facts, 'web 2'), 'steps', ['deploy api 2', 'deploy web 2'])
  const unproved: Told = { ...facts, proved: [['web 1', 'api 1']], failed: [['web 2', 'api 2']] }
  is(t, plan(unproved, 'web 2'), 'steps', ['verify web 2 with api 1', 'deploy web 2'])
})

t.test('whoever uses what a version takes away moves first', async t => {
  const everything = ['web 1', 'web 2'].flatMap(web => ['api 1', 'api 2'].map((api): [string, string] => [web, api]))
  const facts: Told = { live: ['web 1', 'api 1'], needs: { web: ['api'] }, proved: everything, dropped: [['web 1', 'api 2']] }
  is(t, plan(facts, 'api 2'), 'steps', ['deploy web 2', 'deploy api 2'])
  is(t, plan({ ...facts, live: ['web 1'] }, 'api 2'), 'ready', ['deploy api 2'])
  is(t, plan({ ...facts, live: ['web 1 released', 'api 1'] }, 'api 2'), 'none', [])
  const together: Told = { ...facts, proved: everything.filter(([web, api]) => web !== 'web 2' || api !== 'api 1') }
  is(t, plan({ ...together, failed: [['web 2', 'api 1']] }, 'api 2'), 'together', ['together api 2, web 2'])
})

t.test('an application may take two steps around another', async t => {
  const facts: Told = {
    live: ['web 1', 'api 1'],
    needs: { web: ['api'] },
    versions: { web: [3, 2, 1] },
    // Web 2 speaks with both, web 1 only with the old and web 3 only with the new.
    proved: [
      ['web 1', 'api 1'],
      ['web 2', 'api 1'],
      ['web 2', 'api 2'],
      ['web 3', 'api 2']
    ],
    failed: [
      ['web 1', 'api 2'],
      ['web 3', 'api 1']
    ]
  }
  is(t, plan(facts, 'web 3'), 'steps', ['deploy web 2', 'deploy api 2', 'deploy web 3'])
  is(t, plan(facts, 'api 2'), 'steps', ['deploy web 2', 'deploy api 2'])
})

t.test('each slot of several is taken on its own; what cannot move may leave where another stays', async t => {
  const facts: Told = {
    live: ['web 1', 'api 1', 'api 1 blue'],
    needs: { web: ['api'] },
    proved: [
      ['web 1', 'api 1'],
      ['web 1', 'api 2'],
      ['web 2', 'api 2']
    ],
    failed: [['web 2', 'api 1']]
  }
  is(t, plan(facts, 'web 2'), 'steps', ['deploy api 2', 'deploy api 2 blue', 'deploy web 2'])
  const behind: Told = { ...facts, live: ['web 1', 'api 1 blue', 'api 2'], versions: { api: [] } }
  is(t, plan(behind, 'web 2'), 'steps', ['undeploy api 1 blue', 'deploy web 2'])
})

t.test('whoever needs what leaves is served first; what is only being rolled out does not leave', async t => {
  const facts: Told = {
    live: ['web 1', 'mail 1', 'api 1', 'api 2 blue'],
    needs: { web: ['api'], mail: ['api'] },
    versions: { api: [] },
    // Mail 1 needs the api that web 2 cannot speak with; mail 2 speaks with the other.
    proved: [
      ['web 2', 'api 2'],
      ['web 1', 'api 2'],
      ['mail 1', 'api 1'],
      ['mail 2', 'api 1'],
      ['mail 2', 'api 2']
    ],
    failed: [
      ['web 2', 'api 1'],
      ['mail 1', 'api 2']
    ]
  }
  is(t, plan(facts, 'web 2'), 'steps', ['deploy mail 2', 'undeploy api 1', 'deploy web 2'])
  is(t, plan({ ...facts, live: ['web 1', 'mail 1', 'api 1  rolling', 'api 2 blue'] }, 'web 2'), 'none', [])
})

t.test('no application is taken away altogether, though policies would let it be missing', async t => {
  // Where c 1 leaves, b 3 has to, and where that does, c 2, which was to be what is left of c.
  const circle: Told = {
    live: ['a 2', 'c 1 green', 'c 2', 'b 3', 'b 2 blue'],
    needs: { c: ['a', 'b'], b: ['c'] },
    versions: { a: [3], b: [], c: [] },
    proved: [
      ['c 2', 'a 3'],
      ['c 1', 'b 3'],
      ['c 1', 'b 2'],
      ['c 2', 'b 3'],
      ['b 3', 'c 1'],
      ['b 2', 'c 1'],
      ['b 2', 'c 2']
    ],
    failed: [
      ['c 1', 'a 3'],
      ['b 3', 'c 2'],
      ['c 2', 'b 2']
    ],
    waived: true
  }
  t.equal(plan(circle, 'a 3').outcome, 'none')
  const { proved = [], failed = [] } = circle
  const fits = { ...circle, proved: [...proved, ['c 2', 'b 2']] as Array<[string, string]>, failed: failed.slice(0, 2) }
  is(t, plan(fits, 'a 3'), 'steps', ['undeploy b 3', 'undeploy c 1 green', 'deploy a 3'])
})

t.test('a supported release stays: nothing goes that does not fit it', async t => {
  const facts: Told = {
    live: ['app 1 released', 'api 1'],
    needs: { app: ['api'] },
    proved: [
      ['app 1', 'api 1'],
      ['app 2', 'api 2']
    ],
    failed: [['app 1', 'api 2']]
  }
  is(t, plan(facts, 'api 2'), 'none', [])
})

t.test('what only goes together goes together, as few as possible', async t => {
  const facts: Told = {
    live: ['web 1', 'api 1', 'db 1'],
    needs: { web: ['api'], api: ['db'] },
    versions: { api: [3, 2, 1] },
    proved: [
      ['web 1', 'api 1'],
      ['web 2', 'api 2'],
      ['web 2', 'api 3'],
      ['api 1', 'db 1'],
      ['api 2', 'db 1'],
      ['api 3', 'db 2']
    ],
    failed: [
      ['web 2', 'api 1'],
      ['web 1', 'api 2'],
      ['web 1', 'api 3'],
      ['api 3', 'db 1']
    ]
  }
  is(t, plan(facts, 'web 2'), 'together', ['together web 2, api 2'])
  t.same(plan(facts, 'web 2').bounds, [], 'the whole of it was looked at')
})

t.test('nobody goes back, and nobody is tried twice', async t => {
  const facts: Told = {
    live: ['web 1', 'api 2'],
    needs: { web: ['api'] },
    proved: [['web 2', 'api 1']],
    failed: [['web 2', 'api 2']]
  }
  is(t, plan(facts, 'web 2'), 'none', [])
})

t.test('a bound that is hit is said', async t => {
  const names = [...'abcdefghij']
  const knot: Told = {
    live: names.map(name => `${name} 1`),
    needs: Object.fromEntries(names.map(name => [name, names.filter(other => other !== name)])),
    proved: names.flatMap(name =>
      names.flatMap(other => ['1', '2'].map((v): [string, string] => [`${name} ${v}`, `${other} ${v}`]))
    ),
    failed: names.flatMap(name =>
      names.flatMap(
        (other): Array<[string, string]> => [
          [`${name} 1`, `${other} 2`],
          [`${name} 2`, `${other} 1`]
        ]
      )
    )
  }
  is(t, plan(knot, 'a 2', { together: 10 }), 'together', [`together ${names.map(name => `${name} 2`).join(', ')}`])
  t.same(plan(knot, 'a 2', { together: 4 }), { outcome: 'none', steps: [], bounds: ['together'] })
  t.ok(plan({ ...knot, proved: [] }, 'a 2', { states: 0 }).bounds.includes('states'))
})

t.test('whoever is nearest may move, and who is just beyond is known', async t => {
  const integrations = [
    { consumerId: 1, providerId: 2 },
    { consumerId: 3, providerId: 2 },
    { consumerId: 3, providerId: 4 },
    { consumerId: 5, providerId: 6 }
  ]
  t.same(around(1, integrations, 10), { movable: [1, 2, 3, 4], beyond: [] })
  t.same(around(1, integrations, 2), { movable: [1, 2], beyond: [3] })
  t.same(around(9, integrations, 2), { movable: [9], beyond: [] })
})

t.test('sixty services that all have to move together do not take for ever', async t => {
  const names = Array.from({ length: 60 }, (_, i) => `service-${i}`)
  const needs = Object.fromEntries(names.map((name, i) => [name, [1, 2, 7].map(far => names[(i + far) % 60] as string)]))
  const pairs = names.flatMap(name => (needs[name] as string[]).map((other): [string, string] => [name, other]))
  const as = (one: number, other: number) => pairs.map(([a, b]): [string, string] => [`${a} ${one}`, `${b} ${other}`])
  const knot: Told = {
    live: names.map(name => `${name} 1`),
    needs,
    proved: [...as(1, 1), ...as(2, 2)],
    failed: [...as(1, 2), ...as(2, 1)]
  }
  const start = performance.now()
  const found = plan(knot, 'service-0 2')
  t.comment(`${Math.round(performance.now() - start)} ms`)
  t.equal(found.outcome, 'none')
  t.ok(found.bounds.length > 0)
})
