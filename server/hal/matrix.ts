import type { MatrixAnswer } from '../actions/ask-matrix.ts'
import { notesOn } from '../domain/matrix/notes.ts'
import type { Row } from '../domain/matrix/rows.ts'
import { encodeToken } from '../domain/metadata-token.ts'
import type { Decoration, EnvironmentFact } from '../storage/matrix/decorations.ts'
import { instant } from './document.ts'
import { type JsonText, json } from './json.ts'
import { urls } from './urls.ts'
import { verdictDocument } from './verdict.ts'

/**
 * The Pact Broker's document, with Soloist's verdict beside the summary. Absent things are an explicit null here. Written as text:
 * the candidate stands in every row, and each version is described once. Reference 1.12.
 */
export function matrixDocument(
  answer: MatrixAnswer,
  base: string,
  environment: string | undefined,
  reserving?: Reserving
): JsonText {
  const { summary, notices, rows, decorations, verdict } = answer
  const { deployable, success, failed, unknown, ignored } = summary
  const describe = versionDocuments(decorations, base)
  const head = {
    deployable,
    reason: notices.map(({ text }) => text).join('\n'),
    success,
    failed,
    unknown,
    ...(ignored === undefined ? {} : { ignored })
  }
  const matrix = rows.map(row => rowDocument(row, describe, base))
  const rest =
    reserving === undefined ? json`"matrix":${matrix}` : json`"reservation":${reserving.reservation},"matrix":${matrix}`
  if (verdict === undefined) return json`{"summary":${head},"notices":${notices},${rest}}`
  return json`{"summary":${head},"notices":${notices},"verdict":${verdictDocument(verdict, base, environment)},${rest}}`
}

/** The answer is to a question that would reserve; null where it was not yes. */
interface Reserving {
  reservation: object | null
}

function rowDocument(row: Row, describe: DescribeVersion, base: string): JsonText {
  const { consumer, provider, publication, result, contract, ignored, compared } = row
  const pact = base + urls.pact(provider.name, consumer.name, consumer.version.number)
  const verification =
    result === null
      ? null
      : {
          success: result.success,
          verifiedAt: instant(result.executedAt),
          _links: {
            self: {
              href: base + (result.comparison ? urls.comparison(result.number) : resultUrl(row, contract.sha, result.number))
            }
          }
        }
  const sides = json`"consumer":${sideDocument(consumer, describe, base)},"provider":${sideDocument(provider, describe, base)}`
  const facts = json`"pact":{"createdAt":${instant(publication.createdAt)},"_links":{"self":{"href":${pact}}}},"verificationResult":${verification}`
  const told =
    compared?.id === undefined ? facts : json`${facts},"comparison":${comparisonOf(compared.id, compared.outcome, base)}`
  const notes = notesOn(row)
  const noted = notes.length === 0 ? told : json`${told},"notes":${notes}`
  return ignored ? json`{${sides},${noted},"ignored":true}` : json`{${sides},${noted}}`
}

const comparisonOf = (id: number, outcome: string | undefined, base: string) => ({
  ...(outcome !== undefined && { outcome }),
  _links: { self: { href: base + urls.comparison(id) } }
})

function sideDocument({ name, version }: Row['consumer'] | Row['provider'], describe: DescribeVersion, base: string): JsonText {
  return json`{"name":${name},"version":${version && describe(name, version)},"_links":{"self":{"href":${base + urls.application(name)}}}}`
}

/** The address of a result, with the consumer version for which it is looked at. */
function resultUrl({ consumer, provider }: Row, sha: string, number: number): string {
  const token = encodeToken({ consumerVersions: [consumer.version.number], selectors: [] })
  return urls.verification(provider.name, consumer.name, sha, number, token)
}

type DescribeVersion = (name: string, version: { id: number; number: string }) => JsonText

/** Describes each version and environment once: the candidate stands in every row. */
function versionDocuments(decorations: Map<number, Decoration>, base: string): DescribeVersion {
  const environment = once(
    ({ uuid }: EnvironmentFact) => uuid,
    fact => environmentDocument(fact, base)
  )
  const version = once(
    ({ id }: NamedVersion) => id,
    named => versionDocument(named, decorations.get(named.id) ?? bare, environment, base)
  )
  return (name, { id, number }) => version({ name, id, number })
}

function once<T, K, R>(keyOf: (value: T) => K, make: (value: T) => R): (value: T) => R {
  const made = new Map<K, R>()
  return value => {
    const key = keyOf(value)
    const known = made.get(key)
    if (known !== undefined) return known
    const fresh = make(value)
    made.set(key, fresh)
    return fresh
  }
}

const bare: Decoration = { branches: [], tags: [], environments: [] }

interface NamedVersion {
  name: string
  id: number
  number: string
}

function versionDocument(
  { name, number }: NamedVersion,
  { branches, tags, environments }: Decoration,
  describe: (environment: EnvironmentFact) => JsonText,
  base: string
): JsonText {
  const memberships = json`${branches.map(branch => ({
    ...branch,
    _links: { self: { title: 'Branch version', name: branch.name, href: base + urls.branchVersion(name, branch.name, number) } }
  }))}`
  const tagged = tags.map(tag => ({ ...tag, _links: { self: { href: base + urls.tag(name, number, tag.name) } } }))
  const places = environments.map(describe)
  const self = base + urls.version(name, number)
  return json`{"number":${number},"branch":${branches.at(-1)?.name ?? null},"branches":${memberships},"branchVersions":${memberships},"environments":${places},"_links":{"self":{"href":${self}}},"tags":${tagged}}`
}

function environmentDocument({ createdAt, ...environment }: EnvironmentFact, base: string): JsonText {
  return json`${{
    ...environment,
    createdAt: instant(createdAt),
    _links: { self: { title: 'Environment', name: environment.name, href: base + urls.environment(environment.uuid) } }
  }}`
}
