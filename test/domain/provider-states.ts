import t from 'tap'
import { providerStates } from '../../server/domain/contracts/provider-states.ts'

const of = (consumer: string, ...texts: string[]) => texts.map(text => ({ consumer, text }))

const cases: Array<[says: string, interactions: ReturnType<typeof of>, states: object[]]> = [
  ['none where none is named', of('web', '{}', '{"providerState":null}', '{"providerStates":[]}'), []],
  [
    'the oldest form is a name',
    of('web', '{"providerState":"b"}', '{"providerState":"a"}'),
    [
      { name: 'a', params: undefined, consumers: ['web'] },
      { name: 'b', params: undefined, consumers: ['web'] }
    ]
  ],
  [
    'each is given once with the consumers that expect it',
    [...of('web', '{"providerStates":[{"name":"a"}]}'), ...of('app', '{"providerStates":[{"name":"a","params":{}}]}')],
    [{ name: 'a', params: undefined, consumers: ['app', 'web'] }]
  ],
  [
    'other parameters make another state; their digits stay, their order does not count',
    of(
      'web',
      '{"providerStates":[{"name":"a","params":{"y":1.0,"x":1}}]}',
      '{"providerStates":[{"name":"a","params":{"x":1,"y":1.0}},{"name":"a","params":{"x":1,"y":1}}]}'
    ),
    [
      { name: 'a', params: '{"y":1.0,"x":1}', consumers: ['web'] },
      { name: 'a', params: '{"x":1,"y":1}', consumers: ['web'] }
    ]
  ],
  ['what is no name is passed over', of('web', '{"providerState":1,"providerStates":[1,{"name":2},null,"a"]}'), []]
]

t.test('the states that consumers expect of a provider', async t => {
  for (const [says, interactions, states] of cases) t.same(providerStates(interactions), states, says)
})
