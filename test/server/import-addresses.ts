import t from 'tap'
import { addressOf, expand, segmentAfter, withQuery } from '../../server/import/source/addresses.ts'

t.test('links of the source are followed where the source is reached from here', async t => {
  const cases: Array<[href: string, base: string, self: string | undefined, address: string]> = [
    ['http://b/pacticipants', 'http://b', 'http://b', 'http://b/pacticipants'],
    [
      'http://inner:9292/x/pacticipants?page=2',
      'https://out/broker',
      'http://inner:9292/x',
      'https://out/broker/pacticipants?page=2'
    ],
    ['http://other/broker/pacticipants', 'https://out/broker', 'http://inner', 'https://out/broker/pacticipants'],
    ['http://other/pacticipants', 'https://out/broker', undefined, 'https://out/broker/pacticipants'],
    ['http://inner/broker2/x', 'https://out', 'http://inner/broker', 'https://out/broker2/x'],
    ['/matrix?q', 'https://out/broker', undefined, 'https://out/broker/matrix?q'],
    ['http://b/a%2Fb/..%2F', 'http://b', 'http://b', 'http://b/a%2Fb/..%2F'],
    ['https://evil.example/steal', 'https://out', 'https://out', 'https://out/steal'],
    ['//evil.example/steal', 'https://out', undefined, 'https://out//evil.example/steal'],
    ['http://inner', 'https://out/broker', 'http://inner', 'https://out/broker']
  ]
  for (const [href, base, self, address] of cases) t.equal(addressOf(href, base, self), address, href)
})

t.test('addresses are read and filled in', async t => {
  t.equal(expand('/a/{x}?b={y}&c={z}', { x: 'a/b c', y: "it's" }), '/a/a%2Fb%20c?b=it%27s&c=')
  t.equal(segmentAfter('http://b/pacts/provider/a%2Fb/consumer/c?x', 'provider'), 'a/b')
  t.equal(segmentAfter('http://b/pacts/provider', 'provider'), undefined)
  t.equal(segmentAfter('http://b/provider/%E0%A4%A', 'provider'), undefined)
  t.equal(withQuery('/a?size=5&q=x', { size: 100, page: 2 }), '/a?q=x&size=100&page=2')
})
