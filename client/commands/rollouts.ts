import { type Asked, command } from '../command.ts'
import { applicationInstance, environment, version } from '../common-options.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { didYouMean } from '../nearest.ts'
import { table } from '../report.ts'
import type { Rollout } from '../rollouts.ts'

const options = {
  pacticipant: {
    type: 'string',
    short: 'a',
    aliases: ['application', 'name'],
    value: 'NAME',
    help: 'The application; needed but for list'
  },
  version: {
    ...version,
    help: 'To start: its version, else the commit that CI or git tell; else, to be sure that it is this one'
  },
  environment,
  'application-instance': applicationInstance,
  lease: { type: 'string', value: 'SECONDS', help: 'To start: how long it should take (else 3600)' }
} as const

const words = ['start', 'finish', 'abort', 'list'] as const

export const rollout = command({
  name: 'rollout',
  summary: 'Record that a version replaces another step by step: while it does, both count',
  rest: `<${words.join('|')}>`,
  options,
  async run(asked) {
    const [word = '', ...others] = asked.rest
    if (others.length > 0) throw wrong(`"${others[0]}" is not expected here: every value follows an option.`)
    switch (word as (typeof words)[number]) {
      case 'start':
        return start(asked)
      case 'finish':
      case 'abort':
        return end(asked, word as 'finish' | 'abort')
      case 'list':
        return list(asked)
    }
    throw wrong(
      word === '' ? `Say which: rollout ${words.join(', ')}.` : `There is no rollout ${word}. ${didYouMean(word, words)}`
    )
  }
})

type Rolling = Asked<typeof options>

async function start({ values, broker, out, found }: Rolling): Promise<number> {
  const application = named(values.pacticipant)
  const lease = values.lease === undefined ? undefined : seconds(values.lease)
  const version = await found.version(values.version)
  const { environment, 'application-instance': instance } = values
  const document = await broker.startRollout({ application, version, environment, applicationInstance: instance, lease })
  out.answer(document, () => `Recorded: ${told(document)} is being rolled out to ${environment}, until ${document.leaseUntil}`)
  return exitCodes.done
}

async function end({ values, broker, out }: Rolling, how: 'finish' | 'abort'): Promise<number> {
  const { environment, version, 'application-instance': applicationInstance, lease } = values
  if (lease !== undefined) throw wrong('--lease is for rollout start.')
  const asked = { application: named(values.pacticipant), environment, version, applicationInstance }
  const document = how === 'finish' ? await broker.finishRollout(asked) : await broker.abortRollout(asked)
  out.answer(document, () =>
    how === 'finish'
      ? `Recorded: ${told(document)} is deployed to ${environment}`
      : `Recorded: the rollout of ${told(document)} to ${environment} was aborted`
  )
  return exitCodes.done
}

async function list({ values, broker, out }: Rolling): Promise<number> {
  const document = await broker.listRollouts({ environment: values.environment })
  out.answer(document, () => {
    const { rollouts } = document._embedded
    if (rollouts.length === 0) return `Nothing is being rolled out to ${values.environment}.`
    const rows = rollouts.map(rollout => [
      rollout._embedded.pacticipant.name,
      rollout._embedded.version.number,
      rollout.applicationInstance ?? '',
      rollout.overdue === true ? `overdue since ${rollout.leaseUntil}` : `until ${rollout.leaseUntil}`
    ])
    return table(['APPLICATION', 'VERSION', 'INSTANCE', 'LEASE'], rows)
  })
  return exitCodes.done
}

function named(application: string | undefined): string {
  if (application === undefined) throw wrong('Which application? Missing: --pacticipant.')
  return application
}

function seconds(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw wrong(`--lease is ${text}; it must be a whole number of seconds.`)
}

/** `web 7`, `web 7 (instance blue)`. */
function told({ _embedded, applicationInstance: instance }: Rollout): string {
  const version = `${_embedded.pacticipant.name} ${_embedded.version.number}`
  return instance === undefined ? version : `${version} (instance ${instance})`
}
