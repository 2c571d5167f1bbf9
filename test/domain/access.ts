import t from 'tap'
import { type Access, accessNeeded, suffices } from '../../server/domain/access.ts'

const closed = { allowPublicRead: false, publicHeartbeat: false, enablePublicBadgeAccess: false }

const rows: Array<[method: string, path: string, open: Partial<typeof closed>, needed: Access]> = [
  ['GET', '/', {}, 'read'],
  ['HEAD', '/pacticipants', {}, 'read'],
  ['OPTIONS', '/pacticipants', {}, 'read'],
  ['GET', '/', { allowPublicRead: true }, 'none'],
  ['POST', '/pacticipants', { allowPublicRead: true }, 'write'],
  ['PUT', '/pacticipants/web', {}, 'write'],
  ['PATCH', '/pacticipants/web', {}, 'write'],
  ['DELETE', '/pacticipants/web', {}, 'write'],
  ['PROPFIND', '/', { allowPublicRead: true }, 'write'],
  ['POST', '/pacts/provider/api/for-verification', {}, 'read'],
  ['POST', '/pacts/provider/a%2Fb/for-verification/', {}, 'read'],
  ['POST', '/pacts/provider/api/for-verification', { allowPublicRead: true }, 'none'],
  ['PUT', '/pacts/provider/api/for-verification', {}, 'write'],
  ['POST', '/pacts/provider/a/b/for-verification', {}, 'write'],
  ['GET', '/diagnostic/status/heartbeat', {}, 'read'],
  ['GET', '/diagnostic/status/heartbeat', { publicHeartbeat: true }, 'none'],
  ['OPTIONS', '/diagnostic/status/heartbeat/', { publicHeartbeat: true }, 'none'],
  ['POST', '/diagnostic/status/heartbeat', { publicHeartbeat: true }, 'write'],
  ['GET', '/diagnostic/status/heartbeat/x', { publicHeartbeat: true }, 'read'],
  ['GET', '/diagnostic/status', { publicHeartbeat: true }, 'read'],
  ['GET', '/pacts/provider/P/consumer/C/latest/badge', { enablePublicBadgeAccess: true }, 'none'],
  ['GET', '/pacts/provider/P/consumer/C/latest/badge', {}, 'read'],
  ['GET', '/pacts/provider/P/consumer/C/latest/main/badge.svg', { enablePublicBadgeAccess: true }, 'none'],
  ['GET', '/pacts/provider/P/consumer/C/latest-untagged/badge.svg', { enablePublicBadgeAccess: true }, 'none'],
  ['GET', '/matrix/provider/P/latest/a/consumer/C/latest/b/badge', { enablePublicBadgeAccess: true }, 'none'],
  ['GET', '/pacticipants/N/latest-version/a/can-i-deploy/to/b/badge', { enablePublicBadgeAccess: true }, 'none'],
  [
    'GET',
    '/pacticipants/N/branches/b/latest-version/can-i-deploy/to-environment/e/badge',
    { enablePublicBadgeAccess: true },
    'none'
  ],
  ['GET', '/pacticipants/N/main-branch/can-i-merge/badge', { enablePublicBadgeAccess: true }, 'none'],
  ['POST', '/pacticipants/N/main-branch/can-i-merge/badge', { enablePublicBadgeAccess: true }, 'write'],
  ['GET', '/pacts/provider/P/consumer/C/latest', { enablePublicBadgeAccess: true }, 'read'],
  ['GET', '/pacticipants/N/versions/badge', { enablePublicBadgeAccess: true }, 'read'],
  ['GET', '//pacts/provider/P/consumer/C/latest/badge', { enablePublicBadgeAccess: true }, 'read']
]

for (const [method, path, open, needed] of rows) {
  const where = Object.keys(open).join(', ')
  t.test(`${method} ${path} needs ${needed}${where === '' ? '' : ` with ${where}`}`, async t =>
    t.equal(accessNeeded(method, path, { ...closed, ...open }), needed)
  )
}

t.test('whoever may write may read, and nobody else more than what is granted', async t => {
  t.ok(suffices('write', 'read'))
  t.ok(suffices('read', 'read'))
  t.notOk(suffices('read', 'write'))
  t.notOk(suffices('none', 'read'))
})
