import type { Queries } from '../storage/database.ts'
import { findTriggered, type TriggeredWebhook } from '../storage/triggered-webhooks.ts'
import { findWebhook, type StoredWebhook } from '../storage/webhooks.ts'
import { missing } from './found.ts'

export const theWebhook = async (db: Queries, uuid: string): Promise<StoredWebhook> =>
  (await findWebhook(db, uuid)) ?? missing(`No webhook has the UUID ${uuid}; GET /webhooks lists them`)

export const theTriggeredWebhook = async (db: Queries, uuid: string): Promise<TriggeredWebhook> =>
  (await findTriggered(db, uuid)) ?? missing(`No triggered webhook has the UUID ${uuid}`)
