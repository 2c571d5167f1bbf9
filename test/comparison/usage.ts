import t from 'tap'
import { compareVersions } from '../../server/domain/comparison/changes/compare-versions.ts'
import { compareContract, prepareProvider } from '../../server/domain/comparison/compare-contract.ts'
import { elementsOf } from '../../server/domain/comparison/elements.ts'
import { outcomeOf } from '../../server/domain/comparison/findings.ts'
import type { Json } from '../../server/domain/comparison/json.ts'
import { readPact } from '../../server/domain/comparison/pacts/read-pact.ts'
import { readOffered } from '../../server/domain/comparison/read-offered.ts'
import { usageOf, usedElements } from '../../server/domain/comparison/usage.ts'
import { findingCodes, sentenceOf } from '../../server/domain/comparison/wording.ts'
import { api, changed, compared, pact, typed } from './compared.ts'
import { scenarios } from './walk.ts'

const offered = (document: unknown) => readOffered([{ name: 'document', content: document as Json }])
const text = { type: 'string' }
const types = { body: { $: { matchers: [{ match: 'type' }] } } }
const reads = (body: object) => readPact(pact({ query: 'page=1' }, { headers: typed, body, matchingRules: types }) as Json)
const schema = (properties: object) => ({ type: 'object', required: Object.keys(properties), properties })

t.test('every code has a scenario, and every finding a sentence', async t => {
  const all = scenarios()
  for (const code of findingCodes) {
    if (code !== 'judge.budget')
      t.ok(
        all.some(({ name }) => name.startsWith(`${code}-`)),
        code
      )
  }
  for (const { contract, document, next } of all) {
    const found = next === undefined ? compared(contract, document) : changed(contract, document, next).findings
    for (const one of found) t.match(sentenceOf(one), /^\S.*\.$/)
  }
})

t.test('what is used is told by element, with how strongly', async t => {
  const provider = prepareProvider(
    offered(api(schema({ a: text, b: text }), { parameters: [{ in: 'query', name: 'page', schema: text }] }))
  )
  const used = usedElements(reads({ a: 'x', list: [{ n: 1 }] }), provider)
  t.same(
    used.map(({ element, strength }) => `${element} ${strength}`),
    [
      'GET /users/{} present',
      'GET /users/{}#request.query/page exact',
      'GET /users/{}#response.200 present',
      'GET /users/{}#response.200.header/content-type present',
      'GET /users/{}#response.200.body type',
      'GET /users/{}#response.200.body/a type',
      'GET /users/{}#response.200.body/list type',
      'GET /users/{}#response.200.body/list/* type',
      'GET /users/{}#response.200.body/list/*/n type'
    ]
  )
  t.match(usageOf(reads({ a: 'x' })).http, [{ method: 'GET', path: '/users/1', response: { statuses: [200] } }])
})

t.test('what is promised is told by element, with its window', async t => {
  const document = {
    ...api(schema({ a: { ...text, deprecated: true, 'x-sunset': '2027-01-01' } }), {
      deprecated: true,
      'x-deprecated-on': '2026-01-01'
    })
  }
  t.same(elementsOf(offered(document)), [
    { key: 'GET /users/{}', deprecated: true, deprecatedOn: '2026-01-01' },
    { key: 'GET /users/{}#response.200', deprecated: false },
    { key: 'GET /users/{}#response.200.body/a', deprecated: true, sunset: '2027-01-01' }
  ])
  const catalogue = {
    catalogue: 1,
    messages: [{ name: 'order.v2', channel: 'orders', direction: 'receives', schema: schema({ a: text }) }]
  }
  t.same(
    elementsOf(offered(catalogue)).map(({ key, direction }) => `${direction} ${key}`),
    ['receives orders#order.v2@2', 'receives orders#order.v2@2/a']
  )
})

t.test('a schema that is linked with all others does not make endless elements', async t => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const names = Array.from({ length: 40 }, (_, i) => `S${i}`)
  const linked = Object.fromEntries(
    names.map(name => [name, schema(Object.fromEntries(names.map(other => [`to${other}`, ref(other)])))])
  )
  t.ok(elementsOf(offered(api(ref('S0'), {}, { schemas: linked }))).length < 2_000)
})

t.test('a change is told once, with all whom it concerns', async t => {
  const [before, after] = [api(schema({ a: text, b: text })), api(schema({ a: text }))].map(document =>
    prepareProvider(offered(document))
  )
  const contracts = [
    { consumer: 'web', pact: reads({ b: 'x' }) },
    { consumer: 'app', pact: reads({ a: 'x', b: 'x' }) },
    { consumer: 'report', pact: reads({ a: 'x' }) }
  ]
  const report = compareVersions(contracts, before!, after!)
  t.match(report.findings, [
    { code: 'res.field.gone', severity: 'error', element: 'GET /users/{}#response.200.body/b', consumers: ['web', 'app'] }
  ])
  t.equal(report.findings.length, 1)
  t.same(report.unaffected, ['report'])
  t.same(report.alreadyBroken, [])
})

t.test('what was broken before is told apart', async t => {
  const [before, after] = [api(schema({ a: text })), api(schema({ a: text, c: text }))].map(document =>
    prepareProvider(offered(document))
  )
  const report = compareVersions([{ consumer: 'web', pact: reads({ b: 'x' }) }], before!, after!)
  t.same(report.findings, [])
  t.match(report.alreadyBroken, [{ consumer: 'web', findings: [{ code: 'res.field.gone' }] }])
})

t.test('what cannot be decided for either version leaves nobody unaffected', async t => {
  const [before, after] = [api({ $ref: 'a.yaml' }), api({ $ref: 'a.yaml' })].map(document => prepareProvider(offered(document)))
  const unread = readPact({ interactions: ['nothing'] })
  const report = compareVersions(
    [
      { consumer: 'web', pact: reads({ b: 'x' }) },
      { consumer: 'app', pact: unread }
    ],
    before!,
    after!
  )
  t.same(report.findings, [])
  t.same(report.unaffected, [])
  t.match(report.alreadyUndecided, [
    { consumer: 'web', findings: [{ code: 'spec.ref.unresolved' }] },
    { consumer: 'app', findings: [{ code: 'contract.unreadable' }] }
  ])
})

t.test('the worst finding decides, and what is undecided is no yes', async t => {
  const outcome = (body: object, properties: object) =>
    outcomeOf(compared(pact({}, { headers: typed, body, matchingRules: types }), api(schema(properties))))
  t.equal(outcome({ a: 'x' }, { a: text }), 'compatible')
  t.equal(outcome({ a: 'x' }, { a: { type: 'int' } }), 'undecided')
  t.equal(outcome({ a: 'x', b: 'x' }, { a: { type: 'int' } }), 'incompatible')
})

t.test('a clock that runs out ends the comparison undecided', async t => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const names = Array.from({ length: 30 }, (_, i) => `S${i}`)
  const linked = Object.fromEntries(
    names.map(name => [name, { anyOf: names.map(other => schema({ [`to${other}`]: ref(other) })) }])
  )
  const limits = { stepsEach: 1_000_000, expired: () => true }
  const provider = prepareProvider(offered(api(ref('S0'), {}, { schemas: linked })), limits)
  const found = compareContract(reads({ toS1: { toS2: { toS3: { toS4: 'x' } } } }), provider, limits)
  t.ok(found.some(({ code }) => code === 'judge.budget'))
  t.not(outcomeOf(found), 'compatible')
})
