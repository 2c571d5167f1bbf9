/** What somebody may do. Whoever may write may read. */
export type Access = 'none' | 'read' | 'write'

export interface PublicParts {
  allowPublicRead: boolean
  publicHeartbeat: boolean
  enablePublicBadgeAccess: boolean
}

const asksOnly = new Set(['GET', 'HEAD', 'OPTIONS'])
const forVerification = /^\/pacts\/provider\/[^/]+\/for-verification$/
const autonomyOfLog = /^\/autonomy$/
const heartbeat = /^\/diagnostic\/status\/heartbeat$/
/** Reference 1.17. */
const badges = [
  /^\/pacts\/provider\/[^/]+\/consumer\/[^/]+\/(latest|latest\/[^/]+|latest-untagged)\/badge(\.\w+)?$/,
  /^\/matrix\/provider\/[^/]+\/latest\/[^/]+\/consumer\/[^/]+\/latest\/[^/]+\/badge(\.\w+)?$/,
  /^\/pacticipants\/[^/]+\/latest-version\/[^/]+\/can-i-deploy\/to\/[^/]+\/badge(\.\w+)?$/,
  /^\/pacticipants\/[^/]+\/branches\/[^/]+\/latest-version\/can-i-deploy\/to-environment\/[^/]+\/badge(\.\w+)?$/,
  /^\/pacticipants\/[^/]+\/main-branch\/can-i-merge\/badge(\.\w+)?$/
]

/** What a request needs, by its method and its path as it came (still encoded, without query). Reference 5.2. */
export function accessNeeded(method: string, path: string, parts: PublicParts): Access {
  const bare = path.replace(/\/$/, '')
  if (!asksOnly.has(method)) {
    // Some questions are a POST for their length only.
    if (method !== 'POST' || !(forVerification.test(bare) || autonomyOfLog.test(bare))) return 'write'
    return parts.allowPublicRead ? 'none' : 'read'
  }
  if (parts.allowPublicRead) return 'none'
  if (parts.publicHeartbeat && heartbeat.test(bare)) return 'none'
  if (parts.enablePublicBadgeAccess && badges.some(badge => badge.test(bare))) return 'none'
  return 'read'
}

const rank = { none: 0, read: 1, write: 2 }

export const suffices = (granted: Access, needed: Access): boolean => rank[granted] >= rank[needed]
