import type { Call } from './measured-server.ts'
import { pactOf, toBase64 } from './pacts.ts'

const versions = ['1', '2', '3', '4', '5', '6']
/** From version 3 on, the first services need what their providers offer from version 3 on. */
const movedAt = 3
const moved = 12

export const serviceName = (i: number) => `service-${i}`

/** Whom a service needs: so everything is connected with everything. */
const providersOf = (i: number, services: number) => [1, 2, 7].filter(far => i + far < services).map(far => i + far)

/** Content 1 or 2 of the contracts of a service, by the number of its version. */
const contentOf = (i: number, number: string) => (i < moved && Number(number) >= movedAt ? 2 : 1)

/**
 * A company in which the newest version of the first service needs a dozen others to move first: version 1 of everything is live. With `complete`
 * everything else that a verdict looks at is there, too.
 */
export async function found(call: Call, services: number, { complete }: { complete: boolean }): Promise<void> {
  const { uuid: environment } = await call('POST', '/environments', { name: 'production', production: true })
  for (let i = services - 1; i >= 0; i--) {
    for (const number of versions) {
      await publish(call, i, number, services)
      if (complete) await declare(call, i, number)
    }
  }
  for (let i = 0; i < services; i++) for (const provider of providersOf(i, services)) await verifyAll(call, i, provider)
  for (let i = 0; i < services; i++) {
    const deploy = (number: string, rest: object = {}) =>
      call('POST', `${versionPath(i, number)}/deployed-versions/environment/${environment}`, rest)
    await deploy('1')
    if (!complete) continue
    if (i % 10 === 3) await deploy('1', { applicationInstance: 'blue' })
    if (i % 10 === 5) await call('POST', `${versionPath(i, '2')}/rollouts/environment/${environment}`, {})
    if (i % 10 === 7) await call('POST', `${versionPath(i, '2')}/released-versions/environment/${environment}`, {})
  }
}

export const versionPath = (i: number, number: string) => `/pacticipants/${serviceName(i)}/versions/${number}`

async function publish(call: Call, i: number, number: string, services: number): Promise<void> {
  const providers = providersOf(i, services)
  if (providers.length === 0) return
  await call('POST', '/contracts/publish', {
    pacticipantName: serviceName(i),
    pacticipantVersionNumber: number,
    branch: 'main',
    contracts: providers.map(provider => ({
      consumerName: serviceName(i),
      providerName: serviceName(provider),
      specification: 'pact',
      contentType: 'application/json',
      content: toBase64(pactOf(serviceName(i), serviceName(provider), contentOf(i, number)))
    }))
  })
}

/** What it offers, with something deprecated, and the stores that it uses; every tenth shares one with the one before. */
async function declare(call: Call, i: number, number: string): Promise<void> {
  await call('POST', `/provider-contracts/provider/${serviceName(i)}/publish`, {
    pacticipantVersionNumber: number,
    branch: 'main',
    contract: { content: toBase64(documentOf(number)), selfVerificationResults: { success: true } }
  })
  const shared = i % 10 === 9 ? [{ path: `postgres/db-${i - 1}/public`, access: 'reads' }] : []
  await call('PUT', `${versionPath(i, number)}/resources`, {
    resources: [{ path: `postgres/db-${i}`, access: 'owns' }, { path: `redis/cache-${i}`, access: 'owns' }, ...shared]
  })
}

function documentOf(number: string) {
  const body = { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' }, price: { type: 'number' } } }
  const answer = { 200: { description: 'one', content: { 'application/json': { schema: body } } } }
  const paths = Array.from({ length: 20 }, (_, i) => {
    const dates = i === 19 ? { deprecated: true, 'x-deprecated-on': '2026-01-01', 'x-sunset': '2099-01-01' } : {}
    // The last path goes with the newest version.
    return i === 18 && number === '6' ? [] : [[`/things/${i}`, { get: { ...dates, responses: answer } }]]
  })
  return { openapi: '3.0.0', info: { title: 'api', version: number }, paths: Object.fromEntries(paths.flat()) }
}

/** All that was published from version 3 on fits all that is offered from version 3 on, and the first contracts fit everything. */
async function verifyAll(call: Call, consumer: number, provider: number): Promise<void> {
  for (const number of contentOf(consumer, '6') === 2 ? ['1', '6'] : ['1']) {
    const pact = `/pacts/provider/${serviceName(provider)}/consumer/${serviceName(consumer)}`
    const { _links } = await call('GET', `${pact}/version/${number}`)
    const { pathname } = new URL((_links as Record<string, { href: string }>)['pb:publish-verification-results']?.href ?? '')
    for (const providerVersion of versions) {
      const success = number === '1' || Number(providerVersion) >= movedAt
      await call('POST', pathname, { success, providerApplicationVersion: providerVersion })
    }
  }
}
