import { readFileSync } from 'node:fs'
import { type KeepSelector, readKeepSelectors } from '../domain/cleaning.ts'
import { readRange } from '../domain/outgoing/addresses.ts'
import { hostEntryRefusal } from '../domain/outgoing/allow-lists.ts'
import { readSchedule } from '../domain/schedule.ts'

export type Environment = Record<string, string | undefined>
/** Turns a variable's text into a value, or refuses it in a sentence that names the variable. */
export type Reader<T> = (text: string, name: string, env: Environment) => T

export const text: Reader<string> = (value, name) => {
  if (value.trim() === '') throw new Error(`${name} is empty.`)
  return value
}
export const flag: Reader<boolean> = (value, name) => {
  if (value === 'true') return true
  if (value === 'false') return false
  throw new Error(`${name} is ${value}; it must be true or false.`)
}
export const whole =
  (from: number, to: number): Reader<number> =>
  (value, name) => {
    const number = Number(value)
    if (value.trim() !== '' && Number.isInteger(number) && number >= from && number <= to) return number
    throw new Error(`${name} is ${value}; it must be a whole number from ${from} to ${to}.`)
  }
export const milliseconds = whole(0, 86_400_000)
export const days = whole(0, 36_500)
export const list: Reader<string[]> = value => value.split(/\s+/).filter(part => part !== '')
export const level: Reader<string> = (value, name) => {
  const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']
  if (levels.includes(value)) return value
  throw new Error(`${name} is ${value}; it must be one of ${levels.join(', ')}.`)
}
/** As the Pact Broker writes them. */
export const pactLevel: Reader<string> = (value, name, env) => level(value.toLowerCase(), name, env)
export const databaseUrl: Reader<string> = (value, name) => {
  if (/^sqlite:./.test(value) || /^postgres(ql)?:\/\//.test(value)) return value
  throw new Error(`${name} must begin with sqlite: (and a file) or postgres://.`)
}
/** `sqlite:///var/x.db`, as the Pact Broker writes it. */
export const pactDatabaseUrl: Reader<string> = (value, name, env) =>
  databaseUrl(value.replace(/^sqlite:\/\//, 'sqlite:'), name, env)
/** Seconds, kept as the milliseconds that Soloist's own settings are written in. */
export const seconds: Reader<number> = (value, name) => {
  const number = Number(value)
  if (value.trim() !== '' && number >= 0 && number <= 86_400) return Math.round(number * 1000)
  throw new Error(`${name} is ${value}; it must be a number of seconds, at most 86400.`)
}
export const address: Reader<string> = (value, name) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return value.replace(/\/+$/, '')
  throw new Error(`${name} is ${value}; it must be an address that begins with http:// or https://.`)
}
export const several =
  <T>(one: Reader<T>): Reader<T[]> =>
  (value, name, env) =>
    list(value, name, env).map(part => one(part, name, env))
export const oneOf =
  <T extends string>(...known: T[]): Reader<T> =>
  (value, name) => {
    const found = known.find(one => one === value)
    if (found !== undefined) return found
    throw new Error(`${name} is ${value}; it must be one of ${known.join(', ')}.`)
  }
export const upperCase: Reader<string> = value => value.toUpperCase()
export const hostEntry: Reader<string> = (value, name) => {
  const refusal = hostEntryRefusal(value)
  if (refusal === undefined) return value
  throw new Error(`${name} ${refusal}.`)
}
export const addressRange: Reader<string> = (value, name) => {
  if (readRange(value) !== undefined) return value
  throw new Error(`${name} holds ${value}; it must be an IP address or a range such as 10.0.0.0/8.`)
}
/** Networks whose addresses nobody outside can have. */
const networks: Record<string, string[]> = {
  true: ['0.0.0.0/0', '::/0'],
  false: [],
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', '169.254.0.0/16', 'fe80::/10']
}
export const trustedProxies: Reader<string[]> = (value, name, env) =>
  list(value, name, env).flatMap(part => networks[part] ?? [addressRange(part, name, env)])
export const keepSelectors: Reader<KeepSelector[] | undefined> = (value, name) => {
  const read = readKeepSelectors(value)
  if ('problem' in read) throw new Error(`${name} ${read.problem}.`)
  return read.selectors
}
export const cronSchedule: Reader<string> = (value, name) => {
  if (readSchedule(value) !== undefined) return value
  throw new Error(`${name} is ${value}; it must have cron's five fields, such as 15 2 * * *.`)
}
export const secretKey: Reader<string> = (value, name) => {
  if (value.length >= 32) return value
  throw new Error(
    `${name} holds a key of ${value.length} characters; at least 32 are needed (openssl rand -base64 32 makes one).`
  )
}
/** Names of files, or the certificates themselves. */
export const certificates: Reader<string[]> = (value, name, env) =>
  value.includes('-----BEGIN') ? [value] : list(value, name, env).map(file => readFileSync(file, 'utf8'))
export const cacheControl: Reader<string> = (value, name) => {
  if (/^[\w=, -]+$/.test(value)) return value
  throw new Error(`${name} is ${value}; it must be what Cache-Control may say, as in max-age=30.`)
}
export interface Proxies {
  http: string | undefined
  https: string | undefined
  /** Hosts that are spoken to without one. */
  none: string | undefined
}

/** Whether to heed the variables that programs commonly take their proxy from. */
export const proxyOfEnvironment: Reader<Proxies | undefined> = (value, name, env) => {
  if (!flag(value, name, env)) return undefined
  const either = (key: string) => env[key] ?? env[key.toUpperCase()]
  return { http: either('http_proxy'), https: either('https_proxy'), none: either('no_proxy') }
}
