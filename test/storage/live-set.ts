import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { migrationsFolder } from '../../server/package.ts'
import { versionsToJudge } from '../../server/storage/cleaning.ts'
import { endReservation, forgetEnded, reserve, retain, retainFor } from '../../server/storage/held-versions.ts'
import { openDatabase } from '../../server/storage/open.ts'
import { sql } from '../../server/storage/sql.ts'
import { identify } from '../../server/storage/versions.ts'
import { forEachEngine, freshDatabase, freshDatabaseUrl } from '../engines.ts'
import { placeFacts } from '../facts.ts'

await forEachEngine(t, 'what is held counts until it ends, and keeps its version', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db)
  await facts.environment('prod')
  await facts.published('web', '1', { api: 1 })
  await facts.live('web', '1', 'prod', 'deployed')
  const { environmentId, applicationId, versionId } = (await db.get<{
    environmentId: number
    applicationId: number
    versionId: number
  }>(sql`select environment_id as "environmentId", application_id as "applicationId", version_id as "versionId" from live`))!
  await db.transaction(tx => tx.run(sql`delete from live`))
  const held = { environmentId, applicationId, versionId, instance: '' }
  const counts = async (now: number) => (await versionsToJudge(db, now)).some(version => version.counts)
  t.equal(await counts(1), false)

  t.equal(await db.transaction(tx => reserve(tx, held, { uuid: 'one', until: 10 }, 1)), 'one')
  t.equal(
    await db.transaction(tx => reserve(tx, held, { uuid: 'two', until: 20 }, 2)),
    'one',
    'a new lease, the same reservation'
  )
  t.same([await counts(20), await counts(21)], [true, false])
  await db.transaction(tx => endReservation(tx, { ...held, instance: 'blue' }))
  t.equal(await counts(20), true, 'another slot')
  await db.transaction(tx => endReservation(tx, held))
  t.equal(await counts(20), false)

  const until = async () => (await db.all<{ until: number | null }>(sql`select until from held_versions`)).map(row => row.until)
  await db.transaction(tx => retain(tx, held, { uuid: 'three', until: 10 }, 5))
  await db.transaction(tx => retain(tx, held, { uuid: 'four', until: 20 }, 15))
  t.same(await until(), [20])
  await db.transaction(tx => retainFor(tx, applicationId, 100))
  t.same(await until(), [115])
  await db.transaction(tx => forgetEnded(tx, environmentId, 115))
  t.same(await until(), [115], 'its last millisecond')
  await db.transaction(tx => retainFor(tx, applicationId, null))
  await db.transaction(tx => forgetEnded(tx, environmentId, 1_000_000))
  t.same(await until(), [null], 'for ever')
  t.equal(await counts(1_000_000), true)
})

await forEachEngine(t, 'what is the same as something live is kept with its results', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db)
  await facts.environment('prod')
  for (const number of ['1', '2', '3']) await facts.published('web', number, { api: 1 })
  await facts.live('web', '2', 'prod', 'deployed')
  const ids = await db.all<{ id: number }>(sql`
    select version.id from versions version join applications application on application.id = version.application_id
    where application.name = 'web' order by version.id`)
  const [one, two, three] = ids.map(({ id }) => id) as [number, number, number]
  const same = { artifactDigest: 'a', sourceFingerprint: null }
  for (const id of [one, two]) await db.transaction(tx => identify(tx, id, same, 1))
  const counting = (await versionsToJudge(db, 1)).filter(({ counts }) => counts).map(({ number }) => number)
  t.same(counting.sort(), ['1', '2'])
  const said = (artifactDigest: string | null, sourceFingerprint: string | null) =>
    db.transaction(tx => identify(tx, three, { artifactDigest, sourceFingerprint }, 2))
  t.same(await said(null, 's'), { artifactDigest: null, sourceFingerprint: 's' })
  t.same(await said('b', 'other'), { artifactDigest: 'b', sourceFingerprint: 's' }, 'what is said once stays')
})

await forEachEngine(t, 'the migration keeps what is live, and reads which contracts have messages', async (t, engine) => {
  const url = await freshDatabaseUrl(t, engine)
  const before = t.testdir()
  for (const name of readdirSync(migrationsFolder).filter(name => /^\d{4}_/.test(name) && name < '0010')) {
    copyFileSync(join(migrationsFolder, name), join(before, name))
  }
  if (engine === 'postgres') {
    // It comes with today's tables.
    const today = await openDatabase(url, { migrations: migrationsFolder })
    for (const statement of [sql`drop schema public cascade`, sql`create schema public`])
      await today.transaction(tx => tx.run(statement))
    await today.close()
  }
  const old = await openDatabase(url, { migrations: before })
  await old.transaction(async tx => {
    await tx.run(
      sql`insert into applications (name, name_key, display_name, created_at, updated_at) values ('a', 'a', 'A', 1, 1)`
    )
    await tx.run(sql`insert into versions (application_id, number, created_at, updated_at) values (1, '1', 1, 1)`)
    await tx.run(sql`
      insert into environments (uuid, name, display_name, production, created_at, updated_at) values ('e', 'e', 'E', 0, 1, 1)`)
    await tx.run(sql`
      insert into deployed_versions (uuid, version_id, environment_id, instance, created_at, updated_at)
      values ('d', 1, 1, 'blue', 1, 1)`)
    await tx.run(sql`
      insert into live (environment_id, application_id, version_id, instance, kind, deployed_version_id, since)
      values (1, 1, 1, 'blue', 'deployed', 1, 5)`)
    await tx.run(sql`
      insert into live (environment_id, application_id, version_id, kind, since, supported_until) values (1, 1, 1, 'released', 6, 9)`)
    for (const id of [1, 2]) {
      await tx.run(sql`
        insert into contents (hash, packed, body, created_at) values (${Buffer.from([id])}, 0, ${Buffer.from('{}')}, 1)`)
      await tx.run(sql`
        insert into interactions (hash, interaction_key, packed, body, created_at)
        values (${Buffer.from([id])}, 'k', 0, ${Buffer.from('{}')}, 1)`)
      await tx.run(sql`
        insert into contracts (consumer_id, provider_id, sha, envelope_id, created_at) values (1, 1, ${`sha ${id}`}, ${id}, 1)`)
      await tx.run(sql`
        insert into contract_interactions (contract_id, position, interaction_id, inserted_at) values (${id}, 0, ${id}, 0)`)
    }
    await tx.run(sql`insert into usages (interaction_id, place, strength, kind) values (1, '', 1, 'http'), (2, '', 1, 'message')`)
  })
  await old.close()
  const db = await openDatabase(url, { migrations: migrationsFolder })
  t.teardown(() => db.close())
  t.match(await db.all(sql`select kind, instance, deployed_version_id, since, supported_until from live order by id`), [
    { kind: 'deployed', instance: 'blue', deployed_version_id: 1, since: 5, supported_until: null },
    { kind: 'released', instance: '', deployed_version_id: null, since: 6, supported_until: 9 }
  ])
  t.same(await db.all(sql`select messages from contracts order by id`), [{ messages: 0 }, { messages: 1 }])
  const slot = sql`
    insert into live (environment_id, application_id, version_id, instance, kind, since) values (1, 1, 1, 'blue', 'deployed', 7)`
  await t.rejects(
    db.transaction(tx => tx.run(slot)),
    'one version for each slot, as before'
  )
})
