import type { SimulateProviderContracts } from '../../schemas/simulate.ts'
import type { Broker } from '../broker.ts'
import type { Finding } from '../domain/comparison/findings.ts'
import { Offer } from '../domain/elements/facts.ts'
import { Moment } from '../domain/moment.ts'
import type { JudgedContract } from '../domain/simulation/simulate.ts'
import { around } from '../domain/windows/around.ts'
import { type BrokenPromise, brokenPromises } from '../domain/windows/broken-promises.ts'
import { packElements, unpackElements } from '../domain/windows/document-elements.ts'
import type { ElementWindow } from '../domain/windows/window.ts'
import { invalid } from '../problem.ts'
import { workAside } from '../simulating/work-aside.ts'
import type { PlacedVersion } from '../storage/placed-versions.ts'
import { checkProviderContracts, type DocumentOffer, noteAt } from './check-provider-contracts.ts'
import type { ProviderBase } from './provider-bases.ts'
import { type Promises, windowsSaid } from './provider-promises.ts'
import { readDocumentAside } from './read-document.ts'
import { simulationFacts } from './simulation-facts.ts'

export interface SimulatedContract extends JudgedContract {
  consumer: string
  versions: PlacedVersion[]
  /** The provider's versions that it meets today. */
  against: string[]
}

export interface Simulation {
  provider: string
  bases: ProviderBase[]
  contracts: SimulatedContract[]
  messages: Array<{ version: string; findings: Finding[] }>
  /** What is promised and would be gone, used or not. */
  broken: BrokenPromise[]
  /** Dates of what is deprecated today. */
  windowOf: (element: string) => ElementWindow | undefined
}

/** What would become of the consumers if these documents were published now. Nothing is stored. */
export async function simulateDocuments(broker: Broker, name: string, asked: SimulateProviderContracts): Promise<Simulation> {
  const offers = offersIn(asked)
  const facts = await broker.db.snapshot(queries => simulationFacts(queries, broker, name, asked))
  const { provider, bases, contracts, promises, policies } = facts
  const asking = { compatibility: asked.compatibility ?? 'NONE', strict: asked.strict ?? false }
  const documents = offers.map(({ name, text }) => ({ name, text }))
  const told = contracts.filter(({ text }) => text !== undefined)
  const answer = await workAside('simulate', {
    documents,
    bases: bases.map(({ version, documents }) => ({ version, documents })),
    contracts: told.map(({ text, met }) => ({ text: text ?? '', bases: met })),
    ...asking
  })
  if ('problems' in answer) throw unreadable(offers, answer.problems)
  const moment = new Moment(broker.now())
  const missed = new Set(
    answer.contracts.flatMap(({ findings }) => findings.flatMap(({ element }) => (element === undefined ? [] : around(element))))
  )
  return {
    provider,
    bases,
    messages: answer.messages,
    broken: brokenPromises(await offerOf(offers), {
      provider,
      windows: promises.windows,
      followed: followedBy(promises, bases),
      policies,
      missed,
      moment
    }),
    windowOf: windowsSaid(promises, moment),
    contracts: contracts.map(contract => ({
      consumer: contract.versions[0]?.application ?? '',
      versions: contract.versions,
      against: contract.met.flatMap(i => bases[i]?.version ?? []),
      ...(answer.contracts[told.indexOf(contract)] ?? notCompared)
    }))
  }
}

/** What the proposal as a whole offers; of a document that cannot be read nothing is known. */
async function offerOf(proposed: readonly DocumentOffer[]): Promise<Offer> {
  const read = await Promise.all(proposed.map(({ text }) => readDocumentAside(text)))
  return new Offer(
    read.flatMap(document =>
      'problems' in document ? [] : [{ kind: document.facts.kind, elements: unpackElements(packElements(document.elements)) }]
    )
  )
}

const followedBy = ({ versions }: Promises, bases: readonly ProviderBase[]) =>
  versions
    .filter(({ version }) => bases.some(base => base.version === version.number))
    .map(({ version: { environments }, offered }) => ({ environments, offered }))

const notCompared: JudgedContract = { outcome: 'not-compared', undecided: true, findings: [], alreadyBroken: [] }

/** The documents, checked as they are when they are published. */
export function offersIn({ contract, contracts }: Pick<SimulateProviderContracts, 'contract' | 'contracts'>): DocumentOffer[] {
  const checked = checkProviderContracts({
    pacticipantVersionNumber: 'proposed',
    ...(contract !== undefined && { contract }),
    ...(contracts !== undefined && { contracts })
  })
  if ('errors' in checked) throw invalid(checked.errors)
  return checked.offers
}

export function unreadable(offers: readonly DocumentOffer[], problems: ReadonlyArray<{ name: string; problem: string }>) {
  const errors: Record<string, string[]> = {}
  for (const { name, problem } of problems) {
    const offer = offers.find(each => each.name === name)
    noteAt(errors, offer?.place ?? { field: 'contract', index: undefined }, 'content', `cannot be read: ${problem}`)
  }
  return invalid(errors)
}
