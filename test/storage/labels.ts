import t from 'tap'
import { ensureApplications, listApplications } from '../../server/storage/applications.ts'
import { addLabel, applicationsWithLabel, deleteLabel, findLabel, labelsOf, listLabels } from '../../server/storage/labels.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'

await forEachEngine(t, 'labels are kept for each application and found from both sides', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const applications = await db.transaction(tx => ensureApplications(tx, ['a', 'b', 'c'], 1))
  const [a, b, c] = ['a', 'b', 'c'].map(name => applications.get(name)?.id as number) as [number, number, number]
  const label = (id: number, name: string) => db.transaction(tx => addLabel(tx, id, name, 2))
  t.same(
    [await label(b, 'core'), await label(a, 'core'), await label(a, 'core'), await label(a, 'Core')],
    [true, true, false, true]
  )
  t.same(
    await labelsOf(db, [a, b, c]),
    new Map([
      [a, ['Core', 'core']],
      [b, ['core']]
    ])
  )
  t.same(await labelsOf(db, []), new Map())
  t.same(await applicationsWithLabel(db, 'core'), [
    { id: a, name: 'a' },
    { id: b, name: 'b' }
  ])
  t.same(await applicationsWithLabel(db, 'other'), [])
  t.match(await listApplications(db, { label: 'core', page: { number: 2, size: 1 } }), { items: [{ name: 'b' }], total: 2 })
  t.same(await listLabels(db), { items: [{ name: 'Core' }, { name: 'core' }], total: 2 })
  t.same(await listLabels(db, { number: 1, size: 1 }), { items: [{ name: 'Core' }], total: 2 })
  t.same(await findLabel(db, a, 'core'), { name: 'core', createdAt: 2 })
  t.equal(await db.transaction(tx => deleteLabel(tx, a, 'core')), true)
  t.equal(await db.transaction(tx => deleteLabel(tx, a, 'core')), false)
  t.equal(await findLabel(db, a, 'core'), undefined)
})
