import fc from 'fast-check'
import t from 'tap'
import { Moment } from '../../server/domain/moment.ts'
import { conflictBetween, conflictsAmong } from '../../server/domain/resources/conflicts.ts'
import { sharingOf } from '../../server/domain/resources/reasons.ts'
import { accesses, type Declared, pathProblem } from '../../server/domain/resources/resource.ts'

/** 'orders owns pg/orders' */
const declared = (words: string): Declared => {
  const [application = '', access, path = ''] = words.split(' ')
  return { application, version: '1', path, access: access as Declared['access'], irreversible: false }
}

const pairs: Array<[says: string, one: string, other: string, path: string | undefined]> = [
  ['one store that one of two owns', 'a owns pg/x', 'b reads pg/x', 'pg/x'],
  ['two that write', 'a writes pg/x', 'b writes pg/x', 'pg/x'],
  ['two that only read disturb nobody', 'a reads pg/x', 'b reads pg/x', undefined],
  ['a table of a database that another owns', 'a owns pg/x', 'b reads pg/x/public/t', 'pg/x/public/t'],
  ['the same, the other way round', 'b reads pg/x/public/t', 'a owns pg/x', 'pg/x/public/t'],
  ['tables beside each other', 'a owns pg/x/t', 'b owns pg/x/u', undefined],
  ['names that begin alike are not below each other', 'a owns pg/x', 'b owns pg/xy', undefined],
  ['one application with itself', 'a owns pg/x', 'a writes pg/x', undefined]
]

t.test('two applications conflict where one changes what the other uses', async t => {
  for (const [says, one, other, path] of pairs) t.equal(conflictBetween(declared(one), declared(other))?.path, path, says)
})

t.test('paths that are none are refused', async t => {
  for (const path of ['', '/', 'a//b', '/a', 'a/', ' ', `a/${'x'.repeat(255)}`]) t.type(pathProblem(path), 'string', path)
  for (const path of ['a', 'pg/orders db/public', 's3:bucket/key']) t.equal(pathProblem(path), undefined, path)
})

const anyDeclared: fc.Arbitrary<Declared> = fc.record({
  application: fc.constantFrom('a', 'b', 'c'),
  version: fc.constant('1'),
  path: fc.array(fc.constantFrom('p', 'q'), { minLength: 1, maxLength: 3 }).map(segments => segments.join('/')),
  access: fc.constantFrom(...accesses),
  irreversible: fc.boolean()
})
const keys = (all: Declared[]) =>
  conflictsAmong(all)
    .map(({ path, one, other }) => `${one.application} ${other.application} ${path}`)
    .toSorted()

t.test('looking at paths by their beginnings finds what looking at every pair does', async t => {
  fc.assert(
    fc.property(fc.array(anyDeclared, { maxLength: 12 }), all => {
      const naive = new Set<string>()
      for (const one of all) {
        for (const other of all) {
          const conflict = one.application < other.application ? conflictBetween(one, other) : undefined
          if (conflict !== undefined) naive.add(`${one.application} ${other.application} ${conflict.path}`)
        }
      }
      t.same(keys(all), [...naive].toSorted())
    })
  )
})

t.test('who declares less never has more conflicts', async t => {
  fc.assert(
    fc.property(fc.array(anyDeclared, { minLength: 1, maxLength: 10 }), fc.nat(), (all, index) => {
      const before = new Set(keys(all))
      for (const key of keys(all.toSpliced(index % all.length, 1))) t.ok(before.has(key))
    })
  )
})

t.test(
  'what the replaced version shares already is inherited; what was agreed to does not count until its day has passed',
  async t => {
    const facts = {
      own: [declared('a owns pg/x'), declared('a writes pg/y')],
      others: [declared('b reads pg/x'), declared('b reads pg/y')],
      replaced: [declared('a writes pg/x')],
      exceptions: [{ path: 'pg/y', environment: null, until: 10, reason: 'for now' }]
    }
    const told = (now: number) => sharingOf(facts, new Moment(now)).map(({ conflict, inherited }) => [conflict.path, inherited])
    t.same(told(10), [['pg/x', true]])
    t.same(told(11), [
      ['pg/x', true],
      ['pg/y', false]
    ])
  }
)
