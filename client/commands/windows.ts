import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodeForAnswer, exitCodes } from '../exit-codes.ts'
import { table } from '../output.ts'
import type { Line, Report } from '../report.ts'
import type { Usage } from '../simulations.ts'
import { info, placed } from '../tell-findings.ts'
import type { CanIDeprecate, CanIRemove, ElementWindow, WindowOfElement } from '../windows.ts'

const ofProvider = {
  provider: { type: 'string', needed: true, value: 'NAME', help: 'The provider' },
  element: {
    type: 'string',
    needed: true,
    value: 'KEY',
    help: "Such as 'GET /users/{}#response.200.body/name', or 'orders#OrderPlaced@1'"
  }
} as const

export const deprecate = command({
  name: 'deprecate',
  summary: 'Announce that an element of a provider will go, and when; or move its dates later',
  options: {
    ...ofProvider,
    on: { type: 'string', value: 'YYYY-MM-DD', help: 'The first day on which it is deprecated; else as announced, or today' },
    sunset: { type: 'string', value: 'YYYY-MM-DD', help: 'The last day on which it is promised' },
    reason: { type: 'string', value: 'TEXT', help: 'Why, or what to use instead' },
    withdraw: { type: 'boolean', help: 'Take back what this command set' }
  },
  async run({ values, broker, out }) {
    const { provider, element, on, sunset, reason, withdraw } = values
    if (withdraw !== true) {
      const document = await broker.deprecate({ provider, element, on, sunset, reason })
      out.answer(document, () => `${document.element} of ${provider}: ${inWords(document.window)}.`)
      return exitCodes.done
    }
    if ([on, sunset, reason].some(value => value !== undefined)) throw wrong('--withdraw takes no dates and no reason.')
    await broker.withdrawDeprecation({ provider, element })
    out.answer({ withdrawn: element }, () => `${element} of ${provider} is no longer deprecated by command.`)
    return exitCodes.done
  }
})

export const canIRemove = command({
  name: 'can-i-remove',
  summary: 'Ask whether a provider may remove an element now: who uses it where, and until when it is promised',
  options: {
    ...ofProvider,
    environment: { type: 'string', aliases: ['to-environment'], value: 'NAME', help: 'Only what is live there; else anywhere' }
  },
  async run({ values, broker, out }) {
    const { provider, element, environment } = values
    const document = await broker.canIRemove({ provider, element, environment })
    out.answer(document, () => tellRemoval(document))
    return exitCodeForAnswer(document.answer)
  }
})

export const canIDeprecate = command({
  name: 'can-i-deprecate',
  summary: 'Ask who has to move when an element of a provider is deprecated, and when it is free at the earliest',
  options: ofProvider,
  async run({ values, broker, out }) {
    const { provider, element } = values
    const document = await broker.canIDeprecate({ provider, element })
    out.answer(document, () => tellDeprecation(document))
    return exitCodeForAnswer(document.answer)
  }
})

export const windows = command({
  name: 'windows',
  summary: 'List how long elements are promised: of a provider or all, those to come, or those that passed in vain',
  options: {
    provider: { type: 'string', value: 'NAME', help: 'Of this provider; else of all' },
    upcoming: { type: 'boolean', help: 'Whose sunset is to come' },
    overdue: {
      type: 'boolean',
      help: 'Whose sunset passed, and which are there or used all the same; exits with 1 if there are any'
    }
  },
  async run({ values, broker, out }) {
    const { provider, upcoming, overdue } = values
    if (upcoming === true && overdue === true) throw wrong('Give either --upcoming or --overdue.')
    const state = overdue === true ? 'overdue' : upcoming === true ? 'upcoming' : undefined
    const document = await broker.listWindows({ provider, state })
    for (const { text } of document.notices) out.say(text)
    out.answer(document, () => {
      if (document.windows.length === 0) return `No windows${state === undefined ? '' : ` that are ${state}`}.`
      return table(['PROVIDER', 'ELEMENT', 'STATE', 'DEPRECATED', 'SUNSET', 'OFFERED BY', 'USED BY'], document.windows.map(row))
    })
    return overdue === true && document.windows.length > 0 ? exitCodes.no : exitCodes.done
  }
})

function row({ provider, element, window, overdue, offeredBy, consumers }: WindowOfElement): string[] {
  const { state, deprecatedOn = '', sunset = window.openEnded ? 'open-ended' : '', announced } = window
  return [
    provider,
    element,
    overdue ? 'overdue' : state,
    deprecatedOn,
    announced || sunset === '' ? sunset : `${sunset} (not announced)`,
    offeredBy.map(placed).join(', '),
    (consumers ?? []).map(({ name, versions }) => `${name} ${versions.map(placed).join(', ')}`).join('; ')
  ]
}

/** `deprecated since 2026-01-01, promised until 2026-03-31`. */
export function inWords({ state, deprecatedOn, sunset, openEnded, announced, of }: ElementWindow): string {
  const since = deprecatedOn === undefined ? '' : `${state === 'introduced' ? ' from' : ' since'} ${deprecatedOn}`
  const parts = [
    state === 'removed'
      ? 'removed'
      : deprecatedOn === undefined && sunset === undefined && !openEnded
        ? ''
        : `deprecated${since}`,
    sunset === undefined ? '' : `promised until ${sunset}`,
    openEnded ? 'without a last day' : '',
    (sunset !== undefined || openEnded) && !announced ? 'which is not announced yet' : '',
    of === undefined ? '' : `as is ${of}`
  ].filter(part => part !== '')
  return parts.length === 0 ? 'not deprecated' : parts.join(', ')
}

function tellRemoval({ answer, element, provider, reasons, window, consumers, freeFrom, environment }: CanIRemove): Report {
  const where = environment === undefined ? '' : ` from ${environment}`
  const sentences = {
    yes: `Yes, ${provider} may remove ${element}${where}.`,
    no: `No, ${provider} may not remove ${element}${where}.`,
    unknown: `Unknown: whether ${provider} may remove ${element}${where} cannot be decided.`
  }
  const isPromised = window.sunset !== undefined && window.state !== 'sunset' && freeFrom !== undefined
  const free = isPromised ? [info(`From ${freeFrom} on nobody is promised it any more; who uses it has to move before.`)] : []
  return {
    title: sentences[answer],
    answer,
    lines: [
      ...reasons.map(({ code, outcome, text, next }): Line => ({ code, outcome, text, next })),
      info(`It is ${inWords(window)}.`),
      ...usersLine(consumers),
      ...free
    ]
  }
}

function tellDeprecation(found: CanIDeprecate): Report {
  const { answer, element, provider, window, earliestSunset, freeFrom, minimumWindowDays, consumers, next } = found
  const sentences = {
    yes: `Yes, ${provider} may announce the end of ${element} for ${earliestSunset} or later.`,
    no: `No, ${element} of ${provider} is past its sunset: it may be removed when nobody uses it.`,
    unknown: `Unknown: whether ${provider} offers ${element} cannot be told from its documents.`
  }
  const earliest = info(`It is free from ${freeFrom} on at the earliest; consumers have ${minimumWindowDays} days at least.`)
  return {
    title: sentences[answer],
    answer,
    lines: [info(`It is ${inWords(window)}.`), ...usersLine(consumers), ...(answer === 'no' ? [] : [earliest])],
    todo: next
  }
}

function usersLine(consumers: Usage['consumers']): Line[] {
  const users = consumers.flatMap(({ name, versions }) =>
    versions.map(version => info(`${name} ${placed(version)}: ${[...new Set(version.uses.map(use => use.strength))].join(', ')}`))
  )
  return users.length === 0 ? [info('No contract says to use it.')] : [info('Who says to use it, and how strongly:', users)]
}
