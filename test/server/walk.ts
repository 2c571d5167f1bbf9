import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { type Answer, type Story, tellStory } from '../story.ts'

const base = 'http://localhost'

const webhook = 'a-webhook-of-the-walk'

/** Something of everything: names that need encoding, several branches, tags, results, places where versions run. */
async function richStory(story: Story) {
  await story.environment('test')
  await story.environment('production', true)
  for (const [consumer, provider] of [
    ['web', 'api'],
    ['it’s a/b', 'api']
  ] as const) {
    await story.published(
      consumer,
      '1',
      { [provider]: 1 },
      { branch: 'main', tags: ['dev', 'prod'], buildUrl: 'https://ci.test/1' }
    )
    await story.published(consumer, '2', { [provider]: 2 }, { branch: 'main' })
    await story.published(consumer, '3 %', { [provider]: 3 }, { branch: 'feat/x' })
    for (const number of ['1', '2']) await story.verified(consumer, number, provider, '1', number === '1')
  }
  await story.branched('api', '1', 'main')
  await story.tagged('api', '1', 'dev')
  for (const name of ['web', 'api']) {
    await story.deployed(name, '1', 'test', 'blue')
    await story.released(name, '1', 'production')
  }
  for (const what of ['rollouts', 'reservations']) {
    const there = `/environment/${story.environmentId('production')}`
    await story.must([200, 201], 'POST', `/pacticipants/api/versions/1/${what}${there}`, {})
  }
  await story.must([200, 201], 'PUT', `/webhooks/${webhook}`, {
    description: 'build',
    consumer: { name: 'web' },
    provider: { name: 'api' },
    request: { method: 'POST', url: 'https://ci.test/build' },
    events: [{ name: 'contract_content_changed' }]
  })
  await story.must([200, 201], 'PUT', '/pacticipants/web/labels/core', {})
  const resources = [{ path: 'db', access: 'owns' }]
  for (const name of ['web', 'api']) await story.must([200], 'PUT', `/pacticipants/${name}/versions/1/resources`, { resources })
  const shared = { path: 'db', applications: ['web', 'api'], until: '2099-12-31', reason: 'because' }
  await story.must([201], 'PUT', '/sharing-exceptions', shared)
  await story.must([201], 'PUT', '/policies', { kind: 'no-content', rule: 'warn', reason: 'because', environment: 'test' })
}

/** What stands for the blanks of templates: every application of the story has it. */
const values = (story: Story, href: string): Record<string, string> => ({
  provider: 'api',
  consumer: 'web',
  pacticipant: 'web',
  consumerApplicationVersion: '1',
  version: '1',
  branch: 'main',
  tag: 'dev',
  environmentTag: 'dev',
  label: 'core',
  uuid: href.includes('/webhooks/') ? webhook : (story.environmentId('test') as string),
  environment: 'test',
  pactVersion: /pact-version\/([0-9a-f]{40})/.exec(href)?.[1] ?? ''
})

/** Relations that are written to, and how; reading them may find nothing. */
const writes: Record<string, string> = {
  'pb:publish-contracts': 'POST',
  'pf:publish-provider-contract': 'POST',
  'pb:publish-verification-results': 'POST',
  'pb:create': 'POST',
  'pb:execute': 'POST',
  'pb:replay': 'POST',
  'soloist:compare-again': 'POST',
  'pb:signing-secret': 'POST',
  'pb:delete_integration': 'DELETE',
  'pb:tag-prod-version': 'PUT',
  'pb:tag-version': 'PUT',
  'pb:label': 'PUT',
  'soloist:finish': 'POST',
  'soloist:abort': 'POST'
}

/** There is not always one: no pact before the first, no result yet, no such tag. */
const mayBeAbsent = new Set([
  'pb:previous-distinct',
  'pb:latest-verification-results',
  'pb:latest-untagged-pact-version',
  'pb:tag'
])

interface Found {
  relation: string
  path: string
  from: string
}

await forEachEngine(t, 'every link of every document leads somewhere', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await richStory(story)
  const seen = new Map<string, Found>()
  const waiting: Found[] = [{ relation: 'self', path: '/', from: '' }]
  while (waiting.length > 0) {
    const found = waiting.pop() as Found
    const { relation, path, from } = found
    const key = `${path} ${relation in writes ? relation : ''}`
    if (seen.has(key)) continue
    seen.set(key, found)
    const says = `${relation} of ${from} at ${path}`
    const method = writes[relation]
    if (method !== undefined) {
      const { headers } = await story.request('OPTIONS', path)
      t.match(headers['access-control-allow-methods'], method, says)
      continue
    }
    const answer = await story.get(path)
    const { status, body } = answer
    if (status === 404 && mayBeAbsent.has(relation) && hasRoute(answer)) continue
    t.ok(status >= 200 && status < 400, `${says} answers ${status}`)
    for (const link of linksIn(body)) {
      if (!link.href.startsWith(base)) continue
      const filled = values(story, link.href)
      // A curie's blank is a relation of the document that names it.
      const href = link.href.replace(/\{(\w+)\}/g, (_, name) =>
        encodeURIComponent(name === 'rel' ? 'pacticipant' : (filled[name] ?? '?'))
      )
      waiting.push({ relation: link.relation, path: href.slice(base.length) || '/', from: path })
    }
  }
  t.ok(seen.size > 150, `${seen.size} addresses`)
})

function hasRoute({ status, text }: Answer): boolean {
  return !(status === 404 && text.includes('Nothing is found at'))
}

function linksIn(document: unknown): Array<{ relation: string; href: string }> {
  if (typeof document !== 'object' || document === null) return []
  const own = Object.entries((document as { _links?: object })._links ?? {}).flatMap(([relation, links]) =>
    [links].flat().map(({ href }: { href: string }) => ({ relation, href }))
  )
  return [...own, ...Object.values(document).flatMap(linksIn)]
}
