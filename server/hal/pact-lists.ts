import type { Publication } from '../domain/publication.ts'
import { curies, instant, link } from './document.ts'
import { pactTitle } from './pacts.ts'
import { urls } from './urls.ts'

const toPact = (base: string, publication: Publication) =>
  link(base, urls.pact(publication.provider, publication.consumer, publication.version), {
    title: pactTitle(publication),
    name: publication.consumer
  })

/** Pacts of a provider. Old verifiers walk `pacts`, the others `pb:pacts`. Reference 1.8.5. */
export function providerPacts(
  base: string,
  self: { path: string; title: string },
  provider: string,
  pacts: readonly Publication[]
) {
  const links = pacts.map(publication => toPact(base, publication))
  const href = base + urls.application(provider)
  return {
    _links: {
      self: link(base, self.path, { title: self.title }),
      'pb:provider': { href, name: provider },
      'pb:pacts': links,
      provider: { href, title: provider },
      pacts: links
    }
  }
}

/** Pacts of one consumer and provider. Reference 1.8.4. */
export function pairPacts(
  base: string,
  self: string,
  pair: { provider: string; consumer: string },
  pacts: readonly Publication[],
  prefix: '' | 'pb:'
) {
  const { provider, consumer } = pair
  const links = pacts.map(publication => ({
    href: base + urls.pact(provider, consumer, publication.version),
    title: 'Pact',
    name: `Version ${publication.version} - ${date(publication.createdAt)}`
  }))
  return {
    _embedded: { pacts: pacts.map(publication => listedPact(base, publication)) },
    _links: {
      self: link(base, self, { title: `All versions of the pact between ${consumer} and ${provider}` }),
      [`${prefix}consumer`]: { href: base + urls.application(consumer), title: 'Consumer', name: consumer },
      [`${prefix}provider`]: { href: base + urls.application(provider), title: 'Provider', name: provider },
      [`${prefix}pact-versions`]: links,
      // Not in the Pact Broker: the Rust command prints a table only of these.
      'pb:pacts': pacts.map(publication => toPact(base, publication))
    }
  }
}

function listedPact(base: string, publication: Publication) {
  const { provider, consumer, version, createdAt } = publication
  return {
    createdAt: instant(createdAt),
    _embedded: { consumerVersion: { number: version, _links: { self: link(base, urls.version(consumer, version)) } } },
    _links: { self: link(base, urls.pact(provider, consumer, version), { title: pactTitle(publication) }) }
  }
}

const date = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10).split('-').reverse().join('/')

/** The latest pact of each pair. `self` is a list here and `pacts` is not embedded: clients read it so. */
export function latestPacts(base: string, pacts: readonly Publication[]) {
  const links = pacts.map(publication => toPact(base, publication))
  return {
    pacts: pacts.map(publication => {
      const { provider, consumer, version, createdAt } = publication
      return {
        createdAt: instant(createdAt),
        _embedded: {
          consumer: {
            name: consumer,
            _embedded: { version: { number: version, _links: { self: link(base, urls.version(consumer, version)) } } },
            _links: { self: link(base, urls.application(consumer)) }
          },
          provider: { name: provider, _links: { self: link(base, urls.application(provider)) } }
        },
        _links: {
          self: [link(base, urls.latestPact(provider, consumer)), link(base, urls.pact(provider, consumer, version))]
        }
      }
    }),
    _links: {
      self: link(base, urls.latestPacts, { title: 'Latest pact of each pair' }),
      'pb:pacts': links,
      pacts: links,
      curies: curies(base, 'latest-pacts')
    }
  }
}
