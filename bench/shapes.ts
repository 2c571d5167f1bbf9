import type { Request } from 'autocannon'
import { pactOf, toBase64 } from './pacts.ts'
import { applicationName, applications, versionsFor } from './seed.ts'

/** A kind of request that is measured. */
export interface Shape {
  name: string
  requests: Request[]
  /** Writes, which are also held against what the disk gives. */
  writes?: boolean
}

const canIDeploy = (id: number, version: number) =>
  `/can-i-deploy?pacticipant=${applicationName(id)}&version=${version}&environment=production`

/** An application that meets about eight others. */
const typical = 250

export function shapes(results: number): Shape[] {
  const version = versionsFor(results)
  const get = (path: string): Request => ({ method: 'GET', path, headers: { accept: 'application/hal+json' } })
  const all = Array.from({ length: applications }, (_, i) => get(canIDeploy(i + 1, version)))
  const [consumer, provider] = [applicationName(2), applicationName(1)]
  return [
    { name: 'can-i-deploy, typical', requests: [get(canIDeploy(typical, version))] },
    { name: 'can-i-deploy, typical, never asked before', requests: [neverAsked(canIDeploy(typical, version))] },
    { name: 'can-i-deploy, hub', requests: [get(canIDeploy(1, version))] },
    { name: 'can-i-deploy, rotating over all', requests: all },
    {
      name: 'matrix for two names',
      requests: [get(`/matrix?q[][pacticipant]=${consumer}&q[][pacticipant]=${provider}&latestby=cvpv`)]
    },
    { name: 'pacts for verification, typical', requests: [forVerification({ includePendingStatus: true })] },
    {
      name: 'pacts for verification, pending and WIP',
      requests: [forVerification({ includePendingStatus: true, includeWipPactsSince: '2020-01-01' })]
    },
    { name: 'index', requests: [get('/')] },
    { name: 'dashboard, first page', requests: [get('/dashboard')] },
    {
      name: 'versions of an application, a page',
      requests: [get(`/pacticipants/${applicationName(typical)}/versions?size=100`)]
    },
    { name: 'latest pact', requests: [get('/pacts/provider/bench-provider/consumer/bench-consumer/latest')] },
    { name: 'publish known content', requests: [publishing(() => 1)], writes: true },
    { name: 'publish new content', requests: [publishing(n => n + 1000)], writes: true }
  ]
}

const forVerification = (rest: object): Request => ({
  method: 'POST',
  path: `/pacts/provider/${applicationName(typical)}/for-verification`,
  headers: { 'content-type': 'application/json', accept: 'application/hal+json' },
  body: JSON.stringify({
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
    providerVersionBranch: 'main',
    ...rest
  })
})

let asked = 0

/** Each request is another question, so that none is answered from memory; the answers are the same. */
const neverAsked = (path: string): Request => ({
  method: 'GET',
  path,
  headers: { accept: 'application/hal+json' },
  setupRequest: request => ({ ...request, path: `${path}&asked=${++asked}` })
})

let published = 0

/** Publishes under a new version each time. */
function publishing(content: (n: number) => number): Request {
  return {
    method: 'POST',
    path: '/contracts/publish',
    headers: { 'content-type': 'application/json' },
    setupRequest: request => ({ ...request, body: publication(++published, content(published)) })
  }
}

export function publication(version: number, content: number): string {
  const pact = pactOf('bench-consumer', 'bench-provider', content)
  return JSON.stringify({
    pacticipantName: 'bench-consumer',
    pacticipantVersionNumber: `v${version}`,
    branch: 'main',
    contracts: [
      {
        consumerName: 'bench-consumer',
        providerName: 'bench-provider',
        specification: 'pact',
        contentType: 'application/json',
        content: toBase64(pact)
      }
    ]
  })
}
