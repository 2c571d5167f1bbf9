import t from 'tap'
import { type ContractOutline, outlineOf, type PartOutline } from '../../server/domain/contracts/outline.ts'

const part = (rest: Partial<PartOutline>): PartOutline => ({
  title: '',
  line: '',
  headers: [],
  body: undefined,
  rest: [],
  ...rest
})
const of = (interactions: ContractOutline['interactions'], rest: Partial<ContractOutline> = {}): ContractOutline => ({
  interactions,
  total: interactions.length,
  specification: undefined,
  ...rest
})

const cases: Array<[says: string, pact: string, outline: ContractOutline]> = [
  [
    'the second version of the specification',
    '{"interactions":[{"description":"d","providerState":"s","request":{"method":"get","path":"/a","query":"b=1","body":null},"response":{"status":200,"headers":{"A":"b"},"body":{"n":1.0}}}],"metadata":{"pactSpecification":{"version":"2.0.0"}}}',
    of(
      [
        {
          description: 'd',
          states: ['s'],
          parts: [
            part({ title: 'Request', line: 'get /a?b=1' }),
            part({ title: 'Response', line: '200', headers: [['A', 'b']], body: '{\n  "n": 1.0\n}' })
          ]
        }
      ],
      { specification: '2.0.0' }
    )
  ],
  [
    'the third: lists in queries and headers, several states, rules apart',
    '{"interactions":[{"description":"d","providerStates":[{"name":"s"},{"name":"t"}],"request":{"query":{"b":["1","2"]},"headers":{"A":["x","y"]},"matchingRules":{"path":{}}}}]}',
    of([
      {
        description: 'd',
        states: ['s', 't'],
        parts: [
          part({ title: 'Request', line: '?b=1&b=2', headers: [['A', 'x, y']], rest: [['matchingRules', '{\n  "path": {}\n}']] })
        ]
      }
    ])
  ],
  [
    'a message',
    '{"messages":[{"description":"m","contents":"text","metaData":{"contentType":"text/plain"}}]}',
    of([
      {
        description: 'm',
        states: [],
        parts: [part({ title: 'Message', headers: [['contentType', 'text/plain']], body: 'text' })]
      }
    ])
  ],
  [
    'the fourth: a body with its type; a synchronous message with its answers',
    '{"interactions":[{"description":"d","type":"Synchronous/Messages","request":{"contents":{"contentType":"application/json","encoded":false,"content":{"a":1}}},"response":[{"contents":{"content":"b","contentType":"text/plain"}}]}]}',
    of([
      {
        description: 'd',
        states: [],
        parts: [part({ title: 'Request', body: '{\n  "a": 1\n}' }), part({ title: 'Response', body: 'b' })]
      }
    ])
  ],
  ['what is no pact has no interactions', '[1]', of([])]
]

t.test('a contract of any version of the specification is laid out for people', async t => {
  for (const [says, pact, outline] of cases) t.same(outlineOf(pact), outline, says)
})
