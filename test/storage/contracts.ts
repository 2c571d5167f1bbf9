import t, { type Test } from 'tap'
import { cutContent, joinParts, readContent } from '../../server/domain/contracts/content.ts'
import type { Publication } from '../../server/domain/publication.ts'
import { unknownNames } from '../../server/storage/application-names.ts'
import { ensureApplications } from '../../server/storage/applications.ts'
import { addToBranch } from '../../server/storage/branches.ts'
import { findTextId, internInteractions, internTexts, readText } from '../../server/storage/contents.ts'
import {
  ensureContract,
  findContract,
  findContracts,
  interactionKeys,
  interactionsOf,
  internParts,
  readParts
} from '../../server/storage/contracts.ts'
import type { Database } from '../../server/storage/database.ts'
import { touchIntegration, wasEverVerified } from '../../server/storage/integrations.ts'
import {
  addPublication,
  anyPublicationOf,
  currentPublications,
  currentRevisions,
  findPublication,
  type Listing,
  latestPublication,
  listPublications,
  publicationOfContract,
  removePublications,
  tagsLedBy,
  type Which
} from '../../server/storage/publications.ts'
import { sql } from '../../server/storage/sql.ts'
import { addTag } from '../../server/storage/tags.ts'
import { addVerification } from '../../server/storage/verifications.ts'
import { knownVersions, tagNamesOf, tagsWithLatest } from '../../server/storage/version-tags.ts'
import { ensureVersion } from '../../server/storage/versions.ts'
import { type Engine, forEachEngine, freshDatabase } from '../engines.ts'

const long = `"${'x'.repeat(600)}"`
const contentOf = (n: number) => `{"interactions":[{"n":${n}.0,"long":${long}} ,{"shared":1}],"messages":[{"m":1}]}`

/** Publishes with the storage functions alone. */
async function publish(db: Database, consumer: string, number: string, provider: string, content: number, rest: Placed = {}) {
  const parsed = readContent(contentOf(content))
  const parts = await internParts(db, cutContent(parsed), 5)
  return db.transaction(async tx => {
    const applications = await ensureApplications(tx, [consumer, provider], 5)
    const [consumerId, providerId] = [consumer, provider].map(name => applications.get(name)?.id as number) as [number, number]
    const version = await ensureVersion(tx, applications.get(consumer) as { id: number; name: string }, number, 5)
    for (const tag of rest.tags ?? []) await addTag(tx, version.id, tag, 5)
    for (const branch of rest.branches ?? []) await addToBranch(tx, version, branch, { now: 5 })
    await touchIntegration(tx, consumerId, providerId, 5)
    const contractId = await ensureContract(tx, { consumerId, providerId, sha: parsed.sha }, parts, 5)
    const revision = rest.revision ?? 1
    const id = await addPublication(tx, { versionId: version.id, consumerId, providerId, contractId, revision }, 5)
    return { id, contractId, consumerId, providerId, versionId: version.id, sha: parsed.sha }
  })
}

interface Placed {
  tags?: string[]
  branches?: string[]
  revision?: number
}

const open = (t: Test, engine: Engine) => freshDatabase(t, engine)
const numbers = (list: Publication[]) => list.map(({ consumer, version, provider }) => `${consumer} ${version} ${provider}`)

await forEachEngine(t, 'a text is kept once, and comes back as it was', async (t, engine) => {
  const db = await open(t, engine)
  const texts = ['a', long, 'a', 'é\u{1f600}', ...Array.from({ length: 90 }, (_, i) => `text ${i}`)]
  const first = await db.transaction(tx => internTexts(tx, texts, 5))
  const again = await db.transaction(tx => internTexts(tx, [...texts].reverse(), 9))
  t.equal(first.size, 93)
  t.same(new Map([...again].sort()), new Map([...first].sort()))
  t.match(await db.get(sql`select count(*) as n from contents where created_at = 5`), { n: 93 })
  for (const text of texts.slice(0, 4)) t.equal(await readText(db, (await findTextId(db, text)) as number), text)
  t.equal(await findTextId(db, 'unknown'), undefined)
  t.equal(await readText(db, 10_000), undefined)
})

await forEachEngine(
  t,
  'content that is used again after an hour is young again, so that no clean-up takes it',
  async (t, engine) => {
    const db = await open(t, engine)
    const hours = 3_600_000
    await db.transaction(tx => internInteractions(tx, [{ text: '{}', key: 'k' }], 0))
    await db.transaction(tx => internInteractions(tx, [{ text: '{}', key: 'k' }], 2 * hours))
    t.match(await db.all(sql`select created_at as at from interactions`), [{ at: 2 * hours }])
  }
)

await forEachEngine(t, 'a contract of many interactions is kept in steps, and comes back in its order', async (t, engine) => {
  const db = await open(t, engine)
  const interactions = Array.from({ length: 100 }, (_, i) => `{"description":"${i}","request":{"path":"/${i % 70}"}}`)
  const cut = cutContent(readContent(`{"interactions":[${interactions.join()}]}`))
  const { interactions: kept } = await internParts(db, cut, 5)
  const rows = await db.all<{ id: number; n: number }>(sql`select id, (select count(*) from usages) as n from interactions`)
  t.equal(rows.length, 100)
  t.ok((rows[0]?.n ?? 0) >= 100, 'what they rely on is kept with them')
  t.equal(new Set(kept.map(({ id }) => id)).size, 100)
  t.same(await internParts(db, cut, 6), { ...(await internParts(db, cut, 7)), interactions: kept })
})

await forEachEngine(t, 'a contract comes back byte for byte, and shares its interactions with others', async (t, engine) => {
  const db = await open(t, engine)
  const { contractId, sha } = await publish(db, 'web', '1', 'api', 1)
  await publish(db, 'web', '2', 'api', 2)
  t.equal(joinParts(await readParts(db, contractId)), contentOf(1))
  t.match(await db.get(sql`select count(*) as n from interactions`), { n: 4 })
  t.equal((await interactionKeys(db, contractId)).length, 3)
  t.same(
    (await interactionsOf(db, [contractId])).map(({ text }) => text),
    [`{"n":1.0,"long":${long}}`, '{"shared":1}', '{"m":1}']
  )
  t.same(await interactionsOf(db, []), [])
  t.match(await findContract(db, { consumer: 'web', provider: 'api', sha }), { id: contractId, consumer: 'web', provider: 'api' })
  t.equal(await findContract(db, { consumer: 'web', provider: 'api', sha: 'none' }), undefined)
  t.same(await findContracts(db, 'web', [], []), [])
})

await forEachEngine(
  t,
  'many writers of the same contents in different order do not get in each other’s way',
  async (t, engine) => {
    const db = await open(t, engine)
    const lists = Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: 30 }, (_, j) => ({ text: `{"n":${(j * 7 + i * 11) % 30}}`, key: 'k' }))
    )
    await Promise.all(lists.map(list => db.transaction(tx => internInteractions(tx, list, 5))))
    t.match(await db.get(sql`select count(*) as n from interactions`), { n: 30 })
  }
)

await forEachEngine(t, 'a contract published by two at once is one contract', async (t, engine) => {
  const db = await open(t, engine)
  const kept = await Promise.all(['1', '2', '3', '4'].map(number => publish(db, 'web', number, 'api', 1)))
  t.equal(new Set(kept.map(({ contractId }) => contractId)).size, 1)
  t.match(await db.get(sql`select count(*) as n from contract_interactions`), { n: 3 })
})

await forEachEngine(t, 'a revision supersedes those before it, and is taken only once', async (t, engine) => {
  const db = await open(t, engine)
  await publish(db, 'web', '1', 'api', 1)
  const second = await publish(db, 'web', '1', 'api', 2, { revision: 2 })
  t.equal((await publish(db, 'web', '1', 'api', 3, { revision: 2 })).id, undefined)
  t.match(await findPublication(db, { consumer: 'web', provider: 'api', number: '1' }), { id: second.id, revision: 2 })
  t.equal((await listPublications(db, { of: 'all' })).length, 1)
  t.equal(await findPublication(db, { consumer: 'web', provider: 'api', number: '2' }), undefined)
  const { versionId, consumerId, providerId } = second
  const gone = { versionId, consumerId, providerId, contractId: 999, revision: 3 }
  t.equal(await db.transaction(tx => addPublication(tx, gone, 5)), undefined)
})

await forEachEngine(
  t,
  'the publication of a content is that of the version asked for, else the highest current one',
  async (t, engine) => {
    const db = await open(t, engine)
    const { contractId } = await publish(db, 'web', '1', 'api', 1)
    await publish(db, 'web', '2', 'api', 1)
    await publish(db, 'web', '3', 'api', 1)
    await publish(db, 'web', '3', 'api', 2, { revision: 2 })
    t.match(await publicationOfContract(db, contractId), { version: '2' })
    t.match(await publicationOfContract(db, contractId, ['1', 'unknown']), { version: '1' })
    t.equal(await publicationOfContract(db, 999), undefined)
    t.match(await anyPublicationOf(db, contractId), { version: '3' })
  }
)

const latest: Array<[says: string, which: Which, version: string | undefined]> = [
  ['of all', {}, '4'],
  ['with a tag', { tag: 'dev' }, '2'],
  ['without tags', { untagged: true }, '4'],
  ['on a branch', { branch: 'main' }, '3'],
  ['on the main branch', { branch: true }, '3'],
  ['below an order', { below: 3 }, '2'],
  ['below an order, without tags', { untagged: true, below: 3 }, undefined],
  ['with an unknown tag', { tag: 'none' }, undefined]
]

const lists: Array<[says: string, listing: Listing, versions: string[]]> = [
  ['all of a provider', { of: 'all', provider: 'api' }, ['app 1 api', 'web 4 api', 'web 3 api', 'web 2 api', 'web 1 api']],
  ['all of a pair', { of: 'all', provider: 'api', consumer: 'app' }, ['app 1 api']],
  ['all with a tag', { of: 'all', provider: 'api', tag: 'dev' }, ['web 2 api', 'web 1 api']],
  ['all on a branch', { of: 'all', provider: 'api', branch: 'main' }, ['web 3 api', 'web 2 api']],
  ['all on main branches', { of: 'all', provider: 'api', branch: true }, ['web 3 api', 'web 2 api']],
  ['the latest of each pair', { of: 'latest' }, ['app 1 api', 'web 4 api', 'web 2 db']],
  ['the latest with a tag', { of: 'latest', provider: 'api', tag: 'dev' }, ['web 2 api']],
  ['the head of a branch', { of: 'head', provider: 'api', branch: 'main' }, ['web 2 api']],
  ['the heads of main branches', { of: 'head', branch: true }, ['web 2 api', 'web 2 db']],
  ['a head without a contract has none', { of: 'head', branch: 'side' }, []]
]

await forEachEngine(t, 'publications are found by tag, branch and order', async (t, engine) => {
  const db = await open(t, engine)
  await publish(db, 'web', '1', 'api', 1, { tags: ['dev', 'prod'] })
  const second = await publish(db, 'web', '2', 'api', 1, { tags: ['dev'] })
  await publish(db, 'web', '2', 'db', 1)
  await publish(db, 'web', '3', 'api', 2, { tags: ['rc'], branches: ['main', 'side'] })
  const { consumerId } = await publish(db, 'web', '4', 'api', 2)
  await publish(db, 'app', '1', 'api', 1)
  await db.transaction(async tx => {
    // Version 2 joins the branch after version 3: it is the head, though not the highest.
    await addToBranch(tx, { id: second.versionId, applicationId: consumerId }, 'main', { now: 5 })
    const bare = await ensureVersion(tx, { id: consumerId, name: 'web' }, 'bare', 5)
    await addToBranch(tx, bare, 'side', { now: 5 })
    await tx.run(sql`update applications set main_branch = 'main' where name = 'web'`)
  })
  const orders = await db.all<{ number: string; order: number }>(
    sql`select number, version_order as "order" from versions where application_id = ${consumerId}`
  )
  const orderOf = (number: number) => orders.find(version => version.number === String(number))?.order as number
  for (const [says, which, version] of latest) {
    const asked = which.below === undefined ? which : { ...which, below: orderOf(which.below) }
    t.equal((await latestPublication(db, { provider: 'api', consumer: 'web' }, asked))?.version, version, says)
  }
  for (const [says, listing, expected] of lists) t.same(numbers(await listPublications(db, listing)), expected, says)
  await db.transaction(async tx => {
    await tx.run(sql`
      insert into environments (uuid, name, display_name, production, created_at, updated_at) values ('u', 'test', 'Test', 0, 5, 5)`)
    await tx.run(sql`
      insert into live (environment_id, application_id, version_id, kind, since)
      select id, ${consumerId}, ${second.versionId}, 'deployed', 5 from environments`)
  })
  const live: Listing = { of: 'all', environment: 'test' }
  t.same(numbers(await listPublications(db, live)), ['web 2 api', 'web 2 db'], 'what is live in an environment')
  t.same(await listPublications(db, { ...live, environment: 'production' }), [])
  t.same(numbers(await currentPublications(db, { consumer: 'web', number: '2' })), ['web 2 api', 'web 2 db'])

  await db.transaction(tx => removePublications(tx, second.providerId, [second.versionId]))
  t.same(numbers(await currentPublications(db, { consumer: 'web', number: '2' })), ['web 2 db'])
})

await forEachEngine(t, 'an integration is noted once, and knows whether it was ever verified', async (t, engine) => {
  const db = await open(t, engine)
  const { consumerId, providerId, contractId } = await publish(db, 'web', '1', 'api', 1)
  await db.transaction(tx => touchIntegration(tx, consumerId, providerId, 10))
  t.match(await db.all(sql`select updated_at as at from integrations`), [{ at: 5 }])
  await db.transaction(tx => touchIntegration(tx, consumerId, providerId, 100_000))
  t.match(await db.all(sql`select updated_at as at from integrations`), [{ at: 100_000 }])
  t.equal(await wasEverVerified(db, consumerId, providerId), false)
  await db.transaction(async tx => {
    const { id } = await ensureVersion(tx, { id: providerId, name: 'api' }, '5', 5)
    const rest = { untested: 0, wip: false, pending: null, buildUrl: null, selectors: null, reportId: null, executedAt: 5 }
    await addVerification(tx, { contractId, providerVersionId: id, success: true, ...rest }, 5)
  })
  t.equal(await wasEverVerified(db, consumerId, providerId), true)
})

await forEachEngine(t, 'a version knows its tags, and which of them it leads', async (t, engine) => {
  const db = await open(t, engine)
  const first = await publish(db, 'web', '1', 'api', 1, { tags: ['prod', 'dev', 'rc'] })
  const second = await publish(db, 'web', '2', 'api', 2, { tags: ['dev'] })
  // Version 3 has the tag, but no pact with api.
  await publish(db, 'web', '3', 'db', 2, { tags: ['rc'] })
  t.same(await tagNamesOf(db, first.versionId), ['dev', 'prod', 'rc'])
  t.same(await tagsWithLatest(db, first.versionId), [
    { name: 'dev', latest: false },
    { name: 'prod', latest: true },
    { name: 'rc', latest: false }
  ])
  const of = async (number: string) => (await findPublication(db, { consumer: 'web', provider: 'api', number })) as Publication
  t.same(await tagsLedBy(db, await of('1')), ['prod', 'rc'])
  t.same(await tagsLedBy(db, await of('2')), ['dev'])
  t.same(await knownVersions(db, 'web', ['1', '3', 'none']), ['3', '1'])
  t.same(await unknownNames(db, ['web', 'nobody']), ['nobody'])
  const { providerId, contractId, versionId } = second
  t.same(await currentRevisions(db, versionId), [{ providerId, contractId, revision: 1 }])
})
