import t from 'tap'
import { webhookUuid } from '../../client/apply/webhook-steps.ts'
import { runCommand } from '../run-command.ts'
import { tellStory } from '../story.ts'

const file = `applications:
  - name: orders
    mainBranch: main
    owner: team-checkout
    contact: '#checkout'
    labels: [core, http]
  - {name: web}
webhooks:
  - name: verify orders
    provider: {name: orders}
    consumer: {label: core}
    events: [contract_requiring_verification_published, provider_verification_failed]
    request:
      method: post
      url: https://ci.example.org/orders?pact=\${pactbroker.pactUrl}
      headers: {Authorization: 'Bearer \${CI_TOKEN}', Accept: application/json}
      body: {ref: main, nested: [1, {a: null}]}
  - name: tell everyone
    request: {method: POST, url: https://chat.example.org/}
`

t.test('owners, labels and webhooks come from a file, and stay as they are the second time', async t => {
  const story = await tellStory(t)
  const broker = await story.app.listen({ port: 0, host: '127.0.0.1' })
  const folder = t.testdir({ 'soloist.yml': file, 'less.yml': 'applications: [{name: orders, labels: [core]}]\nwebhooks: []' })
  const run = (name: string, ...words: string[]) =>
    runCommand(['apply', name, '-b', broker, ...words], { folder, env: { CI_TOKEN: 's3cret' } })
  const first = await run('soloist.yml')
  t.match(first, { code: 0, stdout: /Applied: 6 created, 0 updated, 0 deleted, 0 unchanged/ }, first.stderr)
  const orders = (await story.get('/pacticipants/orders')).body
  t.match(orders, { owner: 'team-checkout', contact: '#checkout', _embedded: { labels: [{ name: 'core' }, { name: 'http' }] } })
  const webhook = (await story.get(`/webhooks/${webhookUuid('verify orders')}`)).body
  t.match(webhook, {
    description: 'verify orders',
    provider: { name: 'orders' },
    consumer: { label: 'core' },
    events: [{ name: 'contract_requiring_verification_published' }, { name: 'provider_verification_failed' }],
    request: { method: 'POST', body: { ref: 'main' } }
  })

  // The one secret cannot be compared, so that it is sent again.
  const second = await run('soloist.yml')
  t.match(second.stdout, /~ update webhook verify orders: request\.headers\.authorization \(secret, sent again\)\n/)
  t.match(second.stdout, /Applied: 0 created, 1 updated, 0 deleted, 5 unchanged/)
  t.same((await story.get(`/webhooks/${webhookUuid('verify orders')}`)).body.request, webhook.request)
  t.notMatch(first.stdout + second.stdout, /s3cret/)

  t.match((await run('less.yml')).stdout, /Applied: 0 created, 0 updated, 0 deleted, 2 unchanged/)
  const pruned = await run('less.yml', '--prune', 'labels', '--prune', 'webhooks')
  t.match(
    pruned.stdout,
    /- delete label http of orders\n[\s\S]*- delete webhook .*\n[\s\S]*Applied: 0 created, 0 updated, 3 deleted/
  )
  t.same((await story.get('/webhooks')).body._links['pb:webhooks'], [])
})
