import { createHash } from 'node:crypto'
import { saveWebhook } from '../../actions/save-webhook.ts'
import { Problem } from '../../problem.ts'
import { copiedThings, rememberCopied } from '../../storage/imports/record.ts'
import { findWebhook } from '../../storage/webhooks.ts'
import { given, inPhase, type Run } from '../run.ts'
import { listWebhookAddresses, readWebhook, type SourceWebhook } from '../source/webhooks.ts'

/** Webhooks without their secrets, which no broker tells: those that have some are disabled until they are given here. */
export function copyWebhooks(run: Run): Promise<void> {
  const { broker, source, report, record } = run
  return inPhase(run, 'webhooks', async step => {
    const addresses = await listWebhookAddresses(source)
    report.saw('webhooks', addresses.length)
    for (const href of addresses) {
      const webhook = await given(run, 'webhooks', href, () => readWebhook(source, href))
      if (webhook === undefined) continue
      if (webhook.hidden.length > 0) {
        report.remark(`The webhook ${webhook.uuid} came without ${webhook.hidden.join(' and ')}: give that here, then enable it.`)
      }
      // A hash: a webhook may have a secret where nobody hides it.
      const seen = createHash('sha256').update(JSON.stringify(webhook)).digest('hex')
      const known = await copiedThings(broker.db, record.id, 'webhook', [webhook.uuid])
      const isNew = known.get(webhook.uuid)?.seen !== seen
      if (isNew && (await copy(run, webhook))) {
        const targetId = (await findWebhook(broker.db, webhook.uuid))?.id ?? 0
        await broker.db.transaction(tx => rememberCopied(tx, record.id, 'webhook', [{ key: webhook.uuid, targetId, seen }]))
        report.copied('webhooks')
      }
      step(1, Number(isNew))
    }
  })
}

/** False where this broker's settings do not allow it. */
async function copy(run: Run, { uuid, definition, hidden, createdAt }: SourceWebhook): Promise<boolean> {
  const { broker } = run
  const stored = await findWebhook(broker.db, uuid)
  // One whose secrets were given here meanwhile stays as it was switched.
  const enabled = stored !== undefined ? stored.enabled === 1 : definition.enabled === true && hidden.length === 0
  try {
    await saveWebhook({ ...broker, now: () => createdAt ?? broker.now() }, { ...definition, enabled }, uuid)
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    run.report.problem('webhooks', definition.description ?? uuid, error.message)
    return false
  }
}
