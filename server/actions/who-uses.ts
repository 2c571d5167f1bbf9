import type { Broker } from '../broker.ts'
import type { Strength } from '../domain/comparison/pacts/usage.ts'
import { Moment } from '../domain/moment.ts'
import { type AskedElement, isInContent, readElement } from '../domain/usage/element.ts'
import type { Subject } from '../domain/usage/match-usage.ts'
import type { ElementWindow } from '../domain/windows/window.ts'
import { invalid } from '../problem.ts'
import { workAside } from '../simulating/work-aside.ts'
import type { Queries } from '../storage/database.ts'
import { type PlacedVersion, placedVersions } from '../storage/placed-versions.ts'
import { findUsages, readInteractions, type UsageRow } from '../storage/usages.ts'
import { theApplication } from './found.ts'
import { providerBases } from './provider-bases.ts'
import { promisesOf } from './provider-promises.ts'

/** Rows of one answer: whoever asks about so much is told that there is more. */
const most = 20_000

/** `unknown`: an interaction that may rely on it, of which not everything can be read. */
export type UseStrength = Strength | 'unknown'

export interface UsingVersion extends PlacedVersion {
  uses: Array<{ element: string; strength: UseStrength }>
}

export interface WhoUses {
  provider: string
  element: string
  match: 'exact' | 'prefix'
  versions: UsingVersion[]
  /** There are more than are told. */
  truncated: boolean
  /** Of one element: how long it is promised. */
  window?: ElementWindow
  /** A document said which path or message is meant; else its shape and name did. */
  byDocument: boolean
}

/** Which consumers declare that they rely on an element of the provider, or on any whose key begins so. */
export async function whoUses(
  broker: Broker,
  name: string,
  { element: text, match }: { element: string; match: 'exact' | 'prefix' }
): Promise<WhoUses> {
  const element = readElement(text, match === 'prefix')
  if ('problem' in element) throw invalid({ element: [element.problem] })
  const [found] = await whoUsesEach(broker, name, [element])
  if (match === 'prefix') return found as WhoUses
  const { db, now } = broker
  const { windows } = await db.snapshot(async queries => promisesOf(queries, broker, await theApplication(queries, name)))
  return { ...(found as WhoUses), window: windows.of(element.text, new Moment(now())) }
}

/** The same of several elements: the provider's documents are read once. `retained`: of which what runs no more counts, too. */
export async function whoUsesEach(
  { db, now }: Broker,
  name: string,
  elements: readonly AskedElement[],
  retained: (element: AskedElement) => boolean = () => false
): Promise<WhoUses[]> {
  const { provider, asked, versions } = await db.snapshot(queries => gather(queries, name, elements, retained, now()))
  const questions = asked.map(({ element, subjects }) => ({ element, subjects }))
  const matched = questions.every(({ subjects }) => subjects.length === 0)
    ? []
    : await workAside('match-usage', { questions, versions })
  const byDocument = versions.some(({ documents }) => documents.length > 0)
  return asked.map(({ element, rows, places }, i) => {
    const uses = new Map<number, Map<string, UseStrength>>()
    for (const row of rows.slice(0, most)) note(uses, row, element, matched[i] ?? new Map())
    return {
      provider: provider.name,
      element: element.text,
      match: element.prefix ? 'prefix' : 'exact',
      versions: places.flatMap(version => {
        const used = uses.get(version.id)
        return used === undefined ? [] : [{ ...version, uses: [...used].map(([key, strength]) => ({ element: key, strength })) }]
      }),
      truncated: rows.length > most,
      byDocument
    }
  })
}

async function gather(
  db: Queries,
  name: string,
  elements: readonly AskedElement[],
  retained: (element: AskedElement) => boolean,
  now: number
) {
  const provider = await theApplication(db, name)
  const asked = []
  for (const element of elements) {
    const question = {
      kind: element.kind,
      method: element.kind === 'http' ? element.method : undefined,
      place: element.place,
      prefix: element.prefix,
      incomplete: isInContent(element),
      most: most + 1,
      retained: retained(element)
    }
    const rows = await findUsages(db, provider.id, question, now)
    const places = await placedVersions(db, [...new Set(rows.map(({ versionId }) => versionId))], now)
    asked.push({ element, rows, places, subjects: await subjectsIn(db, rows) })
  }
  const versions = asked.every(({ subjects }) => subjects.length === 0) ? [] : await providerBases(db, { provider, now })
  return { provider, asked, versions }
}

async function subjectsIn(db: Queries, rows: readonly UsageRow[]): Promise<Subject[]> {
  const known = new Map(rows.map(row => [row.interactionId, row]))
  const messages = [...known.values()].filter(({ kind }) => kind === 'message').map(({ interactionId }) => interactionId)
  const texts = messages.length === 0 ? new Map<number, string>() : await readInteractions(db, messages)
  return [...known.values()].flatMap(({ interactionId, kind, method, path }): Subject[] => {
    const text = texts.get(interactionId)
    if (kind === 'http' && method !== null && path !== null) return [{ interactionId, method, path }]
    return text === undefined ? [] : [{ interactionId, text }]
  })
}

const order: UseStrength[] = ['unknown', 'present', 'type', 'form', 'exact']

function note(
  uses: Map<number, Map<string, UseStrength>>,
  { versionId, interactionId, kind, place, strength: told }: UsageRow,
  asked: AskedElement,
  about: ReadonlyMap<number, string>
): void {
  const subject = about.get(interactionId)
  const strength = told ?? 'unknown'
  // What nobody could read may be about anything.
  if (subject === undefined && (kind === 'http' || kind === 'message')) return
  const element = subject === undefined || place === undefined ? asked.text : keyOf(subject, place, asked.kind)
  const used = uses.get(versionId) ?? new Map<string, UseStrength>()
  const known = used.get(element)
  if (known === undefined || order.indexOf(strength) > order.indexOf(known)) used.set(element, strength)
  uses.set(versionId, used)
}

function keyOf(subject: string, place: string, kind: AskedElement['kind']): string {
  if (place === '') return subject
  return kind === 'http' ? `${subject}#${place}` : subject + place
}
