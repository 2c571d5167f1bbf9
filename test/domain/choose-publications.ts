import t from 'tap'
import { choosePublications, type Facts, needsOf } from '../../server/domain/choose-publications.ts'
import type { Publication } from '../../server/domain/chosen-publication.ts'
import type { ConsumerSelector } from '../../server/domain/consumer-selectors.ts'

const ids: Record<string, number> = { web: 1, mobile: 2, batch: 3 }

/** `web 2` is version 2 of web, which published a content of its own. */
function publication(name: string): Publication {
  const [consumer, version] = name.split(' ') as [string, string]
  const consumerId = ids[consumer] as number
  return {
    consumerId,
    consumer,
    version,
    order: Number(version),
    contractId: consumerId * 100 + Number(version),
    sha: name,
    publishedAt: 0
  }
}

const head = (consumer: string, name: string, version: string | undefined) => ({
  consumerId: ids[consumer] as number,
  name,
  publication: version === undefined ? undefined : publication(`${consumer} ${version}`)
})

/** web works with branches, mobile tags its main line, batch does neither; the head of web's branch `bare` has no contract. */
const facts: Facts = {
  consumers: [
    { id: 1, name: 'web', mainBranch: 'main' },
    { id: 2, name: 'mobile', mainBranch: 'main' },
    { id: 3, name: 'batch', mainBranch: null }
  ],
  branchHeads: [
    head('web', 'main', '5'),
    head('web', 'feat', '6'),
    head('web', 'bare', undefined),
    head('mobile', 'feat', '3'),
    head('mobile', 'old', '2')
  ],
  tagHeads: [head('web', 'dev', '6'), head('mobile', 'main', '4'), head('mobile', 'dev', undefined)],
  tagged: [
    { tag: 'prod', publication: publication('web 1') },
    { tag: 'prod', publication: publication('mobile 1') }
  ],
  latest: [publication('web 6'), publication('mobile 4'), publication('batch 9')],
  live: [
    { kind: 'deployed', environment: 'test', production: false, publication: publication('web 5') },
    { kind: 'deployed', environment: 'prod', production: true, publication: publication('web 4') },
    { kind: 'deployed', environment: 'prod', production: true, publication: publication('web 3') },
    { kind: 'released', environment: 'prod', production: true, publication: publication('mobile 1') }
  ]
}

const rows: Array<[says: string, selectors: ConsumerSelector[], chosen: string[]]> = [
  ['latest is the newest of each consumer', [{ latest: true }], ['batch 9', 'mobile 4', 'web 6']],
  ['a consumer limits a selector', [{ latest: true, consumer: 'web' }], ['web 6']],
  ['a consumer that nobody knows chooses nothing', [{ latest: true, consumer: 'x' }], []],
  ['a branch is its heads', [{ branch: 'feat' }], ['mobile 3', 'web 6']],
  ['a branch whose head has no contract chooses nothing', [{ branch: 'bare' }], []],
  ['every branch is all heads', [{ branch: true }], ['mobile 2', 'mobile 3', 'web 5', 'web 6']],
  ['the main branch is that of each consumer', [{ mainBranch: true }], ['web 5']],
  ['the matching branch is that of the provider', [{ matchingBranch: true }], ['mobile 3', 'web 6']],
  ['a fallback branch is for consumers without the branch', [{ branch: 'old', fallbackBranch: 'main' }], ['mobile 2', 'web 5']],
  [
    'a consumer with the branch does not fall back, even from a head without contract',
    [{ branch: 'bare', fallbackBranch: 'feat' }],
    ['mobile 3']
  ],
  ['a fallback branch respects the consumer', [{ branch: 'none', fallbackBranch: 'feat', consumer: 'web' }], ['web 6']],
  ['a tag is every version that has it', [{ tag: 'prod' }], ['mobile 1', 'web 1']],
  ['the latest with a tag is one', [{ tag: 'dev', latest: true }], ['web 6']],
  ['a fallback tag is not used where any consumer has the tag', [{ tag: 'dev', latest: true, fallbackTag: 'main' }], ['web 6']],
  ['a fallback tag is used where none has it', [{ tag: 'x', latest: true, fallbackTag: 'main' }], ['mobile 4']],
  ['a fallback tag respects the consumer', [{ tag: 'x', latest: true, fallbackTag: 'main', consumer: 'web' }], []],
  [
    'another selector of the request that finds the tag keeps the fallback away',
    [
      { tag: 'dev', latest: true, fallbackTag: 'main', consumer: 'mobile' },
      { tag: 'dev', latest: true, consumer: 'web' }
    ],
    ['web 6']
  ],
  ['deployed is every instance everywhere', [{ deployed: true }], ['web 3', 'web 4', 'web 5']],
  ['deployed to an environment', [{ deployed: true, environment: 'prod' }], ['web 3', 'web 4']],
  ['released', [{ released: true }], ['mobile 1']],
  ['released where nothing is', [{ released: true, environment: 'test' }], []],
  ['both', [{ deployedOrReleased: true }], ['mobile 1', 'web 3', 'web 4', 'web 5']],
  ['an environment means both', [{ environment: 'prod' }], ['mobile 1', 'web 3', 'web 4']],
  [
    'selectors add up, and the same one twice is one',
    [
      { tag: 'prod', consumer: 'web' },
      { latest: true, consumer: 'web' },
      { latest: true, consumer: 'web' }
    ],
    ['web 1', 'web 6']
  ],
  [
    'without selectors: main branches, else what is tagged as such, else the latest; and all that is live',
    [],
    ['batch 9', 'mobile 1', 'mobile 4', 'web 3', 'web 4', 'web 5', 'web 5']
  ]
]

for (const [says, selectors, expected] of rows) {
  t.test(says, async t => {
    const chosen = choosePublications({ selectors, providerBranch: 'feat' }, facts)
    t.same(chosen.map(each => each.publication.sha).sort(), expected)
  })
}

t.test('a choice says what the rule found', async t => {
  const choices = (selectors: ConsumerSelector[]) =>
    choosePublications({ selectors, providerBranch: 'feat' }, facts).map(({ choice }) => choice)
  t.same(choices([{ branch: 'old', fallbackBranch: 'main' }]), [
    { rule: 'branch', branch: 'old' },
    { rule: 'branch', branch: 'main', insteadOf: 'old' }
  ])
  t.same(choices([{ tag: 'x', latest: true, fallbackTag: 'main' }]), [{ rule: 'latest-with-tag', tag: 'main', insteadOf: 'x' }])
  t.same(choices([{ mainBranch: true, consumer: 'web' }]), [{ rule: 'branch', branch: 'main', main: true, consumer: 'web' }])
  t.same(choices([{ released: true }]), [{ rule: 'released', environment: 'prod', production: true }])
})

const needs: Array<[says: string, selectors: ConsumerSelector[], expected: object]> = [
  [
    'a branch needs its heads and those to fall back to',
    [{ branch: 'a', fallbackBranch: 'b' }],
    { branches: ['a', 'b'], latest: false, live: false }
  ],
  ['every branch needs all heads', [{ branch: true }, { branch: 'a' }], { branches: 'all' }],
  ['main branches are named by the consumers', [{ mainBranch: true }], { branches: ['main'] }],
  ['a matching branch is named by the provider', [{ matchingBranch: true }], { branches: ['feat'] }],
  [
    'a tag needs every version, the latest with it one',
    [{ tag: 'a' }, { tag: 'b', latest: true, fallbackTag: 'c' }],
    { tags: ['a'], tagHeads: ['b', 'c'], latest: false }
  ],
  ['an environment needs what is live', [{ environment: 'test' }], { live: true, branches: [] }],
  ['no selectors need a little of all', [], { branches: ['main'], tagHeads: ['main'], latest: true, live: true, tags: [] }]
]

for (const [says, selectors, expected] of needs) {
  t.test(says, async t => {
    t.match(needsOf({ selectors, providerBranch: 'feat' }, facts.consumers), expected)
  })
}
