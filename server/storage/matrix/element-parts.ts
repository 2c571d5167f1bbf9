import { ruleSetVersion } from '../../domain/comparison/findings.ts'
import type { OfferedDocument, User } from '../../domain/elements/facts.ts'
import { unpackUsed } from '../../domain/elements/used-elements.ts'
import { elementRules, unpackElements } from '../../domain/windows/document-elements.ts'
import { unpackBody } from '../bodies.ts'
import { isLive } from '../live.ts'
import { type Sql, sql } from '../sql.ts'
import type { CircumstancePart, CircumstanceRow, PartSlots } from './circumstances.ts'
import { isStillHeld } from './held.ts'

/** `replaced`: what versions in the slot offer that the candidate takes, where that is something else than `offered`, its own. */
const replacing = ({ environment, inSlot }: PartSlots): Sql => sql`
  versions candidate
  join version_offers offered on offered.version_id = candidate.id
  join live running on running.environment_id = ${environment} and running.application_id = candidate.application_id
    and running.kind = 'deployed' and running.version_id <> candidate.id
    ${inSlot}
  join version_offers replaced on replaced.version_id = running.version_id and replaced.set_id <> offered.set_id`

/** The elements of the documents of the candidate, and of those of the versions that it replaces. */
const offeredDocuments: CircumstancePart = {
  kind: 'offered',
  hasBody: true,
  select: slots => sql`
    select 'offered' as kind, candidate.id as candidate, candidate.number as subject, document.kind as detail, cast(null as text) as extra,
      candidate.id as first, document.id as second, known.packed, known.body
    from versions candidate
    join version_offers own on own.version_id = candidate.id
    join document_set_members member on member.set_id = own.set_id
    join provider_documents document on document.id = member.document_id
    left join document_elements known on known.document_id = document.id and known.rules = ${elementRules}
    where candidate.id ${slots.isCandidate} and candidate.id in (select candidate.id from ${replacing(slots)} where candidate.id ${slots.isCandidate})
    union all
    select 'offered', candidate.id, version.number, document.kind, cast(null as text), version.id, document.id, known.packed, known.body
    from ${replacing(slots)}
    join versions version on version.id = running.version_id
    join document_set_members member on member.set_id = replaced.set_id
    join provider_documents document on document.id = member.document_id
    left join document_elements known on known.document_id = document.id and known.rules = ${elementRules}
    where candidate.id ${slots.isCandidate}`,
  add({ elements }, { subject, detail, first, second, ...row }) {
    const [versionId, documentId] = [first as number, second as number]
    if (elements.documents.some(known => known.versionId === versionId && known.documentId === documentId)) return
    const body = bodyOf(row)
    elements.documents.push({
      versionId,
      version: subject as string,
      documentId,
      kind: detail as OfferedDocument['kind'],
      elements: body === undefined ? undefined : unpackElements(body)
    })
  }
}

/** Consumer versions that count, with what they use of what the candidate replaces; not where they use just the same of what it offers. */
const users: CircumstancePart = {
  kind: 'user',
  hasBody: true,
  select: slots => sql`
    select 'user' as kind, candidate.id as candidate, consumer.name as subject, version.number as detail, counting.how as extra,
      running.version_id as first, counting.until as second, used.packed, used.body
    from ${replacing(slots)}
    join integrations integration on integration.provider_id = candidate.application_id
    join (
      select application_id, version_id, 'live' as how, cast(null as bigint) as until from live
      where environment_id = ${slots.environment} and ${isLive(sql`live`, slots.now)}
      union all
      select application_id, version_id, kind, until from held_versions
      where environment_id = ${slots.environment} and ${isStillHeld(sql`held_versions`, slots.now)}
      union all
      select other.application_id, other.id, 'candidate', null from versions other where other.id ${slots.isCandidate}
    ) counting on counting.application_id = integration.consumer_id and counting.version_id <> candidate.id
    join publications publication on publication.version_id = counting.version_id
      and publication.provider_id = candidate.application_id and publication.superseded = 0
    join comparisons before on before.contract_id = publication.contract_id and before.set_id = replaced.set_id
      and before.rule_set = ${ruleSetVersion}
    join used_elements used on used.comparison_id = before.id
    left join comparisons next on next.contract_id = publication.contract_id and next.set_id = offered.set_id
      and next.rule_set = ${ruleSetVersion}
    left join used_elements kept on kept.comparison_id = next.id
    join versions version on version.id = counting.version_id
    join applications consumer on consumer.id = integration.consumer_id
    where candidate.id ${slots.isCandidate} and (kept.digest is null or kept.digest <> used.digest)`,
  add({ elements }, { subject, detail, extra, first, second, ...row }) {
    elements.users.push({
      application: subject as string,
      version: detail as string,
      how: extra as User['how'],
      until: second,
      replacedId: first as number,
      used: unpackUsed(bodyOf(row) as string)
    })
  }
}

/** The applications whose elements the candidate offers or uses. */
const concerned = ({ isCandidate }: PartSlots): Sql => sql`(
  select candidate.id as candidate_id, candidate.application_id from versions candidate where candidate.id ${isCandidate}
  union select own.version_id, own.provider_id from publications own where own.version_id ${isCandidate} and own.superseded = 0) concerned`

/** Dates as they were announced or set by command, and those in the documents of the candidate and of what is live. */
const dates: CircumstancePart = {
  kind: 'dates',
  select: slots => sql`
    select 'dates' as kind, concerned.candidate_id as candidate, application.name as subject, announced.element as detail,
      cast(null as text) as extra, announced.deprecated_on as first, announced.sunset as second
    from ${concerned(slots)}
    join announced_windows announced on announced.application_id = concerned.application_id
    join applications application on application.id = concerned.application_id
    union
    select 'dates', concerned.candidate_id, application.name, commanded.element, '', commanded.deprecated_on, commanded.sunset
    from ${concerned(slots)}
    join windows commanded on commanded.application_id = concerned.application_id
    join applications application on application.id = concerned.application_id
    union
    select 'dates', concerned.candidate_id, application.name, dated.element, version.number, dated.deprecated_on, dated.sunset
    from ${concerned(slots)}
    join (
      select application_id, version_id from live where environment_id = ${slots.environment} and ${isLive(sql`live`, slots.now)}
      union select application_id, id from versions where id ${slots.isCandidate}
    ) counting on counting.application_id = concerned.application_id
    join version_offers offer on offer.version_id = counting.version_id
    join document_set_members member on member.set_id = offer.set_id
    join dated_elements dated on dated.document_id = member.document_id
    join versions version on version.id = counting.version_id
    join applications application on application.id = concerned.application_id`,
  add({ elements }, { subject, detail, extra, first, second }) {
    elements.dates.push({
      application: subject as string,
      element: detail as string,
      version: extra,
      deprecatedOn: first,
      sunset: second
    })
  }
}

/** Live versions of a publication's provider that have anything deprecated, and the comparison with what they offer. */
const metLive = ({ environment, now }: PartSlots, publication: Sql): Sql => sql`
  join live there on there.environment_id = ${environment} and there.application_id = ${publication}.provider_id
    and ${isLive(sql`there`, now)}
  join version_offers offer on offer.version_id = there.version_id and (
    exists (select 1 from announced_windows announced where announced.application_id = there.application_id)
    or exists (
      select 1 from document_set_members member join dated_elements dated on dated.document_id = member.document_id
      where member.set_id = offer.set_id))
  join versions version on version.id = there.version_id
  join applications provider on provider.id = there.application_id
  left join comparisons compared on compared.contract_id = ${publication}.contract_id and compared.set_id = offer.set_id
    and compared.rule_set = ${ruleSetVersion}
  left join used_elements used on used.comparison_id = compared.id`

/** What the candidate uses of live providers that have anything deprecated, and what the version that it replaces does. */
const needs: CircumstancePart = {
  kind: 'need',
  hasBody: true,
  select: slots => sql`
    select 'need' as kind, own.version_id as candidate, provider.name as subject, version.number as detail, 'now' as extra,
      own.contract_id as first, cast(null as bigint) as second, used.packed, used.body
    from publications own ${metLive(slots, sql`own`)}
    where own.version_id ${slots.isCandidate} and own.superseded = 0
    union all
    select 'need', candidate.id, provider.name, version.number, 'before', earlier.contract_id, null, used.packed, used.body
    from versions candidate
    join live running on running.environment_id = ${slots.environment} and running.application_id = candidate.application_id
      and running.kind = 'deployed' and running.version_id <> candidate.id
      ${slots.inSlot}
    join publications earlier on earlier.version_id = running.version_id and earlier.superseded = 0
    ${metLive(slots, sql`earlier`)}
    where candidate.id ${slots.isCandidate} and exists (
      select 1 from publications own
      where own.version_id = candidate.id and own.provider_id = earlier.provider_id and own.superseded = 0)`,
  add({ elements }, { subject, detail, extra, ...row }) {
    const body = bodyOf(row)
    elements.needs.push({
      provider: subject as string,
      version: detail as string,
      isBefore: extra === 'before',
      used: body === undefined ? undefined : unpackUsed(body)
    })
  }
}

function bodyOf({ packed, body }: Pick<CircumstanceRow, 'packed' | 'body'>): string | undefined {
  return packed === null || body === null ? undefined : unpackBody({ packed, body })
}

export const elementParts: readonly CircumstancePart[] = [offeredDocuments, users, dates, needs]
