import { randomUUID } from 'node:crypto'
import { raw } from 'sql-template-tag'
import type { Database, Transaction } from '../server/storage/database.ts'
import { type Sql, sql } from '../server/storage/sql.ts'

export const applications = 300
/** Application 1 is the hub: a provider of this many consumers. */
export const hubConsumers = 200

export const applicationName = (id: number) => `app-${id}`

/** Pairs of (consumer, provider) by application number: each application consumes four others, so most meet about eight. */
function pairs(): Array<[consumer: number, provider: number]> {
  const list: Array<[number, number]> = []
  for (let consumer = 2; consumer <= applications; consumer++) {
    if (consumer <= hubConsumers + 1) list.push([consumer, 1])
    for (let k = 1; k <= 4; k++) {
      const provider = ((consumer * 7 + k * 61) % (applications - 1)) + 2
      if (provider !== consumer && !list.some(([c, p]) => c === consumer && p === provider)) list.push([consumer, provider])
    }
  }
  return list
}

/** Content changes with every tenth version. */
const versionsPerContract = 10

/** The number of the newest version of each application, which is live in production. */
export const versionsFor = (results: number) => Math.max(2, Math.round(results / pairs().length))

/** Fills an empty, migrated database with about that many verification results, all made by the engine itself from counting rows. */
export async function seed(db: Database, results: number): Promise<void> {
  const list = pairs()
  const versions = versionsFor(results)
  const contracts = Math.floor(versions / versionsPerContract) + 1
  const count = (to: number): Sql =>
    sql`with recursive counting (i) as (select 1 union all select i + 1 from counting where i < ${to})`

  await db.transaction(async tx => {
    for (let id = 1; id <= applications; id++) {
      const name = applicationName(id)
      await tx.run(sql`
        insert into applications (id, name, name_key, display_name, main_branch, created_at, updated_at)
        values (${id}, ${name}, ${name}, ${name}, 'main', 1, 1)`)
      await tx.run(
        sql`insert into branches (id, application_id, name, name_key, created_at, updated_at) values (${id}, ${id}, 'main', 'main', 1, 1)`
      )
    }
    for (const [id, [name, production]] of Object.entries({ 1: ['test', 0], 2: ['production', 1] } as const)) {
      await tx.run(sql`
        insert into environments (id, uuid, name, display_name, production, created_at, updated_at)
        values (${Number(id)}, ${randomUUID()}, ${name}, ${name}, ${production}, 1, 1)`)
    }
    const hash = Buffer.from('bench')
    await tx.run(sql`insert into contents (id, hash, packed, body, created_at) values (1, ${hash}, 0, ${Buffer.from('{}')}, 1)`)
    for (const [i, [consumer, provider]] of list.entries()) {
      await tx.run(sql`
        insert into integrations (id, consumer_id, provider_id, created_at, updated_at)
        values (${i + 1}, ${consumer}, ${provider}, 1, 1)`)
    }
  })

  // Version v of application a has id (v - 1) * applications + a: all applications grow side by side.
  for (let from = 1; from <= versions; from += 50) {
    const size = Math.min(50, versions - from + 1)
    await db.transaction(async tx => {
      await tx.run(sql`
        insert into versions (id, application_id, number, created_at, updated_at)
        ${count(size)}
        select (cast(${from} as bigint) + i - 2) * ${applications} + application.id, application.id,
          cast(cast(${from} as bigint) + i - 1 as text), 1, 1
        from counting cross join applications application`)
      await tx.run(sql`
        insert into branch_versions (id, branch_id, version_id, created_at)
        select version.id, version.application_id, version.id, 1 from versions version
        where version.id > ${(from - 1) * applications} and version.id <= ${(from + size - 1) * applications}`)
    })
  }

  // Contract c (from 0) of integration i has id c * integrations + i.
  await db.transaction(async tx => {
    await tx.run(sql`
      insert into contracts (id, consumer_id, provider_id, sha, envelope_id, created_at)
      ${count(contracts)}
      select (counting.i - 1) * ${list.length} + integration.id, integration.consumer_id, integration.provider_id,
        'c' || cast(counting.i as text), 1, 1
      from counting cross join integrations integration`)
  })

  for (let from = 1; from <= versions; from += 50) {
    const size = Math.min(50, versions - from + 1)
    await db.transaction(tx => seedResults(tx, { from, size, integrations: list.length, count }))
  }

  await db.transaction(async tx => {
    const live = (environment: number, number: number) => sql`
      insert into live (environment_id, application_id, version_id, kind, since)
      select ${environment}, version.application_id, version.id, 'deployed', 1 from versions version
      where version.number = cast(cast(${number} as bigint) as text)`
    await tx.run(live(1, versions))
    await tx.run(live(2, versions - 1))
    if (db.engine === 'postgres') {
      for (const table of [
        'applications',
        'versions',
        'branches',
        'branch_versions',
        'environments',
        'contents',
        'integrations',
        'contracts',
        'publications',
        'verifications'
      ]) {
        // Names of our own, not values: a table cannot be a parameter.
        const name = raw(table)
        await tx.all(sql`select setval(pg_get_serial_sequence('${name}', 'id'), (select max(id) from ${name}))`)
      }
    }
  })
  await analyze(db)
}

/** PostgreSQL does so by itself after a while; on SQLite the statistics are fixed. */
export async function analyze(db: Database): Promise<void> {
  if (db.engine === 'postgres') await db.transaction(tx => tx.run(sql`analyze`))
}

async function seedResults(
  tx: Transaction,
  { from, size, integrations, count }: { from: number; size: number; integrations: number; count: (to: number) => Sql }
) {
  // SQLite binds numbers as reals, and dividing those would not give whole contracts.
  const version = sql`(cast(${from} as bigint) + counting.i - 2)`
  const contract = sql`(((cast(${from} as bigint) + counting.i - 1) / cast(${versionsPerContract} as bigint)) * ${integrations} + integration.id)`
  await tx.run(sql`
    insert into publications (id, version_id, consumer_id, provider_id, contract_id, revision, created_at)
    ${count(size)}
    select ${version} * ${integrations} + integration.id, ${version} * ${applications} + integration.consumer_id,
      integration.consumer_id, integration.provider_id, ${contract}, 1, 1
    from counting cross join integrations integration`)
  await tx.run(sql`
    insert into verifications (id, contract_id, provider_version_id, success, executed_at, created_at)
    ${count(size)}
    select ${version} * ${integrations} + integration.id, ${contract}, ${version} * ${applications} + integration.provider_id, 1, 1, 1
    from counting cross join integrations integration`)
  await tx.run(sql`
    insert into latest_verifications (contract_id, provider_version_id, verification_id, success, untested, executed_at,
      first_success_at, last_success_at, last_plain_success_at)
    select contract_id, provider_version_id, id, 1, 0, 1, 1, 1, 1 from verifications
    where id > ${(from - 1) * integrations} and id <= ${(from + size - 1) * integrations}`)
}
