import { RE2JS } from 're2js'
import { isWithin, readAddress, readRange } from './addresses.ts'

/** Where requests may go, as the operator set it (reference 4.5). An empty list of hosts allows every public one. */
export interface AllowLists {
  webhookMethods: readonly string[]
  webhookSchemes: readonly string[]
  webhookHosts: readonly string[]
}

/** What is wrong with a method, to follow its name in a sentence; `undefined` where nothing is. */
export function methodRefusal(method: string, { webhookMethods }: AllowLists): string | undefined {
  if (webhookMethods.includes(method.toUpperCase())) return undefined
  return `must be one of: ${webhookMethods.join(', ')} (SOLOIST_WEBHOOK_METHODS allows others)`
}

/** What is wrong with an address, which may hold `${…}` after its host, to follow its name in a sentence. */
export function urlRefusal(text: string, { webhookSchemes, webhookHosts }: AllowLists): string | undefined {
  if (!URL.canParse(text)) return 'must be an absolute address such as https://ci.example.com/build'
  const { protocol, hostname } = new URL(text)
  const scheme = protocol.slice(0, -1)
  if (!webhookSchemes.includes(scheme)) {
    return `must begin with ${webhookSchemes.map(known => `${known}://`).join(' or ')} (SOLOIST_WEBHOOK_SCHEMES allows others)`
  }
  if (hostname === '') return 'must name a host'
  // The parser leaves braces alone in a host; a template's `$` shows too, however it is escaped.
  if (/[${}]|%24|%7b/i.test(hostname)) return 'must not hold a parameter in its host'
  if (webhookHosts.length === 0 || webhookHosts.some(entry => matchesHost(hostname, entry))) return undefined
  return `has the host ${hostname}, which is not one of: ${webhookHosts.join(', ')} (SOLOIST_WEBHOOK_HOSTS allows others)`
}

/** The addresses that an operator opened for a host: those of its own, and those of the host list where the host is one of them. */
export function exceptionsFor(hostname: string, hosts: readonly string[], addresses: readonly string[]): string[] {
  const named = readAddress(hostname) === undefined ? [] : hosts.filter(entry => readRange(entry) !== undefined)
  return [...addresses, ...named]
}

/** Why an entry of the host list cannot be understood; `undefined` for a good one. */
export function hostEntryRefusal(entry: string): string | undefined {
  const expression = expressionOf(entry)
  if (expression !== undefined) {
    try {
      RE2JS.compile(expression)
      return undefined
    } catch (error) {
      return `holds ${entry}, which is no regular expression: ${(error as Error).message}`
    }
  }
  if (readRange(entry) !== undefined || /^(\*\.)?[^\s/:*[\]]+$/.test(entry)) return undefined
  return `holds ${entry}; an entry is a host name, *.example.com, an IP address, a range such as 10.0.0.0/8, or /a regular expression/`
}

const expressionOf = (entry: string) => /^\/(.+)\/$/.exec(entry)?.[1]

/** Exact name; `*.example.com` (one label, as in TLS); address or range, where the host is an address; `/expression/`. */
function matchesHost(hostname: string, entry: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  const expression = expressionOf(entry)
  if (expression !== undefined) return RE2JS.compile(expression).matcher(host).find()
  const address = readAddress(host)
  if (address !== undefined) return isWithin(address, [entry])
  const name = entry.toLowerCase()
  return name.startsWith('*.') ? host.slice(host.indexOf('.')) === name.slice(1) && !host.startsWith('.') : host === name
}
