import { randomBytes, randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { type Definition, definitionErrors, eventsOf, sideOf } from '../domain/webhooks/check-definition.ts'
import { withKeptSecrets } from '../domain/webhooks/secrets.ts'
import { writtenSecret } from '../domain/webhooks/signature.ts'
import { nameOf, type WebhookRequest } from '../domain/webhooks/webhook.ts'
import { type FieldErrors, invalid } from '../problem.ts'
import { findApplication } from '../storage/applications.ts'
import type { Queries } from '../storage/database.ts'
import { addWebhook, changeSigningSecret, changeWebhook, findWebhook, type WebhookFields } from '../storage/webhooks.ts'
import { missing } from './found.ts'
import { openWebhook, sealRequest } from './open-webhook.ts'

export interface SavedWebhook {
  uuid: string
  isNew: boolean
  /** With which its calls are signed. Shown this once. */
  signingSecret: string | undefined
}

/**
 * Creates a webhook, under the uuid if one is given, or replaces the one that has it, but for the secrets that the
 * definition leaves hidden.
 */
export async function saveWebhook(broker: Broker, asked: Definition, uuid?: string): Promise<SavedWebhook> {
  const { db, config, secrets, now } = broker
  checkDefinition(asked, config, uuid)
  return db.transaction(async tx => {
    const sides = await sidesOf(tx, asked)
    const fields = (request: WebhookRequest): WebhookFields => ({
      description: asked.description?.trim() ? asked.description : null,
      name: nameOf(request),
      ...sides,
      enabled: Number(asked.enabled ?? true),
      events: JSON.stringify(eventsOf(asked)),
      request: sealRequest(broker, request)
    })
    const stored = uuid === undefined ? undefined : await findWebhook(tx, uuid)
    if (stored !== undefined) {
      const request = withKeptSecrets(requestOf(asked), openWebhook(broker, stored).request)
      await changeWebhook(tx, stored.uuid, fields(request), now())
      return { uuid: stored.uuid, isNew: false, signingSecret: undefined }
    }
    const signingSecret = freshSecret()
    const fresh = { uuid: uuid ?? randomUUID(), signingSecret: secrets.seal(signingSecret) }
    if (await addWebhook(tx, fresh, fields(requestOf(asked)), now())) return { uuid: fresh.uuid, isNew: true, signingSecret }
    // Somebody created it at this moment, with secrets of its own.
    await changeWebhook(tx, fresh.uuid, fields(requestOf(asked)), now())
    return { uuid: fresh.uuid, isNew: false, signingSecret: undefined }
  })
}

/** Refuses a definition that cannot be kept, or called. */
export function checkDefinition(asked: Definition, config: Broker['config'], uuid?: string): void {
  const errors = definitionErrors(asked, config, uuid)
  if (Object.keys(errors).length > 0) throw invalid(errors)
}

export const requestOf = ({ request }: Definition): WebhookRequest => ({
  method: request.method.toUpperCase(),
  url: request.url,
  headers: request.headers ?? {},
  body: request.body ?? null,
  username: request.username || null,
  password: request.password || null
})

/** Replaces the secret with which a webhook's calls are signed. */
export async function renewSigningSecret({ db, secrets, now }: Broker, uuid: string): Promise<string> {
  const secret = freshSecret()
  const sealed = secrets.seal(secret)
  if (!(await db.transaction(tx => changeSigningSecret(tx, uuid, sealed, now()))))
    missing(`No webhook has the UUID ${uuid}; GET /webhooks lists them`)
  return secret
}

const freshSecret = () => writtenSecret(randomBytes(32))

async function sidesOf(db: Queries, asked: Definition) {
  const errors: FieldErrors = {}
  const idOf = async (field: 'consumer' | 'provider') => {
    const { name } = sideOf(asked[field])
    if (name === null) return null
    const found = await findApplication(db, name)
    if (found === undefined) errors[`${field}.name`] = [`does not match an existing pacticipant: ${name}`]
    return found?.id ?? null
  }
  const consumerId = await idOf('consumer')
  const providerId = await idOf('provider')
  if (Object.keys(errors).length > 0) throw invalid(errors)
  return {
    consumerId,
    providerId,
    consumerLabel: sideOf(asked.consumer).label,
    providerLabel: sideOf(asked.provider).label
  }
}
