import type { Choice, Chosen } from './chosen-publication.ts'
import type { PactToVerify } from './pacts-to-verify.ts'
import type { VerificationQuestion } from './verification-question.ts'
import { usualLookBackDays } from './work-in-progress.ts'

/** A sentence that the verifier prints at the moment named by `when`. Reference 3.7.5. */
export interface VerificationNotice {
  when: string
  text: string
}

type Asked = Pick<VerificationQuestion, 'providerBranch' | 'providerTags'> & { lookBackDays?: number }

const before = (text: string): VerificationNotice => ({ when: 'before_verification', text })

export const oldFormNotice = before(
  'This verifier asks for its pacts in the old form (GET), which knows tags only. Upgrade it to use branches and environments.'
)

/** Why the pact is in the list, and what its result will mean for the build. */
export function noticesFor(item: PactToVerify, url: string, asked: Asked): VerificationNotice[] {
  const inclusion = before(item.wip ? whyInProgress(item, url, asked) : whyChosen(item, url))
  const { pending } = item
  if (pending === undefined) return [inclusion]
  if (!pending.pending) {
    return [
      inclusion,
      before(`This pact has been verified successfully by ${whereOf(asked, [])} before. A failure will break the build.`)
    ]
  }
  const where = whereOf(asked, pending.tags)
  const why = item.wip ? 'it is work in progress' : `no successful result from ${where} is known`
  return [
    inclusion,
    before(`This pact is pending, because ${why}. A failure will not break the build.`),
    ...afterVerification(where)
  ]
}

function afterVerification(where: string): VerificationNotice[] {
  const after = (success: boolean, published: boolean, text: string) => ({
    when: `after_verification:success_${success}_published_${published}`,
    text
  })
  return [
    after(true, false, `This pact is still pending for ${where}, because the successful result was not published.`),
    after(false, false, `This pact is still pending for ${where}.`),
    after(true, true, `This pact is no longer pending for ${where}: from now on a failure breaks the build.`),
    after(false, true, `This pact is still pending for ${where}: it stays so until a success is published.`)
  ]
}

/** Where the asking build belongs: its branch, else its tags, else the provider as a whole. */
function whereOf({ providerBranch, providerTags }: Asked, pendingTags: string[]): string {
  if (providerBranch !== undefined) return `branch ${providerBranch}`
  const tags = pendingTags.length > 0 ? pendingTags : providerTags
  if (tags.length > 0) return `a version with tag ${tags.join(' or ')}`
  return 'any version of this provider'
}

function whyChosen({ chosen }: PactToVerify, url: string): string {
  const lines = [...new Set([...chosen.flatMap(sentenceFor), ...liveSentences(chosen)])]
  const reasons = lines.length === 1 ? 'this rule' : 'these rules'
  return `The pact at ${url} is verified because ${reasons} chose it:\n${lines.map(line => `* ${line}`).join('\n')}`
}

function whyInProgress({ chosen }: PactToVerify, url: string, asked: Asked): string {
  const heads = chosen.map(({ choice, publication }) => `${headOf(choice)} (${publication.version})`).join(', ')
  const { providerBranch, lookBackDays = usualLookBackDays } = asked
  const recently = providerBranch === undefined ? '' : ` in the last ${lookBackDays} days`
  const sharing = new Set(chosen.map(({ publication }) => publication.version)).size > 1
  return (
    `The pact at ${url} is work in progress: it belongs to the latest version of ${heads}` +
    `${sharing ? ' (they share this content)' : ''}, and no build of ${whereOf(asked, [])} that selected it ` +
    `explicitly has verified it successfully${recently}.`
  )
}

const headOf = (choice: Choice) =>
  choice.rule === 'branch' ? `branch ${choice.branch}` : choice.rule === 'latest-with-tag' ? `tag ${choice.tag}` : choice.rule

const whose = (choice: Choice) => (choice.consumer === undefined ? 'each consumer' : choice.consumer)

/** Empty for what is live, which has a sentence for all of it. */
function sentenceFor({ choice, publication }: Chosen): string[] {
  switch (choice.rule) {
    case 'latest':
      return [`latest version of ${whose(choice)} that has a pact with this provider (${publication.version})`]
    case 'branch':
      return [`latest version of ${whose(choice)} ${branchWords(choice)} (${publication.version})`]
    case 'latest-with-tag': {
      const fallback = choice.insteadOf === undefined ? '' : `, as no consumer has a pact with tag ${choice.insteadOf}`
      return [`latest version of ${whose(choice)} with tag ${choice.tag}${fallback} (${publication.version})`]
    }
    case 'tag':
      return [`every version of ${whose(choice)} with tag ${choice.tag} (${publication.version})`]
    case 'deployed':
    case 'released':
      return []
  }
}

function branchWords({ branch, main, matching, insteadOf }: Choice & { rule: 'branch' }): string {
  if (main) return `from its main branch, ${branch}`
  if (matching) return `from branch ${branch}, named as the branch of this provider`
  return insteadOf === undefined ? `from branch ${branch}` : `from branch ${branch}, as it has no branch ${insteadOf}`
}

/** One line for everything deployed, one for everything supported; each apart for a selector limited to a consumer. */
function liveSentences(chosen: readonly Chosen[]): string[] {
  const lines = new Map<string, string[]>()
  for (const { choice, publication } of chosen) {
    if (choice.rule !== 'deployed' && choice.rule !== 'released') continue
    const state = choice.rule === 'deployed' ? 'now deployed to' : 'now supported in'
    const words = `versions of ${whose(choice)} ${state}`
    lines.set(words, [...(lines.get(words) ?? []), `${choice.environment} (${publication.version})`])
  }
  return [...lines].map(([words, places]) => `${words} ${inWords(places)}`)
}

const inWords = (parts: string[]) => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`)
