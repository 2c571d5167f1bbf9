import { command } from '../command.ts'
import { application, applicationInstance, environment, version } from '../common-options.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../report.ts'

export const override = command({
  name: 'override',
  summary: 'Break-glass: answer for a deployment that is not proved, for the reasons that are in its way now',
  options: {
    pacticipant: application,
    version,
    environment,
    reason: { type: 'string', needed: true, value: 'TEXT', help: 'Why it cannot wait' },
    by: { type: 'string', value: 'NAME', help: 'Who answers for it; else who CI or git say it is' },
    until: { type: 'string', value: 'TIME', help: 'Until when: 2026-01-31T18:00:00Z or 2026-01-31; else for 24 hours' },
    for: { type: 'string', value: 'TIME', help: 'Or for how long: 90m, 4h, 2d' },
    'application-instance': applicationInstance
  },
  async run({ values, broker, out, found }) {
    const { until, reason } = values
    if (until !== undefined && values.for !== undefined) throw wrong('Give either --until or --for.')
    const document = await broker.override({
      application: values.pacticipant,
      version: await found.version(values.version),
      environment: values.environment,
      reason,
      by: await found.person(values.by),
      until: values.for === undefined ? until : new Date(Date.now() + milliseconds(values.for)).toISOString(),
      applicationInstance: values['application-instance']
    })
    out.answer(document, () => {
      const { pacticipant, version, environment, by, until, uuid, covers } = document
      const first = `OVERRIDDEN: ${by} answers for ${pacticipant} ${version} in ${environment} until ${until}, for:`
      const last = `What comes up later is not covered. To take it back: soloist revoke-override --uuid ${uuid}`
      return [first, ...covers.map(({ sentence }) => `  - ${sentence}`), last].join('\n')
    })
    return exitCodes.done
  }
})

export const listOverrides = command({
  name: 'list-overrides',
  summary: 'List who answered for which deployments, the newest 100 first',
  options: {},
  async run({ broker, out }) {
    const document = await broker.listOverrides()
    out.answer(document, () => {
      const rows = document._embedded.overrides.map(({ state, pacticipant, version, environment, by, until, reason, uuid }) => [
        state,
        pacticipant,
        version,
        environment,
        by,
        until,
        reason,
        uuid
      ])
      return table(['STATE', 'APPLICATION', 'VERSION', 'ENVIRONMENT', 'BY', 'UNTIL', 'REASON', 'UUID'], rows)
    })
    return exitCodes.done
  }
})

export const revokeOverride = command({
  name: 'revoke-override',
  summary: 'Take an override back before its time',
  options: {
    uuid: { type: 'string', needed: true, value: 'UUID', help: 'Which, as override and list-overrides show' },
    reason: { type: 'string', value: 'TEXT', help: 'Why' }
  },
  async run({ values, broker, out }) {
    await broker.revokeOverride({ uuid: values.uuid, reason: values.reason })
    out.answer({ revoked: values.uuid }, () => `Revoked override ${values.uuid}`)
    return exitCodes.done
  }
})

const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

function milliseconds(text: string): number {
  const [, number = '', unit = ''] = /^([1-9]\d{0,5})([mhd])$/.exec(text) ?? []
  if (number === '') throw wrong(`--for is ${text}; it must be a time like 90m, 4h or 2d.`)
  return Number(number) * (units[unit] as number)
}
