import type { PageOfList } from '../http/pages.ts'
import { link } from './document.ts'
import { urls } from './urls.ts'

interface Pair {
  consumer: { name: string }
  provider: { name: string }
}

/** The pairs of consumer and provider, with what there is about each. Reference 1.16. */
export function integrationsDocument(base: string, integrations: readonly Pair[], { page, links }: PageOfList) {
  return {
    _embedded: { integrations: integrations.map(pair => integrationItem(base, pair.consumer.name, pair.provider.name)) },
    ...(page !== undefined && { page }),
    _links: { self: link(base, urls.integrations, { title: 'All integrations' }), ...links }
  }
}

function integrationItem(base: string, consumer: string, provider: string) {
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    _links: {
      'pb:dashboard': link(base, urls.pairDashboard(provider, consumer), { title: 'Pacts that are latest or live' }),
      'pb:matrix': link(base, urls.pairMatrix(provider, consumer), { title: 'Matrix of versions and results' }),
      'pb:group': link(base, urls.group(consumer), { title: `Everything connected with ${consumer}` }),
      'pb:delete_integration': link(base, urls.integration(provider, consumer), { title: 'Delete the integration' })
    }
  }
}

/** Who consumes whom, for Graphviz. */
export function integrationsGraph(integrations: readonly Pair[]): string {
  const edges = integrations.map(({ consumer, provider }) => `  ${quoted(consumer.name)} -> ${quoted(provider.name)}`)
  return [
    'digraph {',
    '  ranksep=3; ratio=auto; overlap=false; node [ shape=plaintext, fontname=Helvetica ];',
    ...edges,
    '}',
    ''
  ].join('\n')
}

/** In quotation marks a name means only itself, once these two are escaped. */
const quoted = (name: string) => `"${name.replace(/["\\]/g, '\\$&')}"`
