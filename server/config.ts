/** What an operator may set. Every name is `SOLOIST_` and the setting in upper case. */
export interface Config {
  host: string
  port: number
  databaseUrl: string
  /** The address clients use, where a proxy hides it. Without it, links follow the request's Host. */
  baseUrl: string | undefined
  /** The largest request body, in bytes. */
  bodyLimit: number
  logLevel: string
  /** Refuse changed content for a version already published (the Pact Broker's default). */
  allowContractModification: boolean
  /** Refuse a new application whose name is nearly that of a known one. */
  checkForSimilarNames: boolean
  /** Put a fresh version that gets its first tag on a branch of that name. */
  firstTagIsBranch: boolean
  /** A tag named like an environment records a deployment there. */
  deploymentsForTags: boolean
  autoDetectMainBranch: boolean
  mainBranchCandidates: string[]
  /** Create the environments `test` and `production` in an empty database. */
  seedEnvironments: boolean
  /** How many applications are walked to around one, unless the asker says otherwise. */
  networkMaxApplications: number
  /** Where badges are drawn in the mode `redirect`. */
  shieldsBaseUrl: string
  /** Send whoever wants a badge to the address above, or draw it here. */
  badgeMode: 'redirect' | 'proxy'
  /** The Cache-Control of the can-i-merge badge; the others are never kept. */
  badgeCache: string
  databaseConnections: number
  /** Off for poolers that cannot keep prepared statements. */
  preparedStatements: boolean
  /** How long a stopping server waits for open requests, in milliseconds. */
  shutdownTimeout: number
}

type Reader<T> = (text: string, name: string) => T

const text: Reader<string> = (value, name) => {
  if (value.trim() === '') throw new Error(`${name} is empty.`)
  return value
}
const flag: Reader<boolean> = (value, name) => {
  if (value === 'true') return true
  if (value === 'false') return false
  throw new Error(`${name} is ${value}; it must be true or false.`)
}
const whole =
  (from: number, to: number): Reader<number> =>
  (value, name) => {
    const number = Number(value)
    if (value.trim() !== '' && Number.isInteger(number) && number >= from && number <= to) return number
    throw new Error(`${name} is ${value}; it must be a whole number from ${from} to ${to}.`)
  }
const list: Reader<string[]> = value => value.split(/\s+/).filter(part => part !== '')
const oneOf =
  <Word extends string>(...words: Word[]): Reader<Word> =>
  (value, name) => {
    const found = words.find(word => word === value)
    if (found !== undefined) return found
    throw new Error(`${name} is ${value}; it must be one of ${words.join(', ')}.`)
  }
const cacheControl: Reader<string> = (value, name) => {
  if (/^[\w=, -]+$/.test(value)) return value
  throw new Error(`${name} is ${value}; it must be what Cache-Control may say, as in max-age=30.`)
}
const databaseUrl: Reader<string> = (value, name) => {
  if (/^sqlite:./.test(value) || /^postgres(ql)?:\/\//.test(value)) return value
  throw new Error(`${name} must begin with sqlite: (and a file) or postgres://.`)
}
const address: Reader<string> = (value, name) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return value.replace(/\/+$/, '')
  throw new Error(`${name} is ${value}; it must be an address that begins with http:// or https://.`)
}

/** Setting, how it is read, default, and what it is for: docs/settings.md says the same at length. */
const settings: { [K in keyof Config]: [read: Reader<Config[K]>, fallback: Config[K]] } = {
  host: [text, '127.0.0.1'],
  port: [whole(0, 65_535), 9292],
  databaseUrl: [databaseUrl, 'sqlite:./data/soloist.db'],
  baseUrl: [address, undefined],
  bodyLimit: [whole(1024, 1024 ** 3), 20 * 1024 * 1024],
  logLevel: [oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'), 'info'],
  allowContractModification: [flag, false],
  checkForSimilarNames: [flag, true],
  firstTagIsBranch: [flag, true],
  deploymentsForTags: [flag, true],
  autoDetectMainBranch: [flag, true],
  mainBranchCandidates: [list, ['develop', 'main', 'master']],
  seedEnvironments: [flag, true],
  networkMaxApplications: [whole(1, 100_000), 150],
  shieldsBaseUrl: [address, 'https://img.shields.io'],
  badgeMode: [oneOf('redirect', 'proxy'), 'redirect'],
  badgeCache: [cacheControl, 'max-age=30'],
  databaseConnections: [whole(1, 1000), 10],
  preparedStatements: [flag, true],
  shutdownTimeout: [whole(0, 600_000), 10_000]
}

export const settingName = (key: string) => `SOLOIST_${key.replace(/[A-Z]/g, '_$&').toUpperCase()}`

/** Kubernetes sets these for a service named soloist; they are nobody's mistake. */
const fromKubernetes = ([name, value]: [string, string | undefined]) =>
  /^SOLOIST_(SERVICE|PORT)_/.test(name) || (name === 'SOLOIST_PORT' && value?.startsWith('tcp://') === true)

/** Reads the settings; a misspelt or unusable one is refused by name. */
export function readConfig(env: Record<string, string | undefined>, warn: (sentence: string) => void = () => {}): Config {
  const given = new Map<string, string>()
  for (const entry of Object.entries(env)) {
    const [name, value] = entry
    if (!name.startsWith('SOLOIST_') || value === undefined || clientSettings.has(name)) continue
    if (fromKubernetes(entry)) warn(`${name} looks like one that Kubernetes sets; it is ignored.`)
    else given.set(name, value)
  }
  const read = Object.entries(settings).map(([key, setting]) => {
    const [reader, fallback] = setting as [Reader<unknown>, unknown]
    const name = settingName(key)
    const value = given.get(name)
    given.delete(name)
    return [key, value === undefined ? fallback : reader(value, name)]
  })
  if (given.size > 0) {
    const known = Object.keys(settings).map(settingName)
    throw new Error(`Unknown settings: ${[...given.keys()].join(', ')}. Known: ${known.join(', ')}`)
  }
  return Object.fromEntries(read) as unknown as Config
}

/** The command's own settings, which a server started from the same environment leaves alone. */
const clientSettings = new Set(['SOLOIST_BROKER_URL', 'SOLOIST_TOKEN', 'SOLOIST_USERNAME', 'SOLOIST_PASSWORD', 'SOLOIST_OUTPUT'])
