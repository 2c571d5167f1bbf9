import { resolve } from 'node:path'
import { wrong } from './door.ts'
import { type Format, formats } from './output.ts'
import { Soloist } from './soloist.ts'

type Settings = Record<string, string | undefined>

/** The broker that options and environment name. Credentials come from one place: options, SOLOIST_*, or PACT_BROKER_*. */
export function connect(values: Record<string, string | string[] | boolean | undefined>, env: Settings): Soloist {
  const option = (name: string) => values[name] as string | undefined
  const baseUrl = option('broker-base-url') ?? set(env.SOLOIST_BROKER_URL) ?? set(env.PACT_BROKER_BASE_URL)
  const credentials = [
    { token: option('broker-token'), username: option('broker-username'), password: option('broker-password') },
    { token: set(env.SOLOIST_TOKEN), username: set(env.SOLOIST_USERNAME), password: set(env.SOLOIST_PASSWORD) },
    { token: set(env.PACT_BROKER_TOKEN), username: set(env.PACT_BROKER_USERNAME), password: set(env.PACT_BROKER_PASSWORD) }
  ]
  const first = credentials.find(({ token, username }) => token !== undefined || username !== undefined)
  // A name may be an option while the password stays in the environment, where nobody reads it from the list of processes.
  const password = first?.password ?? credentials.find(each => each.password !== undefined)?.password
  return new Soloist({
    baseUrl: baseUrl ?? 'http://127.0.0.1:9292',
    ...(first?.token === undefined ? {} : { token: first.token }),
    ...(first?.username === undefined ? {} : { username: first.username, password: password ?? '' }),
    headers: headersOf(values['custom-header'] as string[])
  })
}

/** Pipelines often set a variable to nothing where they mean to leave it out. */
const set = (value: string | undefined) => (value === '' ? undefined : value)

/** As asked; in a job of GitHub Actions else with annotations and a summary, and else as text. */
export function outputFormat(option: string | undefined, env: Settings): Format {
  const asked = option ?? set(env.SOLOIST_OUTPUT)
  if (asked === undefined) return env.GITHUB_ACTIONS === 'true' ? 'github' : 'text'
  return formatNamed(asked, '--output')
}

/** `junit=soloist.xml` and the like; the path is looked for from the folder. */
export function reportFiles(asked: readonly string[], folder: string): Array<{ format: Format; path: string }> {
  return asked.map(text => {
    const [, name, path] = /^([^=]*)=(.+)$/s.exec(text) ?? []
    if (name === undefined || path === undefined) throw wrong(`--report is ${text}; it must look like junit=soloist.xml.`)
    return { format: formatNamed(name, '--report'), path: resolve(folder, path) }
  })
}

function formatNamed(asked: string, option: string): Format {
  // What other clients call text.
  const format = formats.find(known => known === asked || (known === 'text' && asked === 'table'))
  if (format !== undefined) return format
  throw wrong(`${option} is ${asked}; it must be one of ${formats.join(', ')}.`)
}

export function headersOf(lines: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    lines.map(line => {
      const colon = line.indexOf(':')
      if (colon < 1) throw wrong(`--custom-header is "${line}"; it must look like "Name: value".`)
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
    })
  )
}
