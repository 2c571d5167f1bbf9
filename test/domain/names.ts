import t from 'tap'
import { displayNameFor, nameProblem } from '../../server/domain/names.ts'

const cases: Array<[says: string, name: string, problem: RegExp | undefined]> = [
  ['any ordinary name is fine', 'web-shop', undefined],
  ['spaces, slashes and other scripts are fine', 'Größe/店 1', undefined],
  ['255 characters are fine, also where each takes two code units', '😀'.repeat(255), undefined],
  ['256 characters are too many', 'a'.repeat(256), /longer than 255/],
  ['a blank name is none', ' ', /blank/],
  ['a line break is refused', 'a\nb', /multiple lines/],
  ['NUL is refused, which PostgreSQL cannot keep', 'a\u0000', /control/],
  ['half a surrogate pair is refused, which PostgreSQL would replace', 'a\ud83d', /Unicode/]
]

for (const [says, name, problem] of cases) {
  t.test(says, async t => {
    if (problem === undefined) t.equal(nameProblem(name), undefined)
    else t.match(nameProblem(name), problem)
  })
}

t.test('a display name is made from the words of the name', async t => {
  t.equal(displayNameFor('foo-bar'), 'Foo Bar')
  t.equal(displayNameFor('fooBar_baz.qux'), 'Foo Bar Baz Qux')
  t.equal(displayNameFor('--'), '--')
})
