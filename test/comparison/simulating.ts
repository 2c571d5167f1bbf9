import fc from 'fast-check'
import t from 'tap'
import { simulate } from '../../server/domain/simulation/simulate.ts'
import { api, compared, pact, typed } from './compared.ts'
import { schemas, values, versions } from './schemas.ts'

const runs = Number(process.env.SOLOIST_TEST_COMPARISONS ?? 150)

const expecting = (body: unknown) =>
  pact({}, { headers: typed, body, matchingRules: { body: { $: { matchers: [{ match: 'type' }] } } } })

const documents = (schema: unknown) => [{ name: 'api', text: JSON.stringify({ ...api(schema), openapi: '3.1.0' }) }]

function simulated(before: unknown, next: unknown, body: unknown) {
  const found = simulate({
    documents: documents(next),
    bases: [{ version: '1', documents: documents(before) }],
    contracts: [{ text: JSON.stringify(expecting(body)), bases: [0] }],
    compatibility: 'NONE',
    strict: false
  })
  if ('problems' in found) throw new Error(JSON.stringify(found.problems))
  return found.contracts[0]!
}

const severities = (body: unknown, schema: unknown) =>
  new Set(compared(expecting(body), { ...api(schema), openapi: '3.1.0' }).map(({ severity }) => severity))

t.test('to propose what is there already breaks nothing', async () => {
  fc.assert(
    fc.property(schemas, values, (schema, body) => {
      const { outcome, undecided } = simulated(schema, structuredClone(schema), body)
      return outcome === 'unaffected' || outcome === 'already-broken' || (outcome === 'at-risk' && undecided)
    }),
    { numRuns: runs }
  )
})

t.test('whoever fits today and not with what is proposed, is never told to be unaffected', async t => {
  let broken = 0
  fc.assert(
    fc.property(versions, values, ([before, next], body) => {
      const [today, then] = [severities(body, before), severities(body, next)]
      if (today.has('error') || today.has('undecided') || !then.has('error')) return true
      broken++
      return simulated(before, next, body).outcome === 'breaks'
    }),
    { numRuns: runs * 4 }
  )
  t.ok(broken > runs / 20, `${broken} broken`)
})
