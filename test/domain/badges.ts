import t from 'tap'
import {
  type Badge,
  canIDeployBadge,
  canIMergeBadge,
  errorBadge,
  noPactBadge,
  notFoundBadge,
  pactBadge
} from '../../server/domain/badges.ts'

const pair = { consumer: 'Web Shop', provider: 'order-service' }
const tagged = { ...pair, consumerTag: 'Prod', providerTag: 'main' }

const cases: Array<[says: string, badge: Badge, left: string, right: string, colour: Badge['colour']]> = [
  ['a verified pact is green', pactBadge(pair, 'success'), 'web shop/order-service pact', 'verified', 'brightgreen'],
  ['a changed pact is orange', pactBadge(pair, 'stale'), 'web shop/order-service pact', 'changed', 'orange'],
  ['a failed pact is red', pactBadge(pair, 'failed'), 'web shop/order-service pact', 'failed', 'red'],
  ['so is one that was pending', pactBadge(pair, 'failed_pending'), 'web shop/order-service pact', 'failed (pending)', 'red'],
  ['a pact without result is grey', pactBadge(pair, 'never'), 'web shop/order-service pact', 'unknown', 'lightgrey'],
  ['the consumer alone', pactBadge(pair, 'never', { label: 'Consumer' }), 'web shop pact', 'unknown', 'lightgrey'],
  ['the provider alone', pactBadge(pair, 'never', { label: 'provider' }), 'order-service pact', 'unknown', 'lightgrey'],
  ['another label shows both', pactBadge(pair, 'never', { label: 'x' }), 'web shop/order-service pact', 'unknown', 'lightgrey'],
  ['initials', pactBadge(pair, 'never', { initials: true }), 'ws/os pact', 'unknown', 'lightgrey'],
  [
    'initials of humps and of accents; a single word stays whole',
    pactBadge({ consumer: 'ÄpfelBäume', provider: 'API' }, 'never', { initials: true }),
    'äb/api pact',
    'unknown',
    'lightgrey'
  ],
  [
    'initials of what is not one code unit',
    pactBadge({ consumer: '😀 x', provider: '_-_' }, 'never', { initials: true }),
    '😀x/_-_ pact',
    'unknown',
    'lightgrey'
  ],
  [
    'tags stand beside their side',
    pactBadge(tagged, 'never'),
    'web shop (Prod)/order-service (main) pact',
    'unknown',
    'lightgrey'
  ],
  ['no pact', noPactBadge, 'pact not found', 'unknown', 'lightgrey'],
  ['yes', canIDeployBadge('main', 'prod', true), 'can-i-deploy', 'main to prod', 'brightgreen'],
  ['no', canIDeployBadge('main', 'prod', false), 'can-i-deploy', 'main to prod', 'red'],
  ['unknown is no yes', canIDeployBadge('main', 'prod', null), 'can-i-deploy', 'main to prod', 'red'],
  ['a label of ones own', canIDeployBadge('main', 'prod', true, 'ship it?'), 'ship it?', 'main to prod', 'brightgreen'],
  ['it can be merged', canIMergeBadge(true), 'can-i-merge', 'success', 'brightgreen'],
  ['it cannot be merged', canIMergeBadge(false), 'can-i-merge', 'failed', 'red'],
  ['nobody knows whether it can be merged', canIMergeBadge(null, 'merge'), 'merge', 'unknown', 'lightgrey'],
  ['what is not there', notFoundBadge('branch'), 'branch', 'not found', 'lightgrey'],
  ['what went wrong', errorBadge('ab12'), 'error', 'reference: ab12', 'lightgrey']
]

t.test('the words and colours of badges', async t => {
  for (const [says, badge, left, right, colour] of cases) t.same(badge, { left, right, colour }, says)
})
