import t from 'tap'
import { type Integration, networkAround, networkRows } from '../../server/domain/network.ts'

const party = (name: string) => ({ id: name.charCodeAt(0) - 96, name })
const integration = (words: string): Integration => ({ consumer: party(words[0] as string), provider: party(words[1] as string) })

const cases: Array<[says: string, all: string, start: string, most: number, found: string]> = [
  ['an application on its own has no network', 'bc', 'a', 9, ''],
  ['providers, and theirs', 'ab bc cd', 'a', 9, 'ab bc cd'],
  ['consumers, and theirs', 'ab bc cd', 'd', 9, 'ab bc cd'],
  ['also across: the other consumers of a provider', 'ab cb', 'a', 9, 'ab cb'],
  ['what is not connected is left out', 'ab cd', 'a', 9, 'ab'],
  ['a circle is walked once', 'ab bc ca', 'a', 9, 'ab bc ca'],
  ['a contract with itself', 'aa ab', 'a', 9, 'aa ab'],
  ['both directions between two', 'ab ba', 'a', 9, 'ab ba'],
  ['the nearest come first where not all may', 'ab bc ad de', 'a', 3, 'ab ad'],
  ['the bound is exact', 'ab ac ad', 'a', 2, 'ab'],
  ['one is the application itself', 'ab aa', 'a', 1, 'aa']
]

t.test('the network around an application', async t => {
  for (const [says, all, start, most, found] of cases) {
    const integrations = all.split(' ').map(integration)
    const names = networkAround(integrations, party(start).id, most).map(
      ({ consumer, provider }) => consumer.name + provider.name
    )
    t.equal(names.join(' '), found, says)
  }
})

t.test('a network is a table of applications and their providers, all rows of one length', async t => {
  t.same(networkRows(['ab', 'ac', 'cb'].map(integration)), [
    [1, 'a', 1, 1, 0, 1, 2, 3],
    [2, 'b', 1, 1, 0, 2, 0, 0],
    [3, 'c', 1, 1, 0, 3, 2, 0]
  ])
  t.same(networkRows([]), [])
  t.same(networkRows([], party('a')), [[1, 'a', 1, 1, 0, 1]])
})
