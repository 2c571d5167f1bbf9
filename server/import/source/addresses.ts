import { encodeName } from '../../hal/urls.ts'

/**
 * Where a link of the source leads, seen from here. Only its path counts: behind a proxy a broker may call itself by
 * another host, and some of its lists follow the request's host rather than its own (reference 1.1.1). So no credentials
 * ever go anywhere but to the address that was given. `self` is what the source's index calls itself.
 */
export function addressOf(href: string, base: string, self: string | undefined): string {
  if (href.startsWith(`${base}/`)) return href
  if (self !== undefined && href.startsWith(self) && /^([/?]|$)/.test(href.slice(self.length))) {
    return base + href.slice(self.length)
  }
  const path = href.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '')
  const prefixes = [self, base].map(url => (url === undefined ? '' : new URL(url).pathname.replace(/\/+$/, '')))
  const prefix = prefixes.find(prefix => prefix !== '' && (path === prefix || path.startsWith(`${prefix}/`))) ?? ''
  const rest = path.slice(prefix.length)
  return rest === '' || rest.startsWith('/') || rest.startsWith('?') ? base + rest : `${base}/${rest}`
}

/** Fills in the places of a templated link. */
export function expand(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name) => encodeName(values[name] ?? ''))
}

/** The decoded segments of a link's path that follow the given words: `/pacts/provider/A/…` after `provider` is A. */
export function segmentAfter(href: string, word: string): string | undefined {
  const segments = (href.split(/[?#]/, 1)[0] as string).split('/')
  const at = segments.lastIndexOf(word)
  const found = at === -1 ? undefined : segments[at + 1]
  if (found === undefined || found === '') return undefined
  try {
    return decodeURIComponent(found)
  } catch {
    return undefined
  }
}

/** The address with these parameters, in place of those of the same name. */
export function withQuery(address: string, parameters: Record<string, string | number>): string {
  const [path, query = ''] = address.split('?', 2) as [string, string?]
  const others = query.split('&').filter(pair => pair !== '' && !((pair.split('=', 1)[0] as string) in parameters))
  const own = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${path}?${[...others, ...own].join('&')}`
}
