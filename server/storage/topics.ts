import type { Topic } from '../domain/comparison/elements.ts'
import type { DeclaredTopic } from '../domain/retention.ts'
import { readRetention } from '../domain/retention.ts'
import { storable } from '../domain/usage/place.ts'
import type { Queries, Transaction } from './database.ts'
import { isLive } from './live.ts'
import { sql } from './sql.ts'

const longest = 255

/** What a document says of its topics replaces what it was found to say before. */
export async function keepDocumentTopics(tx: Transaction, documentId: number, topics: readonly Topic[]): Promise<void> {
  await tx.run(sql`delete from document_topics where document_id = ${documentId}`)
  if (topics.length === 0) return
  const rows = topics.map(({ topic, received, retention }) => {
    const isUnderstood = retention !== undefined && readRetention(retention) !== undefined
    return [storable(topic).slice(0, longest), Number(received), isUnderstood ? retention.trim() : null]
  })
  await tx.run(sql`
    insert into document_topics (document_id, position, topic, received, retention)
    select document.id, cast(added.key as integer), added.value ->> 0, cast(added.value ->> 1 as integer), added.value ->> 2
    from provider_documents document, json_each(${JSON.stringify({ ...rows })}) added where document.id = ${documentId}`)
}

export interface SaidTopic extends DeclaredTopic {
  retention: string
  createdAt: number
  updatedAt: number
}

/** What the application's team said itself, by name. */
export const saidTopics = (db: Queries, applicationId: number): Promise<SaidTopic[]> =>
  db.all(sql`
    select name as topic, retention, created_at as "createdAt", updated_at as "updatedAt"
    from topics where application_id = ${applicationId} order by name`)

/** True when nothing was said of the topic before. */
export async function sayTopic(
  tx: Transaction,
  applicationId: number,
  { topic, retention }: { topic: string; retention: string },
  now: number
): Promise<boolean> {
  const kept = await tx.get<{ createdAt: number; updatedAt: number }>(sql`
    insert into topics (application_id, name, retention, created_at, updated_at)
    values (${applicationId}, ${topic}, ${retention}, ${now}, ${now})
    on conflict (application_id, name) do nothing returning created_at as "createdAt"`)
  if (kept !== undefined) return true
  await tx.run(sql`
    update topics set retention = ${retention}, updated_at = ${now}
    where application_id = ${applicationId} and name = ${topic} and retention <> ${retention}`)
  return false
}

export const deleteTopic = async (tx: Transaction, applicationId: number, topic: string): Promise<boolean> =>
  (await tx.run(sql`delete from topics where application_id = ${applicationId} and name = ${topic}`)) > 0

/** The topics in the documents of a version. */
export const topicsOfVersion = (db: Queries, versionId: number): Promise<DeclaredTopic[]> =>
  db.all(sql`
    select documented.topic, documented.retention from version_offers offer
    join document_set_members member on member.set_id = offer.set_id
    join document_topics documented on documented.document_id = member.document_id
    where offer.version_id = ${versionId} order by member.name, documented.position`)

/** Whether any contract is about asynchronous messages of the application. */
export const sendsMessages = async (db: Queries, applicationId: number): Promise<boolean> =>
  (await db.get(sql`select 1 as found from contracts where provider_id = ${applicationId} and messages = 1 limit 1`)) !==
  undefined

/** The topics to which the version sends what others receive: those of providers with which it has a contract about messages, as they run now. */
export const topicsSentTo = (db: Queries, versionId: number, now: number): Promise<DeclaredTopic[]> =>
  db.all(sql`
    select documented.topic, coalesce(said.retention, documented.retention) as retention
    from publications own
    join live there on there.application_id = own.provider_id and ${isLive(sql`there`, now)}
    join version_offers offer on offer.version_id = there.version_id
    join document_set_members member on member.set_id = offer.set_id
    join document_topics documented on documented.document_id = member.document_id and documented.received = 1
    left join topics said on said.application_id = own.provider_id and said.name = documented.topic
    where own.version_id = ${versionId} and own.superseded = 0 and own.provider_id <> own.consumer_id and exists (
      select 1 from contract_interactions part
      join usages known on known.interaction_id = part.interaction_id and known.place = '' and known.kind = 'message'
      where part.contract_id = own.contract_id)`)

/** The topics in the documents of versions that run anywhere and of the newest that has any; of each, what the newest of those says. */
export async function documentedTopics(db: Queries, applicationId: number, now: number): Promise<DeclaredTopic[]> {
  const rows = await db.all<DeclaredTopic>(sql`
    select documented.topic, documented.retention
    from versions version
    join version_offers offer on offer.version_id = version.id
    join document_set_members member on member.set_id = offer.set_id
    join document_topics documented on documented.document_id = member.document_id
    where version.id in (
        select live.version_id from live where live.application_id = ${applicationId} and ${isLive(sql`live`, now)})
      or version.id = (
        select newest.id from versions newest join version_offers given on given.version_id = newest.id
        where newest.application_id = ${applicationId} order by newest.version_order desc limit 1)
    order by version.version_order, member.name, documented.position`)
  return [...new Map(rows.map(row => [row.topic, row])).values()].sort((a, b) => (a.topic < b.topic ? -1 : 1))
}

/** Versions of which messages are retained, anywhere: of the application, and of those that may send to its topics. */
export const retainedVersions = (
  db: Queries,
  applicationId: number
): Promise<Array<{ applicationId: number; versionId: number }>> =>
  db.all(sql`
    select distinct application_id as "applicationId", version_id as "versionId" from held_versions
    where kind = 'retained' and (application_id = ${applicationId}
      or application_id in (select consumer_id from integrations where provider_id = ${applicationId}))
    order by version_id`)
