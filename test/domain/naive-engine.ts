import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { judge, judgeIn } from '../naive/engine.ts'
import { type Case, cases, liveliness } from '../naive/generator.ts'
import type { Judgement, Policy, Question, Step } from '../naive/history.ts'
import { replay } from '../naive/world.ts'

const has = (consumer: string, version: string, provider: string, content = 1, interactions: 1 | 2 | 3 = 1): Step => ({
  step: 'publish',
  consumer,
  version,
  contracts: [{ provider, content, interactions }]
})
const result = (success: boolean, tests: 'none' | 'all' | 'some', words: string): Step => {
  const [consumer, version, provider, providerVersion] = words.split(' ') as [string, string, string, string]
  return { step: 'verify', consumer, version, provider, providerVersion, success, tests }
}
/** 'Foo 1 Bar 2': the content of Foo 1's contract with Bar, by Bar 2. */
const passed = (words: string) => result(true, 'none', words)
const failed = (words: string) => result(false, 'none', words)
const partly = (words: string) => result(true, 'some', words)
const fully = (words: string) => result(true, 'all', words)
const slot = (application: string, instance?: string) => ({
  application,
  environment: 'live',
  ...(instance === undefined ? {} : { instance })
})
const live = (application: string, version: string, instance?: string): Step => ({
  step: 'deploy',
  version,
  ...slot(application, instance)
})
const gone = (application: string, instance?: string): Step => ({ step: 'undeploy', ...slot(application, instance) })
const released = (application: string, version: string): Step => ({ step: 'release', ...slot(application), version })
const ended = (application: string, version: string): Step => ({ step: 'end-support', ...slot(application), version })
const elsewhere = (application: string, version: string): Step => ({
  step: 'deploy',
  application,
  version,
  environment: 'test'
})
const exists = (application: string, version: string): Step => ({ step: 'tag', application, version, tag: 'dev' })
const empty = (consumer: string, version: string): Step => ({ step: 'publish', consumer, version, contracts: [] })
const rule = (rule: Policy['rule'], sides: Partial<Policy> = {}): Step => ({
  step: 'policy',
  kind: 'provider-not-deployed',
  rule,
  ...sides
})
const policyOf = (provider: string): Step => rule('stubbed', { provider })
const strict = (sides: Partial<Policy>): Step => ({ step: 'policy', kind: 'no-content', rule: 'unknown', ...sides })

type Row = [says: string, history: Step[], asked: string, expected: string, more?: Partial<Question>]

/** 'answer alone: code consumer version → provider version, …' */
function told({ answer, alone, reasons }: Judgement): string {
  const each = reasons.map(({ code, consumer, consumerVersion, provider, providerVersion }) =>
    consumer === undefined ? code : `${code} ${consumer} ${consumerVersion} → ${provider} ${providerVersion ?? '-'}`
  )
  return `${answer} ${alone}: ${each.join(', ')}`
}

// Reference 3.10.5, as far as environments go. Where Soloist must not say yes and the reference does, the row says so.
const worked: Row[] = [
  [
    'verified by the live provider',
    [has('Foo', '1', 'Bar'), passed('Foo 1 Bar 2'), live('Bar', '2')],
    'Foo 1',
    'yes yes: verified Foo 1 → Bar 2'
  ],
  [
    'verified, but no provider is live',
    [has('Foo', '1', 'Bar'), passed('Foo 1 Bar 2')],
    'Foo 1',
    'unknown no: provider-not-deployed Foo 1 → Bar -'
  ],
  ['a provider whose consumer is not live', [has('Foo', '1', 'Bar'), passed('Foo 1 Bar 2')], 'Bar 2', 'yes yes: no-counterpart'],
  [
    'a provider without results whose consumer was never deployed',
    [has('Foo', '1', 'Bar'), exists('Bar', '2')],
    'Bar 2',
    'yes yes: no-counterpart'
  ],
  [
    'the live consumer is verified by another version only',
    [has('Foo', '1', 'Bar'), passed('Foo 1 Bar 1'), exists('Bar', '2'), live('Foo', '1')],
    'Bar 2',
    'unknown unknown: not-verified-with-live-version Foo 1 → Bar 2'
  ],
  [
    'the live consumer version has no contract, another has',
    [empty('Foo', '1'), has('Foo', '2', 'Bar'), passed('Foo 2 Bar 2'), live('Foo', '1')],
    'Bar 2',
    'yes yes: no-counterpart'
  ],
  [
    'verified by a newer provider than the live one',
    [has('Foo', '1', 'Bar'), passed('Foo 1 Bar 3'), exists('Bar', '2'), live('Bar', '2')],
    'Foo 1',
    'unknown unknown: not-verified-with-live-version Foo 1 → Bar 2'
  ],
  [
    'two live consumers, one of them verified',
    [
      has('Foo', '1', 'Bar'),
      has('Foo', '2', 'Bar', 2),
      passed('Foo 1 Bar 10'),
      live('Foo', '1', 'blue'),
      live('Foo', '2', 'green')
    ],
    'Bar 10',
    'unknown unknown: never-verified Foo 2 → Bar 10, verified Foo 1 → Bar 10'
  ],
  [
    'two live providers, one of them failed',
    [
      has('Foo', '1', 'Bar'),
      failed('Foo 1 Bar 10'),
      passed('Foo 1 Bar 11'),
      live('Bar', '10', 'blue'),
      live('Bar', '11', 'green')
    ],
    'Foo 1',
    'no no: verification-failed Foo 1 → Bar 10, verified Foo 1 → Bar 11'
  ],
  [
    'two live providers, one without a result (the reference says yes)',
    [has('Foo', '1', 'Bar'), passed('Foo 1 Bar 10'), exists('Bar', '11'), live('Bar', '10', 'blue'), live('Bar', '11', 'green')],
    'Foo 1',
    'unknown unknown: not-verified-with-live-version Foo 1 → Bar 11, verified Foo 1 → Bar 10'
  ],
  [
    'a provider that is a consumer itself, of something not live',
    [has('Foo', '1', 'Bar'), has('Bar', '2', 'Baz'), passed('Foo 1 Bar 2'), live('Foo', '1')],
    'Bar 2',
    'unknown no: provider-not-deployed Bar 2 → Baz -, verified Foo 1 → Bar 2'
  ],
  [
    'a provider that only newer versions need',
    [has('Foo', '1', 'Bar'), has('Foo', '2', 'Qux'), passed('Foo 1 Bar 2'), live('Bar', '2')],
    'Foo 1',
    'yes yes: verified Foo 1 → Bar 2'
  ],
  ['an unknown version (the reference says no)', [has('Foo', '1', 'Bar')], 'Foo 99', 'unknown unknown: version-not-found'],
  ['a version without any contract or role', [exists('Foo', '3')], 'Foo 3', 'yes yes: no-content, no-counterpart'],
  [
    'the only blocking pairing is ignored',
    [has('Foo', '1', 'Bar'), failed('Foo 1 Bar 2'), live('Bar', '2')],
    'Foo 1',
    'yes yes: ignored Foo 1 → Bar 2',
    { ignore: [{ name: 'Bar' }] }
  ],
  [
    'a failure posted after a success',
    [has('Foo', '1', 'Bar'), passed('Foo 1 Bar 2'), failed('Foo 1 Bar 2'), live('Bar', '2')],
    'Foo 1',
    'no no: verification-failed Foo 1 → Bar 2'
  ],
  [
    'content shared by two versions',
    [has('Foo', '1', 'Bar'), passed('Foo 1 Bar 2'), has('Foo', '5', 'Bar'), live('Bar', '2')],
    'Foo 5',
    'yes yes: verified Foo 5 → Bar 2'
  ],
  [
    'deployed after its result was posted',
    [has('Foo', '1', 'Bar'), live('Foo', '1'), passed('Foo 1 Bar 2'), live('Bar', '2')],
    'Bar 2',
    'yes yes: verified Foo 1 → Bar 2'
  ]
]

const one = has('Foo', '1', 'Bar')
const big = has('Foo', '1', 'Bar', 1, 3)
const self = has('Foo', '1', 'Foo')
const rules: Row[] = [
  [
    'a version is live once, however often it is there',
    [one, passed('Foo 1 Bar 2'), live('Bar', '2'), live('Bar', '2', 'blue'), released('Bar', '2')],
    'Foo 1',
    'yes yes: verified Foo 1 → Bar 2'
  ],
  [
    'a release counts beside a deployment',
    [one, passed('Foo 1 Bar 2'), failed('Foo 1 Bar 1'), live('Bar', '2'), released('Bar', '1')],
    'Foo 1',
    'no no: verification-failed Foo 1 → Bar 1, verified Foo 1 → Bar 2'
  ],
  [
    'a release whose support ended does not',
    [one, passed('Foo 1 Bar 2'), failed('Foo 1 Bar 1'), live('Bar', '2'), released('Bar', '1'), ended('Bar', '1')],
    'Foo 1',
    'yes yes: verified Foo 1 → Bar 2'
  ],
  [
    'a deployment replaces the one in its slot, also back to an older version',
    [one, passed('Foo 1 Bar 1'), failed('Foo 1 Bar 2'), live('Bar', '1'), live('Bar', '2'), live('Bar', '1')],
    'Foo 1',
    'yes yes: verified Foo 1 → Bar 1'
  ],
  [
    'an undeployed version is not live, its other instance is',
    [one, passed('Foo 1 Bar 1'), failed('Foo 1 Bar 2'), live('Bar', '1', 'blue'), live('Bar', '2'), gone('Bar')],
    'Foo 1',
    'yes yes: verified Foo 1 → Bar 1'
  ],
  [
    'what is live elsewhere does not count',
    [one, passed('Foo 1 Bar 2'), elsewhere('Bar', '2')],
    'Foo 1',
    'unknown no: provider-not-deployed Foo 1 → Bar -'
  ],
  [
    'a success after a failure',
    [one, failed('Foo 1 Bar 2'), passed('Foo 1 Bar 2'), live('Bar', '2')],
    'Foo 1',
    'yes yes: verified Foo 1 → Bar 2'
  ],
  [
    'a result that lists some tests only',
    [big, partly('Foo 1 Bar 2'), live('Bar', '2')],
    'Foo 1',
    'unknown unknown: partly-verified Foo 1 → Bar 2'
  ],
  ['a result that lists all tests', [big, fully('Foo 1 Bar 2'), live('Bar', '2')], 'Foo 1', 'yes yes: verified Foo 1 → Bar 2'],
  [
    'an empty list is as good as none',
    [one, partly('Foo 1 Bar 2'), live('Bar', '2')],
    'Foo 1',
    'yes yes: verified Foo 1 → Bar 2'
  ],
  [
    'a partial result after a complete one',
    [big, fully('Foo 1 Bar 2'), partly('Foo 1 Bar 2'), live('Bar', '2')],
    'Foo 1',
    'unknown unknown: partly-verified Foo 1 → Bar 2'
  ],
  [
    'no result by any version',
    [one, exists('Bar', '2'), live('Bar', '2')],
    'Foo 1',
    'unknown unknown: never-verified Foo 1 → Bar 2'
  ],
  [
    'the same content for another provider is another contract',
    [one, has('Foo', '1', 'Baz'), passed('Foo 1 Bar 2'), live('Bar', '2'), exists('Baz', '2'), live('Baz', '2')],
    'Foo 1',
    'unknown unknown: never-verified Foo 1 → Baz 2, verified Foo 1 → Bar 2'
  ],
  [
    'a failure outweighs what is missing',
    [one, has('Foo', '1', 'Baz'), failed('Foo 1 Bar 2'), live('Bar', '2')],
    'Foo 1',
    'no no: provider-not-deployed Foo 1 → Baz -, verification-failed Foo 1 → Bar 2'
  ],

  [
    'a contract with itself meets itself, nothing being live',
    [self, passed('Foo 1 Foo 1')],
    'Foo 1',
    'yes yes: verified Foo 1 → Foo 1'
  ],
  [
    'old and new meet each other both ways',
    [self, has('Foo', '2', 'Foo', 2), passed('Foo 2 Foo 2'), passed('Foo 2 Foo 1'), passed('Foo 1 Foo 2'), live('Foo', '1')],
    'Foo 2',
    'yes yes: verified Foo 1 → Foo 2, verified Foo 2 → Foo 1, verified Foo 2 → Foo 2'
  ],
  [
    "a failed pairing with itself is its own team's to mend",
    [self, failed('Foo 1 Foo 1')],
    'Foo 1',
    'no unknown: verification-failed Foo 1 → Foo 1'
  ],
  [
    'a version that is live already is not its own counterpart twice',
    [self, passed('Foo 1 Foo 1'), live('Foo', '1')],
    'Foo 1',
    'yes yes: verified Foo 1 → Foo 1'
  ],

  [
    'ignored by another version does not help',
    [one, failed('Foo 1 Bar 2'), live('Bar', '2')],
    'Foo 1',
    'no no: verification-failed Foo 1 → Bar 2',
    { ignore: [{ name: 'Bar', version: '3' }] }
  ],
  [
    'ignored by just that version does',
    [one, failed('Foo 1 Bar 2'), live('Bar', '2')],
    'Foo 1',
    'yes yes: ignored Foo 1 → Bar 2',
    { ignore: [{ name: 'Bar', version: '2' }] }
  ],
  [
    'a live consumer can be ignored',
    [one, failed('Foo 1 Bar 2'), live('Foo', '1')],
    'Bar 2',
    'yes yes: ignored Foo 1 → Bar 2',
    { ignore: [{ name: 'Foo', version: '1' }] }
  ],
  [
    'a provider that is not deployed is ignored by name',
    [one],
    'Foo 1',
    'yes yes: ignored Foo 1 → Bar -',
    { ignore: [{ name: 'Bar' }] }
  ],
  [
    'it has no version to match, even where a result is at hand',
    [one, failed('Foo 1 Bar 2'), rule('external')],
    'Foo 1',
    'no no: verification-failed Foo 1 → Bar 2',
    { ignore: [{ name: 'Bar', version: '2' }] }
  ],

  ['stubbed', [one, rule('stubbed')], 'Foo 1', 'yes yes: ignored Foo 1 → Bar -'],
  [
    'stubbed means nothing once the provider is live',
    [one, failed('Foo 1 Bar 2'), live('Bar', '2'), rule('stubbed')],
    'Foo 1',
    'no no: verification-failed Foo 1 → Bar 2'
  ],
  [
    'allowed until the end of the day',
    [one, rule('allow-until', { until: 3 })],
    'Foo 1',
    'yes yes: ignored Foo 1 → Bar -',
    { at: 3 }
  ],
  [
    'and not on the next one',
    [one, rule('allow-until', { until: 3 })],
    'Foo 1',
    'unknown no: provider-not-deployed Foo 1 → Bar -',
    { at: 4 }
  ],
  [
    'an end that passed does not hand over to a weaker policy',
    [one, rule('stubbed'), rule('allow-until', { until: 3, provider: 'Bar' })],
    'Foo 1',
    'unknown no: provider-not-deployed Foo 1 → Bar -',
    { at: 4 }
  ],
  [
    'external: the newest result by any version decides',
    [one, failed('Foo 1 Bar 2'), passed('Foo 1 Bar 1'), rule('external')],
    'Foo 1',
    'yes yes: verified Foo 1 → Bar 1'
  ],
  [
    'external: a failure that was posted last',
    [one, passed('Foo 1 Bar 2'), failed('Foo 1 Bar 1'), rule('external')],
    'Foo 1',
    'no no: verification-failed Foo 1 → Bar 1'
  ],
  ['external: without a result', [one, rule('external')], 'Foo 1', 'unknown unknown: never-verified Foo 1 → Bar -'],
  [
    'external: in part',
    [big, partly('Foo 1 Bar 2'), rule('external')],
    'Foo 1',
    'unknown unknown: partly-verified Foo 1 → Bar 2'
  ],
  [
    'the policy that names most sides wins',
    [one, rule('stubbed', { provider: 'Bar' }), rule('require', { consumer: 'Foo', environment: 'live' })],
    'Foo 1',
    'unknown no: provider-not-deployed Foo 1 → Bar -'
  ],
  [
    'among two sides, provider and environment come before consumer and environment',
    [one, rule('require', { consumer: 'Foo', environment: 'live' }), rule('stubbed', { provider: 'Bar', environment: 'live' })],
    'Foo 1',
    'yes yes: ignored Foo 1 → Bar -'
  ],
  [
    'among two sides with the provider, the one with the consumer comes first',
    [one, rule('require', { provider: 'Bar', environment: 'live' }), rule('stubbed', { consumer: 'Foo', provider: 'Bar' })],
    'Foo 1',
    'yes yes: ignored Foo 1 → Bar -'
  ],
  [
    'among single sides, the provider comes first',
    [one, rule('require', { consumer: 'Foo' }), rule('require', { environment: 'live' }), rule('stubbed', { provider: 'Bar' })],
    'Foo 1',
    'yes yes: ignored Foo 1 → Bar -'
  ],
  [
    'then the consumer',
    [one, rule('require', { environment: 'live' }), rule('stubbed', { consumer: 'Foo' })],
    'Foo 1',
    'yes yes: ignored Foo 1 → Bar -'
  ],
  [
    'a policy for other sides does not apply',
    [one, rule('stubbed', { provider: 'Baz' }), rule('stubbed', { environment: 'test' })],
    'Foo 1',
    'unknown no: provider-not-deployed Foo 1 → Bar -'
  ],
  [
    'a policy for the same sides replaces the earlier one',
    [one, rule('stubbed'), rule('require')],
    'Foo 1',
    'unknown no: provider-not-deployed Foo 1 → Bar -'
  ],

  [
    'a contract that the replaced version had',
    [one, passed('Foo 1 Bar 2'), has('Foo', '2', 'Baz'), live('Foo', '1'), passed('Foo 2 Baz 1'), live('Baz', '1')],
    'Foo 2',
    'yes yes: contract-dropped Foo 2 → Bar -, verified Foo 2 → Baz 1'
  ],
  [
    'dropped once, however many instances had it',
    [one, has('Foo', '3', 'Bar', 2), empty('Foo', '2'), live('Foo', '1', 'blue'), live('Foo', '3', 'green')],
    'Foo 2',
    'yes yes: contract-dropped Foo 2 → Bar -, no-content, no-counterpart'
  ],
  [
    'a released version is not replaced',
    [one, has('Foo', '2', 'Baz'), passed('Foo 2 Baz 1'), live('Baz', '1'), released('Foo', '1')],
    'Foo 2',
    'yes yes: verified Foo 2 → Baz 1'
  ],
  [
    'only the slot in question is replaced',
    [one, empty('Foo', '2'), live('Foo', '1', 'blue')],
    'Foo 2',
    'yes yes: no-content, no-counterpart',
    { instance: 'green' }
  ],
  [
    'also where that slot has no instance',
    [one, empty('Foo', '2'), live('Foo', '1', 'blue')],
    'Foo 2',
    'yes yes: no-content, no-counterpart',
    { instance: '' }
  ],
  [
    'and there its contract is missed',
    [one, empty('Foo', '2'), live('Foo', '1', 'blue')],
    'Foo 2',
    'yes yes: contract-dropped Foo 2 → Bar -, no-content, no-counterpart',
    { instance: 'blue' }
  ],

  [
    'an application that only provides need not publish',
    [one, passed('Foo 1 Bar 2'), live('Foo', '1')],
    'Bar 2',
    'yes yes: verified Foo 1 → Bar 2'
  ],
  [
    'one that provides and has published does',
    [one, has('Bar', '1', 'Baz'), passed('Foo 1 Bar 2'), live('Foo', '1')],
    'Bar 2',
    'yes yes: no-content, verified Foo 1 → Bar 2'
  ],
  [
    'a contract with a retired provider may be dropped without a word',
    [one, has('Foo', '2', 'Baz'), live('Foo', '1'), { step: 'retire', application: 'Bar' }, policyOf('Baz')],
    'Foo 2',
    'yes yes: ignored Foo 2 → Baz -'
  ],
  [
    'a retired provider is needed all the same',
    [one, passed('Foo 1 Bar 2'), { step: 'retire', application: 'Bar' }],
    'Foo 1',
    'unknown no: provider-not-deployed Foo 1 → Bar -'
  ],
  [
    'a release counts on its last day',
    [one, failed('Foo 1 Bar 2'), { ...released('Foo', '1'), until: 3 } as Step],
    'Bar 2',
    'no no: verification-failed Foo 1 → Bar 2',
    { at: 3 }
  ],
  [
    'a release does not count after its last day',
    [one, failed('Foo 1 Bar 2'), { ...released('Foo', '1'), until: 3 } as Step],
    'Bar 2',
    'yes yes: no-counterpart',
    { at: 4 }
  ],
  [
    'what is deployed counts, whatever was said of its release',
    [one, failed('Foo 1 Bar 2'), { ...released('Foo', '1'), until: 3 } as Step, live('Foo', '1')],
    'Bar 2',
    'no no: verification-failed Foo 1 → Bar 2',
    { at: 4 }
  ],
  [
    'missing content is unknown by policy',
    [exists('Foo', '1'), strict({ consumer: 'Foo', environment: 'live' })],
    'Foo 1',
    'unknown unknown: no-content, no-counterpart'
  ],
  [
    'by policy of another application or environment it is not',
    [exists('Foo', '1'), exists('Bar', '1'), strict({ consumer: 'Bar' }), strict({ environment: 'test' })],
    'Foo 1',
    'yes yes: no-content, no-counterpart'
  ],
  [
    'where the version that it replaces has none either, it warns',
    [exists('Foo', '1'), exists('Foo', '2'), live('Foo', '1'), strict({})],
    'Foo 2',
    'yes yes: no-content, no-counterpart'
  ],
  [
    'one of several that has some makes it unknown',
    [has('Foo', '1', 'Bar'), exists('Foo', '2'), live('Foo', '1', 'blue'), live('Foo', '2', 'green'), strict({})],
    'Foo 2',
    'unknown unknown: contract-dropped Foo 2 → Bar -, no-content, no-counterpart'
  ],
  [
    'unless the question is about the slot of the other',
    [has('Foo', '1', 'Bar'), exists('Foo', '2'), live('Foo', '1', 'blue'), live('Foo', '2', 'green'), strict({})],
    'Foo 2',
    'yes yes: no-content, no-counterpart',
    { instance: 'green' }
  ]
]

const answered = (until: number): Step => ({ step: 'override', application: 'Foo', version: '1', environment: 'live', until })

t.test('overrides', async t => {
  const one: Step[] = [has('Foo', '1', 'Bar'), live('Bar', '2')]
  const question = { application: 'Foo', version: '1', environment: 'live', at: 3 }
  const judged = (history: Step[], more: Partial<Question> = {}) => judge(history, { ...question, ...more }).override
  t.equal(judged([...one, answered(3)]), 'covers')
  t.equal(judged([...one, answered(2)]), undefined, 'expired')
  t.equal(judged([...one, answered(3), failed('Foo 1 Bar 2')]), 'does not cover', 'a new reason')
  t.equal(judged([...one, answered(3), failed('Foo 1 Bar 2'), answered(3)]), 'covers', 'until somebody answers for that, too')
  t.equal(judged([...one, answered(3), live('Bar', '3')]), 'does not cover', 'another version is there')
  t.equal(judged([...one, answered(3), passed('Foo 1 Bar 2')]), undefined, 'nothing to override')
  t.equal(judged([...one, answered(3), exists('Foo', '2')], { version: '2' }), undefined, 'of another version')
})

for (const [title, rows] of [
  ['worked cases', worked],
  ['rules', rules]
] as const) {
  t.test(title, async t => {
    for (const [says, history, asked, expected, more] of rows) {
      const [application, version] = asked.split(' ') as [string, string]
      t.equal(told(judge(history, { application, version, environment: 'live', at: 0, ...more })), expected, says)
    }
  })
}

function forEver(step: Step): Step {
  if (step.step !== 'release') return step
  const { until: _, ...release } = step
  return release
}

const hadOverride = ({ history, question }: Case) =>
  history.some(
    step =>
      step.step === 'override' &&
      step.application === question.application &&
      step.version === question.version &&
      step.environment === question.environment
  )
const undemanding = (step: Step): Step => (step.step === 'declare-policies' ? { ...step, rules: [] } : step)

/** Which parts of the live set make the judgement another than it would be without them. */
function mattering({ history, question }: Case): string[] {
  const world = replay(history)
  const judgement = judgeIn(world, question)
  const parts = ['rollouts', 'reservations', 'retained', 'identities'] as const
  const without: string[] = parts.filter(part => !isDeepStrictEqual(judgeIn({ ...world, [part]: [] }, question), judgement))
  const aWeek = { ...world, retained: world.retained.map(each => ({ ...each, until: 7 })) }
  if (!isDeepStrictEqual(judgeIn(aWeek, question), judgement)) without.push('retention')
  return history.some(({ step }) => step === 'finish-rollout') ? [...without, 'a finished rollout'] : without
}

const outcomes: Record<string, string[]> = {
  pass: ['verified', 'verified-by-equivalent', 'compared', 'ignored', 'no-counterpart'],
  fail: [
    'verification-failed',
    'comparison-failed',
    'shared-persistence',
    'element-removed-in-use',
    'message-version-dropped',
    'window-cut-short'
  ],
  unknown: [
    'partly-verified',
    'not-verified-with-live-version',
    'never-verified',
    'provider-not-deployed',
    'comparison-undecided',
    'provider-contract-unproven',
    'version-not-found',
    'no-content'
  ],
  warn: [
    'contract-dropped',
    'closes-rollback-of',
    'rollout-overdue',
    'no-content',
    'compared',
    'comparison-failed',
    'shared-persistence',
    'window-open-ended',
    'window-cut-short',
    'deprecated-newly-used',
    'past-sunset-in-use'
  ]
}

t.test('the generated histories hold what makes agreement about them worth something', async t => {
  const samples = 3000
  const seen = new Map<string, number>()
  const see = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)
  for (const sample of fc.sample(cases, { numRuns: samples, seed: 1 })) {
    const { answer, alone, reasons, override } = judge(sample.history, sample.question)
    see(`answer ${answer}`)
    see(`alone ${alone} where the answer is ${answer}`)
    for (const what of new Set(reasons.map(({ code, outcome }) => `${code} ${outcome}`))) see(what)
    for (const { code, outcome, element } of reasons) if (code === 'no-content') see(`no ${element} ${outcome}`)
    if (override !== undefined) see(`an override that ${override}`)
    if (override === undefined && answer !== 'yes' && hadOverride(sample)) see('an override that has expired')
    if (answer === 'yes' && reasons.some(({ code }) => code === 'verified')) see('a yes that was earned')
    if (reasons.some(({ consumer, provider }) => consumer !== undefined && consumer === provider)) see('a contract with itself')
    for (const step of sample.history) if (step.step === 'policy') see(step.rule)
    if (!isDeepStrictEqual(judge(sample.history.map(undemanding), sample.question), judge(sample.history, sample.question))) {
      see('a declared policy that matters')
    }
    const { liveVersions, instances } = liveliness(sample)
    if (!isDeepStrictEqual(judge(sample.history.map(forEver), sample.question), judge(sample.history, sample.question))) {
      see('a last day of support that matters')
    }
    for (const what of mattering(sample)) see(what)
    if (liveVersions > 1) see('several live versions')
    if (instances > 1) see('several instances')
  }
  const atLeast = (share: number, what: string) =>
    t.ok((seen.get(what) ?? 0) >= samples * share, `${what}: ${seen.get(what) ?? 0}`)
  for (const answer of ['yes', 'no', 'unknown']) atLeast(0.1, `answer ${answer}`)
  atLeast(0.1, 'a yes that was earned')
  for (const [outcome, codes] of Object.entries(outcomes)) for (const code of codes) atLeast(0.01, `${code} ${outcome}`)
  for (const rule of [
    'require',
    'external',
    'stubbed',
    'allow-until',
    'unknown',
    'tests',
    'comparison',
    'either',
    'both',
    'source-fingerprint',
    'block'
  ])
    atLeast(0.1, rule)
  for (const what of ['rollouts', 'reservations', 'retained', 'identities', 'a finished rollout']) atLeast(0.05, what)
  atLeast(0.005, 'element-removed-in-use warn')
  for (const outcome of ['warn', 'unknown'])
    for (const what of ['contract', 'provider contract']) atLeast(0.004, `no ${what} ${outcome}`)
  atLeast(0.003, 'retention')
  for (const what of ['covers', 'does not cover', 'has expired']) atLeast(0.02, `an override that ${what}`)
  atLeast(0.25, 'several live versions')
  atLeast(0.25, 'several instances')
  atLeast(0.05, 'a contract with itself')
  atLeast(0.03, 'a last day of support that matters')
  atLeast(0.01, 'a declared policy that matters')
  for (const what of ['yes where the answer is yes', 'no where the answer is no', 'no where the answer is unknown'])
    atLeast(0.05, `alone ${what}`)
  for (const what of ['unknown where the answer is no', 'unknown where the answer is unknown']) atLeast(0.01, `alone ${what}`)
})
