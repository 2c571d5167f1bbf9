import t, { type Test } from 'tap'
import {
  findBranchPeriod,
  firstUses,
  settledForBranch,
  successesAtAll,
  successesByBranch,
  successesByTags,
  taggedSuccesses
} from '../../server/storage/successes.ts'
import { type Engine, forEachEngine, freshDatabase } from '../engines.ts'
import { type Facts, placeFacts } from '../facts.ts'

/** web 1 has a contract with api; provider versions `m` are on main, `f` on feat, which began at 500. */
async function tell(t: Test, engine: Engine) {
  let now = 100
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db, () => now)
  const at = async (moment: number, what: () => Promise<unknown>) => {
    now = moment
    await what()
  }
  await facts.published('web', '1', { api: 1 })
  await facts.branched('api', 'm1', 'main')
  await at(500, () => facts.branched('api', 'f1', 'feat'))
  const provider = await facts.applicationId('api')
  const contract = await facts.contractId('web', 'api', 1)
  return { db, facts, at, provider, contract }
}

type Happening = [moment: number, providerVersion: string, rest?: { success?: boolean; wip?: boolean }]
const verified = (facts: Facts, number: string, rest = {}) => facts.verified('web', '1', 'api', number, rest)

const pending: Array<[says: string, happened: Happening[], branch: string, onBranch: boolean, elsewhereBefore: boolean]> = [
  ['no result', [], 'feat', false, false],
  ['a failure', [[100, 'm1', { success: false }]], 'feat', false, false],
  ['a success on another branch before', [[499, 'm1']], 'feat', false, true],
  ['a success on another branch afterwards', [[501, 'm1']], 'feat', false, false],
  ['a success on the branch', [[900, 'f1']], 'feat', true, false],
  [
    'a success and then a failure',
    [
      [900, 'f1'],
      [901, 'f1', { success: false }]
    ],
    'feat',
    true,
    false
  ],
  ['a success that was work in progress', [[900, 'f1', { wip: true }]], 'feat', true, false],
  ['a success by a version without branch', [[200, 'bare']], 'feat', false, false],
  ['a branch that is not known yet', [[900, 'm1']], 'fresh', false, true]
]

for (const [says, happened, branch, onBranch, elsewhereBefore] of pending) {
  await forEachEngine(t, `pending for a branch: ${says}`, async (t, engine) => {
    const { db, facts, at, provider, contract } = await tell(t, engine)
    for (const [moment, number, rest] of happened) await at(moment, () => verified(facts, number, rest))
    const period = await findBranchPeriod(db, provider, branch)
    const found = await successesByBranch(db, [contract], period)
    t.same(found.get(contract), { by: 'branch', onBranch, elsewhereBefore })
  })
}

const day = 24 * 60 * 60 * 1000
const settled: Array<[says: string, happened: Happening[], branch: string, settled: boolean]> = [
  ['no result', [], 'feat', false],
  ['a success on the branch', [[900, 'f1']], 'feat', true],
  ['one that was work in progress', [[900, 'f1', { wip: true }]], 'feat', false],
  [
    'one and then a failure',
    [
      [900, 'f1'],
      [901, 'f1', { success: false }]
    ],
    'feat',
    true
  ],
  ['one before the look-back', [[150, 'f1']], 'feat', false],
  ['one on another branch before the first version', [[499, 'm1']], 'feat', true],
  ['one on another branch afterwards', [[501, 'm1']], 'feat', false],
  [
    'one before and one afterwards by the same version',
    [
      [300, 'm1'],
      [600, 'm1']
    ],
    'feat',
    true
  ],
  [
    'work in progress before and a success afterwards',
    [
      [300, 'm1', { wip: true }],
      [600, 'm1']
    ],
    'feat',
    false
  ],
  [
    'one before the look-back and one afterwards',
    [
      [150, 'm1'],
      [600, 'm1']
    ],
    'feat',
    false
  ],
  ['a branch that is not known yet', [[day, 'm1']], 'fresh', true]
]

for (const [says, happened, branch, expected] of settled) {
  await forEachEngine(t, `settled for a branch: ${says}`, async (t, engine) => {
    const { db, facts, at, provider, contract } = await tell(t, engine)
    for (const [moment, number, rest] of happened) await at(moment, () => verified(facts, number, rest))
    const period = await findBranchPeriod(db, provider, branch)
    t.same(await settledForBranch(db, [contract], period, 200), new Set(expected ? [contract] : []))
  })
}

await forEachEngine(t, 'a branch begins with the version first put on it, even if an older one follows', async (t, engine) => {
  const { db, facts, at, provider } = await tell(t, engine)
  await at(700, () => facts.branched('api', 'm1', 'feat'))
  t.match(await findBranchPeriod(db, provider, 'feat'), { createdAt: 500, firstVersionAt: 500 })
  await at(800, () => facts.branched('api', 'm1', 'late'))
  t.match(await findBranchPeriod(db, provider, 'late'), { createdAt: 800, firstVersionAt: 100 })
  t.equal(await findBranchPeriod(db, provider, 'none'), undefined)
})

await forEachEngine(t, 'pending for tags: each tag is looked at by itself', async (t, engine) => {
  const { db, facts, at, provider, contract } = await tell(t, engine)
  await at(100_000, () => facts.tagged('api', 'm1', 'main'))
  await at(100_000, () => verified(facts, 'm1'))
  await at(200_000, () => facts.tagged('api', 'f1', 'later'))
  await at(50_000, () => facts.tagged('api', 'f1', 'earlier'))
  const tags = ['main', 'later', 'earlier', 'never']
  const found = await successesByTags(db, [contract], provider, tags)
  t.same(found.get(contract), {
    by: 'tags',
    withTag: new Map(Object.entries({ main: true, later: true, earlier: false })),
    withAnyTag: true,
    tags
  })
  t.same(await firstUses(db, provider, ['main', 'earlier', 'never']), new Map(Object.entries({ main: 100_000, earlier: 50_000 })))
})

await forEachEngine(t, 'pending for nobody in particular: any success will do', async (t, engine) => {
  const { db, facts, contract } = await tell(t, engine)
  await verified(facts, 'bare', { success: false })
  t.same((await successesAtAll(db, [contract])).get(contract), { by: 'provider', any: false })
  await verified(facts, 'bare')
  t.same((await successesAtAll(db, [contract])).get(contract), { by: 'provider', any: true })
})

await forEachEngine(t, 'successes remember the tags of their moment, and the first of each kind', async (t, engine) => {
  const { db, facts, at, contract } = await tell(t, engine)
  await at(100_000, () => facts.tagged('api', 'm1', 'dev'))
  await at(100_001, () => verified(facts, 'm1'))
  await at(100_002, () => verified(facts, 'm1'))
  await at(100_003, () => verified(facts, 'm1', { wip: true }))
  await at(100_004, () => verified(facts, 'm1', { success: false }))
  await at(100_005, () => facts.tagged('api', 'm1', 'prod'))
  await at(100_006, () => verified(facts, 'm1'))
  const found = await taggedSuccesses(db, [contract])
  t.same(
    found.sort((a, b) => a.firstAt - b.firstAt),
    [
      { contractId: contract, tags: ['dev'], firstAt: 100_001 },
      { contractId: contract, tags: ['dev', 'prod'], firstAt: 100_006 }
    ]
  )
})
