import { command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { DashboardItem } from '../overview.ts'
import { table } from '../report.ts'

const consumer = { type: 'string', short: 'c', value: 'NAME', help: 'The consumer' } as const
// -p is the password everywhere.
const provider = { type: 'string', value: 'NAME', help: 'The provider' } as const

export const dashboard = command({
  name: 'dashboard',
  summary: 'Show the contracts that are latest, latest with a tag, or live, and how they stand',
  options: {
    consumer: { ...consumer, help: 'The consumer; with --provider' },
    provider: { ...provider, help: 'The provider; with --consumer' }
  },
  async run({ values: { consumer, provider }, broker, out }) {
    const document = await broker.dashboard({ consumer, provider, size: 1000 })
    out.answer(document, () => {
      const titles = ['CONSUMER', 'VERSION', 'TAGS', 'PROVIDER', 'VERSION', 'STATUS']
      const rest = (document.page?.totalElements ?? 0) - document.items.length
      const below = rest > 0 ? `… and ${rest} more; name --consumer and --provider.` : undefined
      return table(titles, document.items.map(row), { below })
    })
    return exitCodes.done
  }
})

const row = ({ consumer, provider, pactTags, verificationStatus }: DashboardItem): string[] => [
  consumer.name,
  consumer.version.number,
  pactTags.map(({ name }) => name).join(', '),
  provider.name,
  provider.version?.number ?? '–',
  verificationStatus.replace('_', ' ')
]

export const listIntegrations = command({
  name: 'list-integrations',
  summary: 'List the pairs of consumer and provider, the last changed first',
  options: { search: { type: 'string', value: 'TEXT', help: 'Only those where a name contains it' } },
  async run({ values, broker, out }) {
    const document = await broker.listIntegrations({ search: values.search })
    out.answer(document, () => {
      const rows = document._embedded.integrations.map(({ consumer, provider }) => [consumer.name, provider.name])
      return table(['CONSUMER', 'PROVIDER'], rows)
    })
    return exitCodes.done
  }
})

export const deleteIntegration = command({
  name: 'delete-integration',
  summary: 'Delete the contracts and results of two applications, and what of either is left with nothing',
  options: { consumer: { ...consumer, needed: true }, provider: { ...provider, needed: true } },
  async run({ values: { consumer, provider }, broker, out }) {
    await broker.deleteIntegration({ consumer, provider })
    out.answer({ deleted: { consumer, provider } }, () => `Deleted what ${consumer} and ${provider} had to do with each other`)
    return exitCodes.done
  }
})

export const metrics = command({
  name: 'metrics',
  summary: 'Count what the broker holds',
  options: {},
  async run({ broker, out }) {
    const document = await broker.metrics()
    out.answer(document, () => {
      const numbers = Object.entries(document).flatMap(([what, members]) =>
        Object.entries(members)
          // The Pact Broker's way of saying that it does not count the matrix.
          .filter(([, value]) => typeof value === 'number' && value >= 0)
          .map(([name, value]) => [name === 'count' ? what : `${what}, ${name}`, String(value)])
      )
      return table(['WHAT', 'HOW MANY'], numbers)
    })
    return exitCodes.done
  }
})
