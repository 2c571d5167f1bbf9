import { createHash, randomUUID } from 'node:crypto'
import { putOnBranch, tagVersion } from '../server/actions/place-version.ts'
import { readConfig } from '../server/config.ts'
import { outgoing } from '../server/outgoing/send.ts'
import { secretsWith } from '../server/secrets.ts'
import { ensureApplications } from '../server/storage/applications.ts'
import type { Database, Transaction } from '../server/storage/database.ts'
import { sql } from '../server/storage/sql.ts'
import { ensureVersion } from '../server/storage/versions.ts'

type Facts = ReturnType<typeof placeFacts>

export type { Facts }

/** Puts facts straight into the tables, for tests of what storage finds. `now` is the moment at which they happen. */
export function placeFacts(db: Database, now: () => number = Date.now, config = readConfig({})) {
  const secrets = secretsWith(['a key that only the tests of this project know'])
  const broker = { db, now, config, send: outgoing(config), secrets }

  async function version(tx: Transaction, name: string, number: string) {
    const application = (await ensureApplications(tx, [name], now())).get(name)
    if (application === undefined) throw new Error(`${name} was not created`)
    return ensureVersion(tx, application, number, now())
  }

  async function idOf(tx: Transaction, query: ReturnType<typeof sql>): Promise<number> {
    const row = await tx.get<{ id: number }>(query)
    if (row === undefined) throw new Error('nothing was found')
    return row.id
  }

  async function publish(tx: Transaction, consumer: { id: number; applicationId: number }, provider: string, content: number) {
    const providerId = (await ensureApplications(tx, [provider], now())).get(provider)?.id as number
    await tx.run(sql`
      insert into integrations (consumer_id, provider_id, created_at, updated_at)
      values (${consumer.applicationId}, ${providerId}, ${now()}, ${now()}) on conflict do nothing`)
    await tx.run(sql`
      insert into contents (hash, packed, body, created_at) values (${Buffer.from('x')}, 0, ${Buffer.from('x')}, ${now()})
      on conflict do nothing`)
    const sha = createHash('sha1').update(String(content)).digest('hex')
    await tx.run(sql`
      insert into contracts (consumer_id, provider_id, sha, envelope_id, created_at)
      select ${consumer.applicationId}, ${providerId}, ${sha}, min(id), ${now()} from contents where 1 = 1
      on conflict do nothing`)
    await tx.run(sql`
      insert into publications (version_id, consumer_id, provider_id, contract_id, revision, superseded, created_at)
      select ${consumer.id}, contract.consumer_id, contract.provider_id, contract.id, (
        select count(*) + 1 from publications older where older.version_id = ${consumer.id} and older.provider_id = ${providerId}),
        0, ${now()}
      from contracts contract
      where contract.consumer_id = ${consumer.applicationId} and contract.provider_id = ${providerId} and contract.sha = ${sha}`)
    await tx.run(sql`
      update publications set superseded = 1 where version_id = ${consumer.id} and provider_id = ${providerId} and revision < (
        select max(newest.revision) from publications newest
        where newest.version_id = ${consumer.id} and newest.provider_id = ${providerId})`)
  }

  return {
    application: (name: string, mainBranch: string | null = null) =>
      db.transaction(async tx => {
        await ensureApplications(tx, [name], now())
        await tx.run(sql`update applications set main_branch = ${mainBranch} where name = ${name}`)
      }),
    applicationId: async (name: string) =>
      (await db.get<{ id: number }>(sql`select id from applications where name = ${name}`))?.id as number,
    contractId: async (consumer: string, provider: string, content: number) => {
      const sha = createHash('sha1').update(String(content)).digest('hex')
      const row = await db.get<{ id: number }>(sql`
        select contract.id from contracts contract
        join applications consumer on consumer.id = contract.consumer_id
        join applications provider on provider.id = contract.provider_id
        where consumer.name = ${consumer} and provider.name = ${provider} and contract.sha = ${sha}`)
      return row?.id as number
    },
    published: (
      consumer: string,
      number: string,
      contracts: Record<string, number>,
      { branch, tags = [] }: { branch?: string; tags?: string[] } = {}
    ) =>
      db.transaction(async tx => {
        const placed = await version(tx, consumer, number)
        if (branch !== undefined) await putOnBranch(tx, broker, placed, branch)
        for (const tag of tags) await tagVersion(tx, broker, placed, tag)
        for (const [provider, content] of Object.entries(contracts)) await publish(tx, placed, provider, content)
      }),
    branched: (name: string, number: string, branch: string) =>
      db.transaction(async tx => putOnBranch(tx, broker, await version(tx, name, number), branch)),
    tagged: (name: string, number: string, tag: string) =>
      db.transaction(async tx => tagVersion(tx, broker, await version(tx, name, number), tag)),
    verified: (
      consumer: string,
      number: string,
      provider: string,
      providerNumber: string,
      { success = true, wip = false } = {}
    ) =>
      db.transaction(async tx => {
        const { id: versionId } = await version(tx, provider, providerNumber)
        const contractId = await idOf(
          tx,
          sql`
            select publication.contract_id as id from publications publication
            join versions version on version.id = publication.version_id
            join applications consumer on consumer.id = version.application_id
            join applications provider on provider.id = publication.provider_id
            where consumer.name = ${consumer} and version.number = ${number} and provider.name = ${provider}
              and publication.superseded = 0`
        )
        const tags = await tx.all<{ name: string }>(sql`select name from tags where version_id = ${versionId} order by name`)
        const at = now()
        const id = await idOf(
          tx,
          sql`
            insert into verifications (contract_id, provider_version_id, success, wip, provider_tags, executed_at, created_at)
            values (${contractId}, ${versionId}, ${Number(success)}, ${Number(wip)},
              ${JSON.stringify(tags.map(tag => tag.name))}, ${at}, ${at}) returning id`
        )
        const succeededAt = success ? at : null
        const plainlyAt = success && !wip ? at : null
        await tx.run(sql`
          insert into latest_verifications as newest (contract_id, provider_version_id, verification_id, success, untested,
            executed_at, first_success_at, last_success_at, last_plain_success_at)
          values (${contractId}, ${versionId}, ${id}, ${Number(success)}, 0, ${at}, ${succeededAt}, ${succeededAt}, ${plainlyAt})
          on conflict (contract_id, provider_version_id) do update set verification_id = excluded.verification_id,
            success = excluded.success, executed_at = excluded.executed_at,
            first_success_at = coalesce(newest.first_success_at, excluded.first_success_at),
            last_success_at = coalesce(excluded.last_success_at, newest.last_success_at),
            last_plain_success_at = coalesce(excluded.last_plain_success_at, newest.last_plain_success_at)`)
      }),
    environment: (name: string, production = false) =>
      db.transaction(tx =>
        tx.run(sql`
          insert into environments (uuid, name, display_name, production, created_at, updated_at)
          values (${randomUUID()}, ${name}, ${name}, ${Number(production)}, ${now()}, ${now()})`)
      ),
    /** In the slot of the instance, from which whatever was there is gone. */
    live: (name: string, number: string, environment: string, kind: 'deployed' | 'released', instance = '') =>
      db.transaction(async tx => {
        const { id, applicationId } = await version(tx, name, number)
        const environmentId = await idOf(tx, sql`select id from environments where name = ${environment}`)
        await tx.run(sql`
          delete from live where environment_id = ${environmentId} and application_id = ${applicationId} and kind = ${kind}
            and (version_id = ${id} or (kind = 'deployed' and instance = ${instance}))`)
        await tx.run(sql`
          insert into live (environment_id, application_id, version_id, instance, kind, since)
          values (${environmentId}, ${applicationId}, ${id}, ${instance}, ${kind}, ${now()})`)
      }),
    ended: (name: string, environment: string, kind: 'deployed' | 'released') =>
      db.transaction(tx =>
        tx.run(sql`
          delete from live where id = (
            select min(live.id) from live join applications application on application.id = live.application_id
            join environments environment on environment.id = live.environment_id
            where application.name = ${name} and environment.name = ${environment} and live.kind = ${kind}
              and live.instance = '')`)
      )
  }
}
