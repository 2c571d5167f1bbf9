import fc from 'fast-check'
import t from 'tap'
import { Moment } from '../../server/domain/moment.ts'
import { type Conflict, conflictsIn, type Declaration, ownersOf, usesIn } from '../../server/domain/resources/conflicts.ts'
import { exceptionFor } from '../../server/domain/resources/exceptions.ts'
import { type Access, covers, mostResources, pathProblem, resourceProblems } from '../../server/domain/resources/resource.ts'

t.test('paths are written from the outside in, and mean what they say', async t => {
  for (const path of ['db', 'postgres/orders-db/public/invoices', 's3/Größe', 'a b/c'])
    t.equal(pathProblem(path), undefined, path)
  const cases: Array<[path: string, problem: RegExp]> = [
    ['', /blank/],
    ['/db', /slash/],
    ['db/', /slash/],
    ['db//orders', /slash/],
    ['db/*', /leave out what follows/],
    ['db/../users', /\.\. in it/],
    ['./db', /\. in it/],
    ['db / orders', /blanks/],
    ['db\u0000', /control/],
    ['db\norders', /lines/],
    [`db/${'x'.repeat(255)}`, /longer/]
  ]
  for (const [path, problem] of cases) t.match(pathProblem(path), problem, JSON.stringify(path))
})

t.test('what is declared twice or without measure is refused by position', async t => {
  t.same(resourceProblems([{ path: 'a' }, { path: 'a/b' }]), [])
  t.same(resourceProblems([{ path: 'a' }, { path: 'b/' }, { path: 'a' }]), [
    'path cannot begin or end with a slash, or have two in a row (at index 1)',
    'path is there twice: a (at index 2)'
  ])
  const many = Array.from({ length: mostResources + 1 }, (_, i) => ({ path: `t${i}` }))
  t.match(resourceProblems(many), [/more than 200/])
  t.same(resourceProblems(many.slice(1)), [])
})

t.test('a path covers itself and what is below it, by segments', async t => {
  t.ok(covers('db', 'db'))
  t.ok(covers('db', 'db/orders'))
  t.notOk(covers('db', 'dbx'))
  t.notOk(covers('db/orders', 'db'))
})

/** `orders owns db, billing reads db/orders`: a version 1 of each. */
function told(text: string): Declaration[] {
  return text.split(', ').map(each => {
    const [application, access, path, version = '1'] = each.split(' ') as [string, Access, string, string?]
    return { application, version, resources: [{ path, access, irreversible: false }] }
  })
}

const named = ({ path, sides }: Conflict) =>
  `${path}: ${sides.map(({ application, access, versions }) => `${application} ${versions.join('+')} ${access}`).join(', ')}`

t.test('a conflict is one store, two applications and a change', async t => {
  const cases: Array<[declared: string, conflicts: string[]]> = [
    ['a reads db, b reads db', []],
    ['a owns db, b reads db', ['db: a 1 owns, b 1 reads']],
    ['a reads db, b writes db', ['db: a 1 reads, b 1 writes']],
    ['a owns db, b owns db', ['db: a 1 owns, b 1 owns']],
    ['a owns db, b reads db/orders', ['db/orders: a 1 owns, b 1 reads']],
    ['a owns db/orders, b reads db/users', []],
    ['a owns db, b reads dbx', []],
    ['a owns db/orders/items, b reads db', ['db/orders/items: a 1 owns, b 1 reads']],
    ['a owns db, a reads db/orders', []],
    ['a owns db, a owns db 2, b reads db, b writes db 2', ['db: a 1+2 owns, b 1+2 writes']],
    ['a owns db, b reads db, c reads db', ['db: a 1 owns, b 1 reads', 'db: a 1 owns, c 1 reads']],
    ['a reads db, b writes db/x, c reads db/x/y', ['db/x: a 1 reads, b 1 writes', 'db/x/y: b 1 writes, c 1 reads']]
  ]
  for (const [declared, conflicts] of cases) t.same(conflictsIn(told(declared)).map(named), conflicts, declared)
})

t.test('who owns a path declares so at it, or nearest above it', async t => {
  const owners = (declared: string, path: string) => ownersOf(path, usesIn(told(declared)))
  t.same(owners('a owns db, b reads db', 'db'), ['a'])
  t.same(owners('a owns db, b owns db/orders', 'db/orders/items'), ['b'])
  t.same(owners('a owns db/orders, b writes db', 'db'), [])
  t.same(owners('b owns db, a owns db', 'db/x'), ['a', 'b'])
})

t.test('an exception covers what it names, up to the end of its day', async t => {
  const [conflict] = conflictsIn(told('a owns db, b reads db/orders')) as [Conflict]
  const until = 1000
  const covering = (path: string, applications: string[], now: number) =>
    exceptionFor(conflict, [{ path, applications, until }], new Moment(now)) !== undefined
  t.ok(covering('db', ['a', 'b'], until))
  t.ok(covering('db/orders', ['c', 'b', 'a'], until))
  t.notOk(covering('db', ['a', 'b'], until + 1), 'over')
  t.notOk(covering('db/orders/items', ['a', 'b'], until), 'narrower')
  t.notOk(covering('db/users', ['a', 'b'], until), 'beside')
  t.notOk(covering('db', ['a', 'c'], until), 'others')
  const moment = new Moment(until)
  const longer = { path: 'db', applications: ['a', 'b'], until: 2000 }
  t.equal(exceptionFor(conflict, [{ ...longer, until }, longer], moment), longer, 'the one that ends last')
  t.equal(moment.until, until + 1, 'an answer may be kept until the first of them ends')
})

const declaration = fc.record({
  application: fc.constantFrom('a', 'b', 'c'),
  version: fc.constantFrom('1', '2'),
  resources: fc.array(
    fc.record({
      path: fc.array(fc.constantFrom('x', 'y'), { minLength: 1, maxLength: 3 }).map(segments => segments.join('/')),
      access: fc.constantFrom<Access>('owns', 'reads', 'writes'),
      irreversible: fc.boolean()
    }),
    { maxLength: 4 }
  )
})
const declarations = fc.array(declaration, { maxLength: 6 })

/** Which two uses a conflict is between, whatever their strength. */
const keys = (all: readonly Declaration[]) =>
  conflictsIn(all).map(({ sides }) => JSON.stringify(sides.map(({ application, path }) => [application, path])))

t.test('conflicts are the same whatever the order, and found once', async t => {
  const property = fc.property(declarations, all => {
    const found = keys(all)
    t.equal(new Set(found).size, found.length)
    t.strictSame(keys(all.toReversed()).sort(), found.toSorted())
  })
  fc.assert(property)
})

t.test('conflicts are what comparing every two uses finds', async t => {
  const property = fc.property(declarations, all => {
    const uses = usesIn(all)
    const expected = uses.flatMap((one, i) =>
      uses
        .slice(i + 1)
        .filter(
          other =>
            one.application !== other.application &&
            (covers(one.path, other.path) || covers(other.path, one.path)) &&
            (one.access !== 'reads' || other.access !== 'reads')
        )
    )
    t.equal(conflictsIn(all).length, expected.length)
  })
  fc.assert(property)
})

t.test('taking back a declaration, or a resource of one, never adds a conflict', async t => {
  const property = fc.property(declarations, fc.nat(), fc.nat(), (all, which, what) => {
    if (all.length === 0) return
    const index = which % all.length
    const chosen = all[index] as Declaration
    const fewer = { ...chosen, resources: chosen.resources.filter((_, i) => i !== what % Math.max(1, chosen.resources.length)) }
    const before = new Set(keys(all))
    const without: Declaration[] = all.toSpliced(index, 1)
    for (const remaining of [without, [...all.slice(0, index), fewer, ...all.slice(index + 1)]]) {
      for (const key of keys(remaining)) t.ok(before.has(key))
    }
  })
  fc.assert(property)
})
