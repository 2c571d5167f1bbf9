import type { Broker } from '../broker.ts'
import { type Badge, canIDeployBadge, canIMergeBadge, noPactBadge, notFoundBadge, pactBadge } from '../domain/badges.ts'
import { readCanIDeploy, readMatrixQuestion } from '../domain/matrix/read-question.ts'
import { verificationStatus } from '../domain/verification-status.ts'
import { newestResults, resultWithTag } from '../storage/newest-results.ts'
import { latestPublication, type Which } from '../storage/publications.ts'
import { askMatrix } from './ask-matrix.ts'
import { branchCandidate, type Candidate, mainBranchCandidate, taggedCandidate } from './find-candidate.ts'

interface Pair {
  provider: string
  consumer: string
}

interface Style {
  label?: string | undefined
  initials?: boolean
}

/** How the latest pact (of the versions in question) stands. */
export function badgeOfPact({ db }: Broker, pair: Pair, which: Which, style: Style): Promise<Badge> {
  return db.snapshot(async queries => {
    const publication = await latestPublication(queries, pair, which)
    if (publication === undefined) return noPactBadge
    const results = await newestResults(queries, [publication.id], which.tag)
    const status = verificationStatus(publication.contractId, results.get(publication.id))
    return pactBadge({ ...publication, consumerTag: which.tag }, status, style)
  })
}

/** How the newest consumer version with one tag stands with the newest provider version with another. */
export function badgeOfTags({ db }: Broker, pair: Pair & { tag: string; providerTag: string }, style: Style): Promise<Badge> {
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
  broker: Broker,
  { pacticipant, tag, to }: { pacticipant: string; tag: string; to: string },
  label: string | undefined
): Promise<Badge> {
  const candidate = await taggedCandidate(broker.db, pacticipant, tag)
  return canIDeploy(broker, candidate, { to }, deployable => canIDeployBadge(tag, to, deployable, label))
}

export async function badgeFromBranchToEnvironment(
  broker: Broker,
  { pacticipant, branch, environment }: { pacticipant: string; branch: string; environment: string },
  label: string | undefined
): Promise<Badge> {
  const candidate = await branchCandidate(broker.db, pacticipant, { branch, environment })
  return canIDeploy(broker, candidate, { environment }, deployable => canIDeployBadge(branch, environment, deployable, label))
}

/** Does the head of the main branch fit the heads of everyone's? */
export async function badgeOfMainBranch(broker: Broker, pacticipant: string, label: string | undefined): Promise<Badge> {
  const candidate = await mainBranchCandidate(broker.db, pacticipant)
  if ('absent' in candidate) return notFoundBadge(candidate.absent)
  const { question } = readMatrixQuestion({ q: [candidate], latestby: 'cvp', mainBranch: 'true', latest: 'true' })
  return canIMergeBadge((await askMatrix(broker, question)).summary.deployable, label)
}

async function canIDeploy(
  broker: Broker,
  candidate: Candidate,
  destination: { to: string } | { environment: string },
  draw: (deployable: boolean | null) => Badge
): Promise<Badge> {
  if ('absent' in candidate) return notFoundBadge(candidate.absent)
  const { question } = readCanIDeploy({ ...candidate, ...destination })
  if (question === undefined) return notFoundBadge('version')
  return draw((await askMatrix(broker, question)).summary.deployable)
}
