import type { Broker } from '../broker.ts'
import { type Badge, canIDeployBadge, canIMergeBadge, noPactBadge, notFoundBadge, pactBadge } from '../domain/badges.ts'
import { readCanIDeploy, readMatrixQuestion } from '../domain/matrix/read-question.ts'
import type { Moment } from '../domain/moment.ts'
import { verificationStatus } from '../domain/verification-status.ts'
import type { Database } from '../storage/database.ts'
import { newestResults, resultWithTag } from '../storage/newest-results.ts'
import { latestPublication, type Which } from '../storage/publications.ts'
import { askMatrix } from './ask-matrix.ts'
import { branchCandidate, type Candidate, mainBranchCandidate, taggedCandidate } from './find-candidate.ts'

interface Pair {
  provider: string
  consumer: string
}

/** What a question about a deployment needs. */
interface Asking extends Pick<Broker, 'db' | 'now' | 'config'> {
  moment: Moment
}

interface Style {
  label?: string | undefined
  initials?: boolean
}

/** How the latest pact (of the versions in question) stands. */
export function badgeOfPact(db: Database, pair: Pair, which: Which, style: Style): Promise<Badge> {
  return db.snapshot(async queries => {
    const publication = await latestPublication(queries, pair, which)
    if (publication === undefined) return noPactBadge
    const results = await newestResults(queries, [publication.id], which.tag)
    const status = verificationStatus(publication.contractId, results.get(publication.id))
    return pactBadge({ ...publication, consumerTag: which.tag }, status, style)
  })
}

/** How the newest consumer version with one tag stands with the newest provider version with another. */
export function badgeOfTags(db: Database, pair: Pair & { tag: string; providerTag: string }, style: Style): Promise<Badge> {
  const { tag, providerTag } = pair
  return db.snapshot(async queries => {
    const publication = await latestPublication(queries, pair, { tag })
    if (publication === undefined) return noPactBadge
    const { contractId } = publication
    const status = verificationStatus(contractId, await resultWithTag(queries, contractId, providerTag))
    return pactBadge({ ...publication, consumerTag: tag, providerTag }, status, style)
  })
}

export async function badgeFromTagToTag(
  asking: Asking,
  { pacticipant, tag, to }: { pacticipant: string; tag: string; to: string },
  label: string | undefined
): Promise<Badge> {
  const candidate = await taggedCandidate(asking.db, pacticipant, tag)
  return canIDeploy(asking, candidate, { to }, deployable => canIDeployBadge(tag, to, deployable, label))
}

export async function badgeFromBranchToEnvironment(
  asking: Asking,
  { pacticipant, branch, environment }: { pacticipant: string; branch: string; environment: string },
  label: string | undefined
): Promise<Badge> {
  const candidate = await branchCandidate(asking.db, pacticipant, { branch, environment })
  const draw = (deployable: boolean | null) => canIDeployBadge(branch, environment, deployable, label)
  return canIDeploy(asking, candidate, { environment }, draw)
}

/** Does the head of the main branch fit the heads of everyone's? */
export async function badgeOfMainBranch(asking: Asking, pacticipant: string, label: string | undefined): Promise<Badge> {
  const candidate = await mainBranchCandidate(asking.db, pacticipant)
  if ('absent' in candidate) return notFoundBadge(candidate.absent)
  const { question } = readMatrixQuestion({ q: [candidate], latestby: 'cvp', mainBranch: 'true', latest: 'true' })
  return canIMergeBadge((await askMatrix(asking, question, asking.moment)).summary.deployable, label)
}

async function canIDeploy(
  asking: Asking,
  candidate: Candidate,
  destination: { to: string } | { environment: string },
  draw: (deployable: boolean | null) => Badge
): Promise<Badge> {
  if ('absent' in candidate) return notFoundBadge(candidate.absent)
  const { question } = readCanIDeploy({ ...candidate, ...destination })
  if (question === undefined) return notFoundBadge('version')
  return draw((await askMatrix(asking, question, asking.moment)).summary.deployable)
}
