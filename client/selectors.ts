import type { Given } from './command.ts'
import { wrong } from './door.ts'
import type { Ignored, Selector } from './questions.ts'

/**
 * Versions as the other clients have them on a command line, where order tells what belongs together:
 * `--pacticipant A --version 1 --pacticipant B --latest main --ignore C --version 3`.
 */
export function selectorsFrom(given: readonly Given[]): { selectors: Selector[]; ignore: Ignored[] } {
  const selectors: Selector[] = []
  const ignore: Ignored[] = []
  let last: { kind: 'selector'; selector: Selector } | { kind: 'ignored'; ignored: Ignored } | undefined
  for (const { name, value } of given) {
    if (name === 'pacticipant') {
      last = { kind: 'selector', selector: { application: value } }
      selectors.push(last.selector)
    } else if (name === 'ignore') {
      last = { kind: 'ignored', ignored: ignoredFrom(value) }
      ignore.push(last.ignored)
    } else if (selecting.has(name)) {
      if (last === undefined) throw wrong(`--${name} comes before --pacticipant: first the application, then which version.`)
      if (last.kind === 'selector') narrow(last.selector, name, value)
      else if (name === 'version' && last.ignored.version === undefined) last.ignored.version = value
      else throw wrong(`--${name} follows --ignore, where only one --version can stand: put it after its --pacticipant.`)
    }
  }
  return { selectors, ignore }
}

const selecting = new Set(['version', 'latest', 'branch', 'tag', 'main-branch'])

function narrow(selector: Selector, name: string, value: string): void {
  const { application } = selector
  const once = (key: 'version' | 'branch' | 'tag') => {
    if (selector[key] !== undefined) throw wrong(`${application} has --${key} twice.`)
    selector[key] = value
  }
  if (name === 'version' || name === 'branch' || name === 'tag') once(name)
  if (name === 'main-branch') selector.mainBranch = true
  if (name === 'latest') {
    selector.latest = true
    if (value !== '') once('tag')
  }
  const version = selector.version !== undefined
  if (version && (selector.latest || selector.branch || selector.tag || selector.mainBranch)) {
    throw wrong(`${application} has a --version; --latest, --branch, --main-branch and --tag cannot stand beside it.`)
  }
}

/** `name`, or `name=version`. */
function ignoredFrom(value: string): Ignored {
  const sign = value.indexOf('=')
  return sign < 1 ? { application: value } : { application: value.slice(0, sign), version: value.slice(sign + 1) }
}

/** A branch or the main branch means its newest version: what a pipeline is about to deploy. */
export function newest(selector: Selector): Selector {
  const { branch, mainBranch, tag } = selector
  return branch !== undefined || mainBranch === true || tag !== undefined ? { ...selector, latest: true } : selector
}

export const isNamed = ({ version, branch, tag, mainBranch, latest }: Selector) =>
  [version, branch, tag, mainBranch, latest].some(value => value !== undefined)
