import { shellWord } from '../shell-word.ts'
import type { Sharing } from './reasons.ts'
import type { Declared } from './resource.ts'

export function sharedSentence({ conflict: { path, one, other }, inherited }: Sharing): string {
  const since = inherited ? ', as the version it replaces does' : ''
  return `${side(one)} ${one.access} ${one.path}, which ${side(other)} ${other.access}${other.path === one.path ? '' : ` as ${other.path}`}: they share ${path}${since}.`
}

/** The owner of the store decides; who owns it is to offer what others need. */
export function shareNoMore({ conflict: { path, one, other } }: Sharing, environment: string | undefined): string {
  const owner = [one, other].find(({ access }) => access === 'owns')
  const instead =
    owner === undefined
      ? 'Give each application a store of its own'
      : `Let ${owner.application} alone use it, and ask it for the rest`
  const where = environment === undefined ? '' : ` --environment ${shellWord(environment)}`
  return `${instead}; or, for a time: soloist allow-sharing --path ${shellWord(path)}${where} --until YYYY-MM-DD --reason …`
}

const side = ({ application, version }: Declared) => `${application} ${version}`
