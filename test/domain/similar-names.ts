import t from 'tap'
import { similarNames } from '../../server/domain/contracts/similar-names.ts'

const cases: Array<[says: string, name: string, known: string, similar: boolean]> = [
  ['camel case and dashes are the same words', 'FooBar', 'foo-bar', true],
  ['so are spaces and underscores', 'foo bar', 'foo_bar', true],
  ['and double colons', 'Foo::Bar', 'foo bar', true],
  ['a plural is no other word', 'orders', 'order', true],
  ['api, provider and service say nothing', 'Orders API', 'order-service', true],
  ['a name of such words only is itself', 'api', 'service', false],
  ['other words are other names', 'orders', 'billing', false],
  ['the order of words matters', 'foo-bar', 'bar-foo', false],
  ['the same name is no similar one', 'foo', 'foo', false],
  ['abbreviations are one word', 'HTTPServer', 'http-server', true]
]
for (const [says, name, known, similar] of cases) {
  t.test(says, async t => t.equal(similarNames(name, [known]).length > 0, similar))
}
