import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../report.ts'

export const listDeadLetters = command({
  name: 'list-dead-letters',
  summary: 'List the calls of webhooks that failed for good, newest first',
  options: {
    page: { type: 'string', value: 'NUMBER', help: 'Which page; else the first' },
    size: { type: 'string', value: 'NUMBER', help: 'How many a page holds; else 100' }
  },
  async run({ values, broker, out }) {
    const number = (text: string | undefined) => (text === undefined ? undefined : Number(text))
    const document = await broker.listDeadLetters({ page: number(values.page), size: number(values.size) })
    out.answer(document, () => {
      const rows = document._embedded.triggeredWebhooks.map(call => [
        call.triggeredAt,
        call.name,
        call.eventName,
        `${call.consumerName ?? ''} → ${call.providerName ?? ''}`,
        String(call.attemptsMade),
        call.uuid
      ])
      return table(['TRIGGERED', 'CALL', 'EVENT', 'ABOUT', 'ATTEMPTS', 'UUID'], rows)
    })
    return exitCodes.done
  }
})

export const replayWebhook = command({
  name: 'replay-webhook',
  summary: 'Make a call of a webhook once more, or all that failed for good',
  options: {
    uuid: { type: 'string', value: 'UUID', help: 'Which call, as list-dead-letters shows' },
    all: { type: 'boolean', help: 'Every dead letter' }
  },
  async run({ values, broker, out }) {
    if ((values.uuid === undefined) === (values.all !== true)) throw wrong('Give either --uuid or --all.')
    if (values.uuid === undefined) {
      const document = await broker.replayDeadLetters()
      out.answer(document, () => `Due again: ${document.replayed} ${document.replayed === 1 ? 'call' : 'calls'}`)
    } else {
      const call = await broker.replayWebhook({ uuid: values.uuid })
      out.answer(call, () => `Due again: ${call.name} for ${call.eventName}, ${call.uuid}`)
    }
    return exitCodes.done
  }
})

export const webhookLog = command({
  name: 'webhook-log',
  summary: 'Show what was sent and answered in a call of a webhook',
  options: { uuid: { type: 'string', needed: true, value: 'UUID', help: 'Which call, as publish and list-dead-letters show' } },
  async run({ values, broker, out }) {
    const logs = await broker.triggeredWebhookLogs({ uuid: values.uuid })
    out.answer({ logs }, () => logs || 'The webhook was not called yet.')
    return exitCodes.done
  }
})
