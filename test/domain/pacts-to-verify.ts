import t from 'tap'
import type { Choice, Chosen } from '../../server/domain/chosen-publication.ts'
import { pactsToVerify } from '../../server/domain/pacts-to-verify.ts'
import { noticesFor } from '../../server/domain/selection-sentences.ts'

function chosen(consumer: string, order: number, content: number, choice: Choice): Chosen {
  const consumerId = consumer.length
  const contractId = consumerId * 100 + content
  return {
    choice,
    publication: { consumerId, consumer, version: `v${order}`, order, contractId, sha: `${content}`, publishedAt: 0 }
  }
}

const latest: Choice = { rule: 'latest' }
const dev: Choice = { rule: 'tag', tag: 'dev' }
const summary = (items: ReturnType<typeof pactsToVerify>) =>
  items.map(({ publication, shortDescription }) => `${publication.consumer} ${publication.version}: ${shortDescription}`)

t.test('versions of a consumer with the same content are one item, told by the newest', async t => {
  const items = pactsToVerify([chosen('web', 1, 7, dev), chosen('web', 2, 7, latest), chosen('web', 3, 8, dev)], [], undefined)
  t.same(summary(items), ['web v2: latest, one of dev', 'web v3: one of dev'])
})

t.test('consumers with the same content stay apart, in the order of their names whatever the case', async t => {
  const items = pactsToVerify(
    [chosen('web', 1, 7, latest), chosen('Ap', 9, 7, latest), chosen('batch', 1, 7, latest)],
    [],
    undefined
  )
  t.same(summary(items), ['Ap v9: latest', 'batch v1: latest', 'web v1: latest'])
})

t.test('the choices of an item are told from the most telling on', async t => {
  const choices: Choice[] = [
    { rule: 'released', environment: 'prod', production: true },
    { rule: 'deployed', environment: 'a-prod', production: true },
    { rule: 'deployed', environment: 'test', production: false },
    { rule: 'tag', tag: 'dev', consumer: 'web' },
    { rule: 'tag', tag: 'dev' },
    { rule: 'latest-with-tag', tag: 'dev' },
    { rule: 'branch', branch: 'main', main: true },
    { rule: 'branch', branch: 'feat' },
    { rule: 'latest' }
  ]
  const [item] = pactsToVerify(
    choices.map(choice => chosen('web', 1, 7, choice)),
    [],
    undefined
  )
  t.equal(
    item?.shortDescription,
    'latest, latest from branch feat, latest from main branch, latest with tag dev, one of dev, one of web dev, ' +
      'deployed to test, deployed to a-prod, released in prod'
  )
})

t.test('work in progress comes after what was asked for, and is pending where that was asked', async t => {
  const wip = [{ chosen: [chosen('app', 1, 7, { rule: 'branch', branch: 'feat' })], tags: [] }]
  const asked = pactsToVerify([chosen('web', 1, 7, latest)], wip, () => ({ pending: false, tags: [] }))
  t.match(asked, [
    { wip: false, pending: { pending: false } },
    { wip: true, pending: { pending: true } }
  ])
  const [first, second] = pactsToVerify([chosen('web', 1, 7, latest)], wip, undefined)
  t.same([first?.pending, second?.pending, second?.wip], [undefined, undefined, true])
})

const onBranch = { providerBranch: 'main', providerTags: [] }

t.test('an item says why it is there: one line for each rule, everything live together', async t => {
  const items = pactsToVerify(
    [
      chosen('web', 1, 7, { rule: 'deployed', environment: 'test', production: false }),
      chosen('web', 2, 7, { rule: 'deployed', environment: 'prod', production: true }),
      chosen('web', 2, 7, { rule: 'latest-with-tag', tag: 'main', insteadOf: 'feat' }),
      chosen('web', 3, 7, { rule: 'branch', branch: 'main', main: true, consumer: 'web' })
    ],
    [],
    undefined
  )
  const [notice] = noticesFor(items[0]!, 'http://b/pact', onBranch)
  t.equal(notice?.when, 'before_verification')
  t.match(notice?.text, 'http://b/pact')
  t.match(notice?.text, '* latest version of web from its main branch, main (v3)')
  t.match(notice?.text, '* latest version of each consumer with tag main, as no consumer has a pact with tag feat (v2)')
  t.match(notice?.text, '* versions of each consumer now deployed to test (v1) and prod (v2)')
})

t.test('a notice says what a failure would do, and after the run what has changed', async t => {
  const kinds = (pending: boolean | undefined) => {
    const answer = pending === undefined ? undefined : () => ({ pending, tags: [] })
    const [item] = pactsToVerify([chosen('web', 1, 7, latest)], [], answer)
    return noticesFor(item!, '', onBranch)
  }
  t.equal(kinds(undefined).length, 1)
  t.match(kinds(false)[1]?.text, /verified successfully by branch main before.*will break the build/)
  t.match(kinds(true)[1]?.text, /no successful result from branch main.*will not break the build/)
  t.same(
    kinds(true).map(({ when }) => when),
    [
      'before_verification',
      'before_verification',
      'after_verification:success_true_published_false',
      'after_verification:success_false_published_false',
      'after_verification:success_true_published_true',
      'after_verification:success_false_published_true'
    ]
  )
})

t.test('work in progress says whose head it is, and pending tags are named', async t => {
  const heads = [
    chosen('web', 1, 7, { rule: 'branch', branch: 'feat' }),
    chosen('web', 2, 7, { rule: 'latest-with-tag', tag: 'dev' })
  ]
  const [item] = pactsToVerify([], [{ chosen: heads, tags: ['prod'] }], () => ({ pending: false, tags: [] }))
  const notices = noticesFor(item!, '', { providerBranch: undefined, providerTags: ['prod', 'test'] })
  t.match(notices[0]?.text, /work in progress.*branch feat \(v1\), tag dev \(v2\) \(they share this content\)/)
  t.match(notices[1]?.text, /pending, because it is work in progress/)
  t.match(notices[2]?.text, /pending for a version with tag prod,/)
})
