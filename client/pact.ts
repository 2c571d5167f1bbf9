import { wrong } from './door.ts'

export interface ReadPact {
  consumer: string
  provider: string
  /** What is sent: the text as given, without a byte order mark. */
  text: string
}

/** Whose pact this is, and its text. */
export function readPact(pact: string | object): ReadPact {
  const text = (typeof pact === 'string' ? pact : JSON.stringify(pact)).replace(/^\ufeff/, '')
  const names = namesIn(parse(text))
  if (names === undefined) throw wrong('This is no pact: it does not name its consumer and provider.')
  return { ...names, text }
}

/** The consumer and the provider, or undefined for JSON that is no pact. */
export function namesIn(content: unknown): { consumer: string; provider: string } | undefined {
  const { consumer, provider } = (content ?? {}) as { consumer?: { name?: unknown }; provider?: { name?: unknown } }
  const names = { consumer: consumer?.name, provider: provider?.name }
  return typeof names.consumer === 'string' && typeof names.provider === 'string'
    ? { consumer: names.consumer, provider: names.provider }
    : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw wrong(`This is no pact: ${(cause as Error).message}.`, cause)
  }
}
