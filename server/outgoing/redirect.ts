import type { OutgoingAnswer, OutgoingRequest } from './send.ts'

/** What may follow to another origin: nothing in which a secret could be. */
const harmless = new Set(['accept', 'content-type', 'user-agent'])

/** The request a redirect asks for, as `fetch` makes it; `undefined` where the answer is none. */
export function nextHop(
  { method, url, headers, body }: OutgoingRequest,
  { status, headers: { location } }: OutgoingAnswer
): Pick<OutgoingRequest, 'method' | 'url' | 'headers' | 'body'> | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined || !URL.canParse(location, url)) return undefined
  const target = new URL(location, url)
  const elsewhere = target.origin !== new URL(url).origin
  const kept = Object.entries(headers).filter(([name]) => !elsewhere || harmless.has(name))
  const asGet = status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST'
  return asGet
    ? { method: 'GET', url: target.href, headers: Object.fromEntries(kept.filter(([name]) => name !== 'content-type')) }
    : { method, url: target.href, headers: Object.fromEntries(kept), body }
}
