import type { Notice } from '../../problem.ts'
import { shellWord } from '../shell-word.ts'
import type { ContentChange } from './content-change.ts'
import { describeChange } from './describe-change.ts'

export interface PublishedContract {
  provider: string
  outcome: 'create' | 'unchanged' | 'change' | 'merge'
  change: ContentChange | undefined
  everVerified: boolean
  url: string
  events: readonly string[]
  triggered: readonly TriggeredNotice[]
  /** Whether any webhook, enabled or not, concerns the pair. */
  hasWebhooks: boolean
}

/** A webhook that will be called. */
export interface TriggeredNotice {
  description: string
  event: string
  logUrl: string
}

export interface PublishedVersion {
  application: string
  number: string
  isNew: boolean
  retired: boolean
  branch: string | undefined
  tags: readonly string[]
  contracts: readonly PublishedContract[]
}

/** A version that published anything. */
export type VersionPlaced = Omit<PublishedVersion, 'contracts' | 'retired'>

/** What happened, in the reference's order (1.9); clients print it. */
export function publishNotices(published: PublishedVersion): Notice[] {
  const contracts = published.contracts.flatMap(contract => contractNotices(published, contract))
  return [...versionNotices(published), ...(published.retired ? [retiredNotice(published)] : []), ...contracts]
}

/** What became of the version itself, whatever it published. */
export function versionNotices({ application, number, isNew, branch, tags }: VersionPlaced): Notice[] {
  const where = [
    ...(branch === undefined ? [] : [`on branch ${branch}`]),
    ...(tags.length === 0 ? [] : [`with tag${tags.length > 1 ? 's' : ''} ${tags.join(', ')}`])
  ]
  const notices: Notice[] = [
    { type: 'debug', text: [`${isNew ? 'Created' : 'Updated'} ${application} version ${number}`, ...where].join(' ') }
  ]
  if (branch === undefined) {
    notices.push({
      type: 'prompt',
      text: `  Next step: say on which branch ${application} version ${number} was made, so that providers can select it.`
    })
  }
  return notices
}

function retiredNotice({ application }: PublishedVersion): Notice {
  const command = `soloist reinstate --pacticipant ${shellWord(application)}`
  return {
    type: 'warning',
    text: `${application} is retired, so its contracts are not given to providers for verification. If it is in use: ${command}`
  }
}

function contractNotices({ application, number }: PublishedVersion, contract: PublishedContract): Notice[] {
  const { provider, outcome, everVerified, url, triggered, hasWebhooks } = contract
  const pact = `Pact of ${application} version ${number} with ${provider}`
  const notices: Notice[] = [
    outcomeNotice(pact, outcome),
    { type: 'debug', text: `  View the published pact at ${url}` },
    { type: 'debug', text: `  Events detected: ${eventsOf(contract).join(', ')}` },
    ...triggered.map(({ description, event, logUrl }): Notice => {
      return { type: 'debug', text: `  Webhook "${description}" triggered for event ${event}. Its log: ${logUrl}` }
    })
  ]
  if (hasWebhooks && triggered.length === 0) {
    notices.push({ type: 'debug', text: '  No enabled webhook of the pair waits for these events.' })
  }
  const steps = [
    ...(everVerified ? [] : [`Verify the pact in the pipeline of ${provider}: no result for it was ever published.`]),
    ...(hasWebhooks
      ? []
      : [`Add a webhook, so that ${provider} is verified as soon as the pact changes: no webhook concerns the pair.`])
  ]
  if (steps.length > 0) notices.push({ type: 'prompt', text: '  Next steps:' })
  return [...notices, ...steps.map((step): Notice => ({ type: 'prompt', text: `    * ${step}` }))]
}

function outcomeNotice(pact: string, outcome: PublishedContract['outcome']): Notice {
  switch (outcome) {
    case 'create':
      return { type: 'success', text: `${pact} published.` }
    case 'unchanged':
      return { type: 'success', text: `${pact} published again, unchanged.` }
    case 'merge':
      return { type: 'success', text: `${pact} merged with what was published before.` }
    case 'change':
      return {
        type: 'warning',
        text: `${pact} replaced by other content. A version whose content changes makes earlier answers about it untrue: publish new content under a new version.`
      }
  }
}

/** `contract_content_unchanged` is only told here; nobody can wait for it. */
function eventsOf({ outcome, change, events }: PublishedContract): string[] {
  const told = events.map(event =>
    event === 'contract_content_changed' && change !== undefined ? `${event} (${reasonOf(change)})` : event
  )
  return outcome === 'unchanged' ? [...told, 'contract_content_unchanged (same content, same version)'] : told
}

function reasonOf({ code, tag }: ContentChange): string {
  const on = tag === undefined ? '' : ` with tag ${tag}`
  switch (code) {
    case 'first':
      return `first pact of the pair${on}`
    case 'changed':
      return `content differs from the previous version${on}`
    case 'republished':
      return 'content of this version changed'
  }
}

export interface RefusedContract {
  provider: string
  conflicts: boolean
  before: Parameters<typeof describeChange>[0]
  after: Parameters<typeof describeChange>[1]
}

/** Why a contract is refused, and what differs. */
export function refusalNotices(application: string, number: string, refused: RefusedContract): [Notice, Notice] {
  return [
    { type: 'error', text: refusalSentence(application, number, refused) },
    { type: 'info', text: describeChange(refused.before, refused.after) }
  ]
}

export function refusalSentence(application: string, number: string, refused: Omit<RefusedContract, 'before' | 'after'>): string {
  const pact = `${application} version ${number} has already published a pact with ${refused.provider}`
  return refused.conflicts
    ? `${pact} that cannot be merged with this one: an interaction of the same description and state has another request, or one side has no interactions.`
    : `${pact} with other content. Publish each content under a version of its own, such as the commit.`
}

export const similarNameSentence = (name: string, similar: readonly string[]) =>
  `${name} is not known, but looks like ${similar.join(', ')}. If it is meant, correct the name; if it is another application, create it first: POST /pacticipants {"name": ${JSON.stringify(name)}}.`
