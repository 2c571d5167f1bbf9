import t from 'tap'
import {
  type DeclaredPolicy,
  declaredPolicyProblems,
  declaredRule,
  withoutEffect
} from '../../server/domain/declared-policies.ts'
import { decidingEvidence, type Evidence } from '../../server/domain/evidence.ts'
import type { Policy } from '../../server/domain/policies.ts'
import { policyRules } from '../../server/domain/policy-rules.ts'

t.test('the strictest rule for the environment counts, and only what is stricter than nothing', async t => {
  const policies: DeclaredPolicy[] = [
    { kind: 'evidence', rule: 'tests' },
    { kind: 'evidence', rule: 'both', environment: 'production' },
    { kind: 'no-content', rule: 'warn' },
    { kind: 'shared-persistence', rule: 'block', environment: 'test' }
  ]
  t.equal(declaredRule(policies, 'evidence', 'production'), 'both')
  t.equal(declaredRule(policies, 'evidence', 'test'), 'tests')
  t.equal(declaredRule(policies, 'evidence', undefined), 'tests')
  t.equal(declaredRule(policies, 'no-content', 'test'), undefined)
  t.equal(declaredRule(policies, 'shared-persistence', 'test'), 'block')
  t.equal(declaredRule(policies, 'shared-persistence', 'production'), undefined)
  t.equal(declaredRule([{ kind: 'evidence', rule: 'either' }], 'evidence', 'test'), undefined)
})

t.test('rules that are of another kind, or there twice, are refused', async t => {
  t.same(
    declaredPolicyProblems([
      { kind: 'evidence', rule: 'both' },
      { kind: 'evidence', rule: 'tests', environment: 'test' }
    ]),
    []
  )
  t.same(
    declaredPolicyProblems([
      { kind: 'evidence', rule: 'block' },
      { kind: 'no-content', rule: 'warn' },
      { kind: 'no-content', rule: 'unknown' }
    ]),
    ['rule must be one of: either, comparison, tests, both (at index 0)', 'is there twice for no-content (at index 2)']
  )
})

t.test('every rule that is laxer than the broker’s is told to have no effect', async t => {
  const policy = (kind: string, rule: string, rest: object = {}) =>
    ({ kind, rule, consumer: null, provider: null, environment: null, until: null, reason: '', ...rest }) as Policy
  const cases: Array<[declared: DeclaredPolicy, policies: Policy[], told: RegExp | undefined]> = [
    [{ kind: 'shared-persistence', rule: 'block' }, [], undefined],
    [{ kind: 'shared-persistence', rule: 'warn' }, [], /not stricter than what holds/],
    [
      { kind: 'shared-persistence', rule: 'warn' },
      [policy('shared-persistence', 'block')],
      /^shared-persistence warn has no effect: the broker's policy says block/
    ],
    [
      { kind: 'shared-persistence', rule: 'warn' },
      [policy('shared-persistence', 'block', { consumer: 'other' })],
      /not stricter/
    ],
    [{ kind: 'evidence', rule: 'tests' }, [policy('evidence', 'both')], /says both/],
    [{ kind: 'evidence', rule: 'tests' }, [policy('evidence', 'comparison')], undefined],
    [{ kind: 'evidence', rule: 'both' }, [policy('evidence', 'both')], undefined],
    [
      { kind: 'no-content', rule: 'warn', environment: 'test' },
      [policy('no-content', 'unknown', { environment: 'test', consumer: 'web' })],
      /^no-content warn in test has no effect: the broker's policy says unknown/
    ],
    [{ kind: 'no-content', rule: 'unknown', environment: 'prod' }, [], /no environment is named prod\. Known: test/]
  ]
  for (const [declared, policies, told] of cases) {
    const found = withoutEffect(declared, 'web', { policies, environments: ['test'] })
    if (told === undefined) t.equal(found, undefined, JSON.stringify(declared))
    else t.match(found, told, JSON.stringify(declared))
  }
})

const compared = { id: 1, finishedAt: 1, outcome: 'pass', proven: true } as NonNullable<Evidence['compared']>
const success = { number: 1, success: true, untested: 0, executedAt: 1 }

/** How bad the reasons are that this evidence gives, as docs/verdict.md has it. */
function badness(evidence: Evidence): number {
  const { tested } = evidence
  const byTest = tested === null ? 1 : tested.success ? 0 : 2
  const failed = evidence.compared?.outcome === 'fail'
  const byComparison = failed ? 2 : evidence.compared?.outcome === 'pass' && evidence.compared.proven ? 0 : 1
  switch (decidingEvidence(evidence)) {
    case 'result':
      return byTest
    case 'comparison':
      return byComparison
    case 'both':
      return Math.max(byTest, byComparison)
  }
}

t.test('whatever the evidence, what a repository demands never makes a verdict laxer', async t => {
  for (const rule of [undefined, ...policyRules.evidence]) {
    for (const tested of [null, success, { ...success, success: false }]) {
      for (const offer of [undefined, compared, { ...compared, proven: false }, { ...compared, outcome: 'fail' as const }]) {
        for (const everVerified of tested === null ? [true, false] : [true]) {
          const evidence = { rule, tested, compared: offer, everVerified, demanded: undefined }
          for (const demanded of ['tests', 'both'] as const) {
            const stricter = badness({ ...evidence, demanded })
            t.ok(stricter >= badness(evidence), JSON.stringify({ ...evidence, demanded }))
          }
        }
      }
    }
  }
})
