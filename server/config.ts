import { isDeepStrictEqual } from 'node:util'
import { givenForPactBroker, withoutMeaning } from './config/pact-broker.ts'
import type { Environment } from './config/readers.ts'
import { type Setting, settingName } from './config/setting.ts'
import { groups } from './config/settings.ts'

type Groups = (typeof groups)[keyof typeof groups]
type AllOf<Group> = Group extends unknown ? (all: Group) => void : never
type Settings = AllOf<Groups> extends (all: infer All) => void ? All : never

/** What an operator set; server/config/settings.ts tells what each setting means. */
export type Config = { [K in keyof Settings]: Settings[K] extends Setting<infer T> ? T : never }

export const settings = Object.assign({}, ...Object.values(groups)) as Settings
const entries = Object.entries(settings) as Array<[key: keyof Config, setting: Setting<unknown>]>

/** Reads the settings; a misspelt or unusable one is refused by name. Those of the Pact Broker are understood beside Soloist's own. */
export function readConfig(env: Environment, warn: (sentence: string) => void = () => {}): Config {
  const own = givenForSoloist(env, warn)
  const theirs = givenForPactBroker(env)
  const read = entries.map(([key, { read, readPactBroker, fallback, pactBroker }]) => {
    const name = settingName(key)
    const text = own.get(name)
    const value = text === undefined ? undefined : read(text, name, env)
    const [theirName] = pactBroker.filter(name => theirs.has(name))
    if (theirName === undefined) return [key, text === undefined ? fallback : value]
    const theirValue = readPactBroker(theirs.get(theirName) as string, `PACT_BROKER_${theirName}`, env)
    if (text === undefined) return [key, theirValue]
    if (!isDeepStrictEqual(value, theirValue)) warn(`${name} and PACT_BROKER_${theirName} differ; ${name} counts.`)
    return [key, value]
  })
  refuseUnknown(own)
  warnOfUnused(theirs, warn)
  return Object.fromEntries(read) as unknown as Config
}

/** The settings as a log may show them. */
export function shownConfig(config: Config): Record<string, unknown> {
  return Object.fromEntries(entries.map(([key, { shown }]) => [settingName(key), shown(config[key])]))
}

/** The command's own settings, which a server started from the same environment leaves alone. */
const clientSettings = new Set(['SOLOIST_BROKER_URL', 'SOLOIST_TOKEN', 'SOLOIST_USERNAME', 'SOLOIST_PASSWORD', 'SOLOIST_OUTPUT'])

/** Kubernetes sets these for a service named soloist; they are nobody's mistake. */
const fromKubernetes = (name: string, value: string) =>
  /^SOLOIST_(SERVICE|PORT)_/.test(name) || (name === 'SOLOIST_PORT' && value.startsWith('tcp://'))

function givenForSoloist(env: Environment, warn: (sentence: string) => void): Map<string, string> {
  const given = new Map<string, string>()
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith('SOLOIST_') || value === undefined || clientSettings.has(name)) continue
    if (fromKubernetes(name, value)) warn(`${name} looks like one that Kubernetes sets; it is ignored.`)
    else given.set(name, value)
  }
  return given
}

function refuseUnknown(given: Map<string, string>) {
  const known = entries.map(([key]) => settingName(key))
  const unknown = [...given.keys()].filter(name => !known.includes(name))
  if (unknown.length > 0) throw new Error(`Unknown settings: ${unknown.join(', ')}. Known: ${known.join(', ')}`)
}

function warnOfUnused(theirs: Map<string, string>, warn: (sentence: string) => void) {
  const known = new Set(entries.flatMap(([, { pactBroker }]) => pactBroker))
  const others = [...theirs.keys()].filter(name => !known.has(name))
  const idle = others.filter(name => name in withoutMeaning)
  if (idle.length > 0) {
    warn(`Without effect here: ${idle.map(name => `PACT_BROKER_${name} (${withoutMeaning[name]})`).join(', ')}.`)
  }
  const unknown = others.filter(name => !(name in withoutMeaning))
  if (unknown.length > 0) warn(`Unknown and ignored: ${unknown.map(name => `PACT_BROKER_${name}`).join(', ')}.`)
}
