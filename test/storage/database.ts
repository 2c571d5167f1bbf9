import t from 'tap'
import { among, sql } from '../../server/storage/sql.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'

const insert = (name: string) => sql`
  insert into applications (name, name_key, display_name, created_at, updated_at) values (${name}, ${name}, ${name}, 1, 1)
  returning id, name`

const names = sql`select name from applications order by name`

await forEachEngine(t, 'a transaction that fails leaves nothing behind, and its neighbours are kept', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const settled = await Promise.allSettled([
    db.transaction(tx => tx.get(insert('a'))),
    db.transaction(async tx => {
      await tx.get(insert('b'))
      throw new Error('no')
    }),
    db.transaction(tx => tx.get(insert('c')))
  ])
  t.match(
    settled.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled']
  )
  t.same(await db.all(names), [{ name: 'a' }, { name: 'c' }])
})

await forEachEngine(t, 'a snapshot does not see what is written meanwhile', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  await db.transaction(tx => tx.get(insert('a')))
  await db.snapshot(async queries => {
    t.same(await queries.all(names), [{ name: 'a' }])
    await db.transaction(tx => tx.get(insert('b')))
    t.same(await queries.all(names), [{ name: 'a' }])
  })
  t.same(await db.all(names), [{ name: 'a' }, { name: 'b' }])
})

await forEachEngine(t, 'names are ordered by code point, and lists are one parameter', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  await db.transaction(async tx => {
    for (const name of ['b', 'a', 'B', 'é', 'Z']) await tx.get(insert(name))
  })
  t.same(
    (await db.all<{ name: string }>(names)).map(({ name }) => name),
    ['B', 'Z', 'a', 'b', 'é']
  )
  const some = await db.all(sql`select name from applications where name ${among(['a', 'é', 'q'])} order by name`)
  t.same(some, [{ name: 'a' }, { name: 'é' }])
  t.same(await db.all(sql`select name from applications where name ${among([])}`), [])
})
