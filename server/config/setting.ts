import type { Reader } from './readers.ts'

/** One thing an operator may set. The names in the environment are made from its key: `bodyLimit` is SOLOIST_BODY_LIMIT. */
export interface Setting<T> {
  read: Reader<T>
  fallback: T
  /** The default and the meaning as docs/settings.md says them. */
  usual: string
  meaning: string
  /** The Pact Broker's names for it, without PACT_BROKER_; the first that is set counts. */
  pactBroker: string[]
  /** How the Pact Broker's value is read, where that differs. */
  readPactBroker: Reader<T>
  /** What a log may say of it. */
  shown: (value: T) => unknown
}

export function setting<T>(
  read: Reader<T>,
  fallback: NoInfer<T>,
  meaning: string,
  pactBroker = '',
  readPactBroker: Reader<T> = read
): Setting<T> {
  const names = pactBroker.split(' ').filter(name => name !== '')
  return { read, fallback, usual: usualOf(fallback), meaning, pactBroker: names, readPactBroker, shown: value => value }
}

function usualOf(fallback: unknown): string {
  const text = Array.isArray(fallback) ? fallback.join(' ') : String(fallback ?? '')
  return text === '' ? '' : `\`${text}\``
}

/** A setting whose default is said in other words than its value. */
export const usually = <T>(usual: string, setting: Setting<T>): Setting<T> => ({ ...setting, usual })

/** A setting of which a log says only that it is set. */
export function secret<T>(setting: Setting<T>): Setting<T> {
  const isEmpty = (value: T) => value === undefined || (Array.isArray(value) && value.length === 0)
  return { ...setting, shown: value => (isEmpty(value) ? undefined : '********') }
}

/** A setting that holds addresses, with the passwords in them hidden. */
export function address<T>(setting: Setting<T>): Setting<T> {
  const hide = (text: string) =>
    text.replace(/(?<=:\/\/[^/@:]*:).*(?=@)/, '********').replace(/(?<=[?&]password=)[^&]*/, '********')
  return {
    ...setting,
    shown: value =>
      value === undefined
        ? undefined
        : JSON.parse(JSON.stringify(value), (_key, part) => (typeof part === 'string' ? hide(part) : part))
  }
}

export const settingName = (key: string) => `SOLOIST_${key.replace(/[A-Z]/g, '_$&').toUpperCase()}`
