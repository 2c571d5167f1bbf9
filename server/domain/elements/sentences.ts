import { shellWord } from '../shell-word.ts'
import { dayOf } from '../windows/days.ts'
import { deprecateCommand } from '../windows/sentences.ts'
import { messageVersion } from './keys.ts'
import type { ElementReason } from './reasons.ts'

/** The reason in words. */
export function elementSentence(reason: ElementReason): string {
  const { code, candidate, element, provider, versions } = reason
  const own = `${candidate.application} ${candidate.number}`
  switch (code) {
    case 'element-removed-in-use':
      return `${own} no longer offers ${element}, which ${whoUses(reason)}${windowIn(reason)}.`
    case 'message-version-dropped':
      return reason.users.length > 0
        ? `${own} no longer ${does(reason)} ${element}, which ${whoUses(reason)}${windowIn(reason)}.`
        : `${own} begins ${reason.successor} and no longer ${does(reason)} ${element} beside it${windowIn(reason)}.`
    case 'window-cut-short':
      return lastDay(reason) === ''
        ? `${own} no longer offers ${element}, which is public and was given no last day: who uses it from outside is not seen.`
        : `${own} no longer offers ${element}, though ${provider} promised it until ${lastDay(reason)}; no contract says that it is used.`
    case 'window-open-ended':
      return `${own} deprecates ${element} without a last day.`
    case 'deprecated-newly-used':
      return `${own} begins to use ${element} of ${provider} ${versions.join(', ')}, which is deprecated${windowIn(reason)}.`
    case 'past-sunset-in-use':
      return `${own} uses ${element} of ${provider} ${versions.join(', ')}, whose last day was ${lastDay(reason)}.`
  }
}

/** What to do about it. */
export function elementNext(reason: ElementReason): string {
  const { code, element, provider, users } = reason
  const deprecate = deprecateCommand(provider, element, 'YYYY-MM-DD')
  const who = `soloist who-uses --provider ${shellWord(provider)} ${shellWord(element)}`
  switch (code) {
    case 'element-removed-in-use':
    case 'message-version-dropped': {
      if (users.length === 0) return `Keep ${element} beside ${reason.successor} until its last day is over.`
      const moving = users.filter(({ how }) => how !== 'retained')
      if (moving.length === 0) return `Keep ${element} in ${provider} until what was sent is read${readUntil(users)}.`
      const names = [...new Set(moving.map(({ application }) => application))].join(' and ')
      const what =
        messageVersion(element) === undefined
          ? `without ${element}`
          : `that ${reason.direction === 'sends' ? 'read' : 'send'} another version`
      return reason.isOver
        ? `Deploy versions of ${names} ${what} first (${who} shows who is left), or keep it in ${provider}.`
        : `Keep ${element} in ${provider} until versions of ${names} ${what} are deployed: ${who}`
    }
    case 'window-cut-short':
      return lastDay(reason) === ''
        ? `Keep it, and announce its last day: ${deprecate}`
        : `Keep ${element} until ${lastDay(reason)}.`
    case 'window-open-ended':
      return deprecate
    case 'deprecated-newly-used':
    case 'past-sunset-in-use':
      return `Change ${reason.candidate.application} so that it does without ${element}${code === 'past-sunset-in-use' ? ` before ${provider} removes it` : ''}.`
  }
}

/** What nobody sends any more waits only as long as its topic keeps it. */
function readUntil(users: ElementReason['users']): string {
  const ends = users.map(({ until }) => until)
  const known = ends.filter(until => until !== null)
  return known.length < ends.length ? '; its topic keeps it for ever' : `: after ${dayOf(Math.max(...known))} it is read no more`
}

const does = ({ direction }: ElementReason) => (direction === 'receives' ? 'accepts' : 'sends')

function whoUses({ users, direction, element }: ElementReason): string {
  const isMessage = messageVersion(element) !== undefined
  const verb = isMessage ? (direction === 'receives' ? 'sends' : 'reads') : 'uses'
  const names = users.map(
    ({ application, version, how }) =>
      `${application} ${version}${how === 'reserved' ? ' (about to be deployed)' : how === 'retained' ? ' (its messages are still read)' : ''}`
  )
  return `${names.join(', ')} ${users.length === 1 ? verb : verb.replace(/s$/, '')}`
}

function windowIn({ dates, isOver, code }: ElementReason): string {
  if (dates === undefined) return code === 'deprecated-newly-used' ? '' : '; it was never deprecated'
  if (dates.sunset === null) return '; it is deprecated without a last day'
  return isOver ? `, and its last day was ${dayOf(dates.sunset)}` : `; its last day is ${dayOf(dates.sunset)}`
}

const lastDay = ({ dates }: ElementReason) => (dates?.sunset ? dayOf(dates.sunset) : '')
