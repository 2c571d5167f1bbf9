import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The text of a JSON body as it was sent: contracts are kept to the byte, which JSON.parse would lose. */
    bodyText: string
  }
}

/** The reference refuses deeper bodies too; it also bounds every recursion over them. */
export const deepestNesting = 50

/** JSON bodies: valid UTF-8, not nested too deep, the text kept beside the value. Other media types are refused with 415. */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.decorateRequest('bodyText', '')
  app.addContentTypeParser(
    /^application\/(merge-patch\+)?json\b/,
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      const text = decodeUtf8(body)
      request.bodyText = text
      return text === '' ? undefined : parseJson(text)
    }
  )
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Problem('invalid-json', 'The body is not valid UTF-8.', { cause })
  }
}

export function parseJson(text: string): unknown {
  if (nestsDeeperThan(text, deepestNesting)) {
    throw new Problem('invalid-json', `The JSON is nested deeper than ${deepestNesting} levels.`)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Problem('invalid-json', `The body is not valid JSON: ${(cause as Error).message}`, { cause })
  }
}

/** Looks at brackets outside strings only, so that no parser has to survive the nesting first. */
export function nestsDeeperThan(text: string, levels: number): boolean {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x22) i = endOfString(text, i)
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > levels) return true
    } else if (code === 0x7d || code === 0x5d) depth--
  }
  return false
}

function endOfString(text: string, start: number): number {
  let end = start
  do {
    end = text.indexOf('"', end + 1)
    if (end === -1) return text.length
  } while (isEscaped(text, end))
  return end
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++
  return slashes % 2 === 1
}
