const day = /^(\d{4})-(\d\d)-(\d\d)$/
const time = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)$/i
const daysIn = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isDate(text: string): boolean {
  const found = day.exec(text)
  if (found === null) return false
  const [year, month, date] = found.slice(1).map(Number) as [number, number, number]
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month >= 1 && month <= 12 && date >= 1 && date <= (month === 2 && leap ? 29 : daysIn[month - 1]!)
}

const isDateTime = (text: string) => isDate(text.slice(0, 10)) && /^[t\s]$/i.test(text.charAt(10)) && time.test(text.slice(11))
const octet = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const ipv4 = new RegExp(`^${octet}(\\.${octet}){3}$`)

/** The formats that are checked: those whose rule is short and known to all. Each test is linear. */
const tests: Record<string, (text: string) => boolean> = {
  date: isDate,
  time: text => time.test(text),
  'date-time': isDateTime,
  uuid: text => /^(urn:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text),
  email: text => text.length < 400 && /^[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)*$/.test(text) && !/^\.|\.\.|\.@/.test(text),
  ipv4: text => ipv4.test(text),
  uri: text => /^[a-z][a-z0-9+.-]*:[^\s\\"<>^`{|}]*$/i.test(text)
}

/** Says nothing of values, as far as this engine knows. */
const annotations = new Set([
  'password',
  'byte',
  'binary',
  'base64',
  'base64url',
  'html',
  'markdown',
  'xml',
  'json',
  'string',
  'text'
])

/** `undefined` for a format that is not known. */
export function hasFormat(text: string, format: string): boolean | undefined {
  if (annotations.has(format)) return true
  return Object.hasOwn(tests, format) ? tests[format]!(text) : undefined
}

/** Every text of the one format is one of the other. */
export function impliesFormat(one: string, other: string): boolean {
  return one === other || annotations.has(other) || (wider[one]?.includes(other) ?? false)
}

const wider: Record<string, string[]> = {
  uri: ['uri-reference', 'iri', 'iri-reference', 'url'],
  'uri-reference': ['iri-reference'],
  iri: ['iri-reference'],
  email: ['idn-email'],
  hostname: ['idn-hostname']
}

/** One text of each format, for witnesses. */
export const formatSamples: Record<string, string> = {
  date: '2026-01-31',
  time: '12:00:00Z',
  'date-time': '2026-01-31T12:00:00Z',
  uuid: '0f8fad5b-d9cb-469f-a165-70867728950e',
  email: 'someone@example.org',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.org/',
  'uri-reference': '/path',
  hostname: 'example.org'
}
