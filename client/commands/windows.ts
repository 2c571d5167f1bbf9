import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodeForAnswer, exitCodes } from '../exit-codes.ts'
import type { Line, Report } from '../report.ts'
import { shellWord } from '../shell-word.ts'
import type { Usage } from '../simulations.ts'
import { noticeLines, userLines } from '../tell-elements.ts'
import { info, placed } from '../tell-findings.ts'
import { windowInWords } from '../window-in-words.ts'
import type { CanIDeprecate, CanIRemove, WindowList, WindowOfElement } from '../windows.ts'

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
      out.answer(document, () => `${document.element} of ${provider}: ${windowInWords(document.window)}.`)
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
    out.answer(document, () => tellWindows(document, state))
    return overdue === true && document.windows.length > 0 ? exitCodes.no : exitCodes.done
  }
})

/** Asked for those that are overdue, each is one too many; else they are told. */
function tellWindows({ windows, notices }: WindowList, state: 'overdue' | 'upcoming' | undefined): Report {
  const { length } = windows
  const which = state === undefined ? '' : length === 1 ? ` that is ${state}` : ` that are ${state}`
  const lines = windows.map(found => windowLine(found, state === 'overdue'))
  return {
    title: length === 0 ? `No windows${which}.` : `${length} ${length === 1 ? 'window' : 'windows'}${which}.`,
    answer: state !== 'overdue' ? undefined : length === 0 ? 'yes' : 'no',
    lines: [...lines, ...noticeLines(notices)]
  }
}

function windowLine(found: WindowOfElement, isAsked: boolean): Line {
  const { provider, element, window, overdue, reason, offeredBy, consumers = [] } = found
  const offered = offeredBy.length === 0 ? [] : [info(`offered by ${offeredBy.map(placed).join(', ')}`)]
  const lines = [...offered, ...userLines(consumers, element).map(line => ({ ...line, text: `used by ${line.text}` }))]
  return {
    outcome: !overdue ? 'info' : isAsked ? 'fail' : 'warn',
    code: overdue ? 'overdue' : window.state,
    text: `${provider} ${element}: ${overdue ? 'overdue, ' : ''}${windowInWords(window)}`,
    notes: reason === undefined ? [] : [reason],
    next: overdue ? `soloist can-i-remove --provider ${shellWord(provider)} --element ${shellWord(element)}` : undefined,
    lines
  }
}

function tellRemoval(found: CanIRemove): Report {
  const { answer, element, provider, reasons, window, consumers, freeFrom, environment, notices } = found
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
      info(`It is ${windowInWords(window)}.`),
      users(consumers, element),
      ...free,
      ...noticeLines(notices)
    ]
  }
}

function tellDeprecation(found: CanIDeprecate): Report {
  const { answer, element, provider, window, earliestSunset, freeFrom, minimumWindowDays, consumers, next, notices } = found
  const sentences = {
    yes: `Yes, ${provider} may announce the end of ${element} for ${earliestSunset} or later.`,
    no: `No, ${element} of ${provider} is past its sunset: it may be removed when nobody uses it.`,
    unknown: `Unknown: whether ${provider} offers ${element} cannot be told from its documents.`
  }
  const earliest = info(`It is free from ${freeFrom} on at the earliest; consumers have ${minimumWindowDays} days at least.`)
  return {
    title: sentences[answer],
    answer,
    lines: [
      info(`It is ${windowInWords(window)}.`),
      users(consumers, element),
      ...(answer === 'no' ? [] : [earliest]),
      ...noticeLines(notices)
    ],
    next
  }
}

function users(consumers: Usage['consumers'], element: string): Line {
  const lines = userLines(consumers, element)
  return lines.length === 0 ? info('No contract says to use it.') : info('Who says to use it, and how strongly:', lines)
}
