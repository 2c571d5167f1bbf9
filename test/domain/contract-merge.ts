import t from 'tap'
import { readContent } from '../../server/domain/contracts/content.ts'
import { describeChange } from '../../server/domain/contracts/describe-change.ts'
import { mergeContents } from '../../server/domain/contracts/merge.ts'

const merge = (stored: string, incoming: string) => mergeContents(readContent(stored), readContent(incoming))?.text
const one = '{"description":"one","request":{"path":"/1"},"response":{"status":200}}'
const oneChanged = '{"description":"one","request":{"path":"/1"},"response":{"status":1.0}}'
const oneElsewhere = '{"description":"one","request":{"path":"/2"}}'
const oneWithState = '{"description":"one","providerState":"s","request":{"path":"/2"}}'
const two = '{"description":"two"}'

const merged: Array<[says: string, stored: string, incoming: string, result: string | undefined]> = [
  ['new interactions are appended', `{"interactions":[${one}]}`, `{"interactions":[${two}]}`, `{"interactions":[${one},${two}]}`],
  ['also to none', '{"interactions":[ ],"x":1.0}', `{"interactions":[${two}]}`, `{"interactions":[${two} ],"x":1.0}`],
  [
    'one with the same description, state and request is replaced in place',
    `{"interactions":[ ${one}, ${two} ]}`,
    `{"interactions":[${oneChanged}]}`,
    `{"interactions":[ ${oneChanged}, ${two} ]}`
  ],
  [
    'another request under the same name is a conflict',
    `{"interactions":[${one}]}`,
    `{"interactions":[${oneElsewhere}]}`,
    undefined
  ],
  [
    'another state makes another interaction',
    `{"interactions":[${one}]}`,
    `{"interactions":[${oneWithState}]}`,
    `{"interactions":[${one},${oneWithState}]}`
  ],
  ['a side without interactions is a conflict', '{"messages":[]}', `{"interactions":[${one}]}`, undefined],
  ['so is the other', `{"interactions":[${one}]}`, '{"messages":[]}', undefined],
  [
    'messages, metadata and all else stay as they were',
    `{"metadata":{"a":1.0},"interactions":[${one}],"messages":[1]}`,
    `{"metadata":{"b":2},"interactions":[${two}],"messages":[2]}`,
    `{"metadata":{"a":1.0},"interactions":[${one},${two}],"messages":[1]}`
  ],
  ['the state may be written in three ways', stateIn('provider_state'), stateIn('providerState'), stateIn('providerState')]
]
for (const [says, stored, incoming, result] of merged) {
  t.test(says, async t => t.equal(merge(stored, incoming), result))
}

function stateIn(member: string) {
  return `{"interactions":[{"description":"d","${member}":"s"}]}`
}

t.test('a change is told by the interactions that came and went', async t => {
  const change = describeChange(readContent(`{"interactions":[${one}]}`), readContent(`{"interactions":[${oneChanged},${two}]}`))
  t.equal(change, '- one\n+ one\n+ two')
  t.match(describeChange(readContent('{"a":1}'), readContent('{"a":2}')), /other content differs/)
})
