import type { Document } from './comparing.ts'
import { datedThing, lackingThing } from './comparing.ts'
import { live } from './engine.ts'
import type { Step } from './history.ts'
import { pick } from './moves.ts'
import { contentsOf, type Kind, kindOf, type Publication, type World } from './world.ts'

/** What has to happen so that a question meets something that chance alone brings about too seldom. */
export interface Scene {
  steps: Step[]
  asked: { application: string; version: string }
}

const environment = 'test'
const numbers = ['1', '2', '3']

/** What a provider offers before and after, so that it takes something away. */
const exchanges: Record<Kind, ReadonlyArray<readonly [Document, Document]>> = {
  requests: [
    ['exact', 'lacking'],
    ['open', 'lacking'],
    ['dated', 'loose'],
    ['dated', 'lacking']
  ],
  events: [
    ['events', 'few-events'],
    ['short-events', 'few-events'],
    ['replayed-events', 'silent']
  ],
  commands: [
    ['commands', 'few-commands'],
    ['commands', 'silent']
  ]
}

/** A provider is about to take away what it offers; often somebody uses it, or did until just now. */
export function takingAway(world: World, [a, b, c]: [number, number, number]): Scene | undefined {
  const publication = pickUsing(world, a)
  if (publication === undefined) return undefined
  const { consumer, version, provider, content } = publication
  const [before, after] = exchangeFor(publication, b)
  const earlier = numbers.find(number => mayOffer(world, provider, number, before))
  const later = numbers.find(number => number !== earlier && mayOffer(world, provider, number, after))
  if (earlier === undefined || later === undefined) return undefined
  const moved = world.publications.find(
    other => other.consumer === consumer && other.version !== version && other.content !== content
  )
  return {
    asked: { application: provider, version: later },
    steps: [
      { step: 'offer', provider, version: earlier, document: before, checked: true },
      { step: 'deploy', application: provider, version: earlier, environment },
      ...comes(world, consumer, version),
      ...(moved !== undefined && c % 3 === 0 ? comes(world, consumer, moved.version) : []),
      { step: 'offer', provider, version: later, document: after, checked: true },
      ...ruled(provider, c)
    ]
  }
}

function ruled(provider: string, drawn: number): Step[] {
  if (drawn % 5 === 1) return [{ step: 'policy', kind: 'window', provider, rule: 'strict' }]
  return drawn % 5 < 4 ? [{ step: 'policy', kind: 'after-sunset', provider, environment, rule: 'allow' }] : []
}

/** A consumer is about to use what its provider has deprecated, or what only a comparison knows of, and roughly. */
export function coming(world: World, [a, b]: [number, number, number]): Scene | undefined {
  const isLate = b % 2 === 0
  const document = isLate ? 'dated' : 'loose'
  const isTested = ({ consumer, provider }: Publication) =>
    world.results.some(result => result.consumer === consumer && result.provider === provider)
  const fitting = world.publications.filter(
    publication =>
      kindOf(publication.content) === 'requests' &&
      contentsOf(publication.content).includes(datedThing) === isLate &&
      (isLate || !isTested(publication))
  )
  if (fitting.length === 0) return undefined
  const { consumer, version, provider } = pick(fitting, a)
  const there = numbers.find(number => mayOffer(world, provider, number, document))
  if (there === undefined) return undefined
  return {
    asked: { application: consumer, version },
    steps: [
      { step: 'offer', provider, version: there, document, checked: true },
      { step: 'deploy', application: provider, version: there, environment }
    ]
  }
}

/** Rather one whose contract names what may be taken away. */
function pickUsing({ publications }: World, drawn: number): Publication | undefined {
  const naming = publications.filter(({ content }) =>
    contentsOf(content).some(thing => thing === lackingThing || thing === datedThing)
  )
  const from = drawn % 5 > 2 || naming.length === 0 ? publications : naming
  return from.length === 0 ? undefined : pick(from, Math.trunc(drawn / 5))
}

function exchangeFor({ content }: Publication, drawn: number): readonly [Document, Document] {
  const kind = kindOf(content)
  const isDated = kind === 'requests' && contentsOf(content).includes(datedThing) && drawn % 4 !== 0
  return pick(isDated ? exchanges.requests.slice(2) : exchanges[kind], drawn)
}

/** With other content than before it would be refused. */
const mayOffer = (world: World, provider: string, version: string, document: Document) =>
  (world.offers.find(known => known.provider === provider && known.version === version)?.document ?? document) === document

const comes = (world: World, application: string, version: string): Step[] =>
  live(world, environment, application, 0).includes(version) ? [] : [{ step: 'deploy', application, version, environment }]
