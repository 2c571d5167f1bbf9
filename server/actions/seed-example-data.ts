import type { Broker } from '../broker.ts'
import { findContract } from '../storage/contracts.ts'
import { findEnvironment } from '../storage/environments.ts'
import { keepValueOnce } from '../storage/kept-values.ts'
import { findPublication } from '../storage/publications.ts'
import { findVersion } from '../storage/versions.ts'
import { publishContracts } from './publish-contracts.ts'
import { recordDeployment } from './record-deployment.ts'
import { recordVerification } from './record-verification.ts'

const consumer = 'Example App'
const provider = 'Example API'
/** There are no webhooks yet that could be told an address. */
const nobody = ''

/**
 * An example to look around in: two applications, of which one version is live and verified, and one waits for a fix. Once in
 * the life of a database, whoever of several replicas is first.
 */
export async function seedExampleData(broker: Broker): Promise<void> {
  const { db, now } = broker
  if (!(await db.transaction(tx => keepValueOnce(tx, 'example-data', 'seeded', now())))) return
  await publish(broker, '1.0.0', 'main', ['GET /orders/1'])
  await verify(broker, '1.0.0', '2.0.0', true)
  for (const [name, number] of [
    [consumer, '1.0.0'],
    [provider, '2.0.0']
  ] as const) {
    for (const environment of ['production', 'test']) await deploy(broker, name, number, environment)
  }
  await publish(broker, '1.1.0', 'feat/cancel-order', ['GET /orders/1', 'DELETE /orders/1'])
  await verify(broker, '1.1.0', '2.0.0', false)
}

async function publish(broker: Broker, number: string, branch: string, requests: string[]): Promise<void> {
  const pact = {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: requests.map(request => {
      const [method, path] = request.split(' ')
      return {
        description: `a request to ${request}`,
        providerState: 'order 1 exists',
        request: { method, path },
        response: { status: 200 }
      }
    }),
    metadata: { pactSpecification: { version: '2.0.0' } }
  }
  const published = {
    pacticipantName: consumer,
    pacticipantVersionNumber: number,
    branch,
    contracts: [
      {
        consumerName: consumer,
        providerName: provider,
        specification: 'pact' as const,
        contentType: 'application/json' as const,
        content: Buffer.from(JSON.stringify(pact)).toString('base64')
      }
    ]
  }
  await publishContracts(broker, published, nobody)
}

async function verify(broker: Broker, number: string, providerApplicationVersion: string, success: boolean): Promise<void> {
  const publication = await findPublication(broker.db, { consumer, provider, number })
  const contract = publication && (await findContract(broker.db, { consumer, provider, sha: publication.sha }))
  if (contract === undefined) return
  const asked = { success, providerApplicationVersion }
  await recordVerification(broker, contract, { asked, text: JSON.stringify(asked), token: undefined, baseUrl: nobody })
}

async function deploy({ db, now }: Broker, name: string, number: string, environmentName: string): Promise<void> {
  await db.transaction(async tx => {
    const environment = await findEnvironment(tx, environmentName)
    const version = await findVersion(tx, name, number)
    if (environment !== undefined && version !== undefined)
      await recordDeployment(tx, { version, environment, instance: '' }, now())
  })
}
