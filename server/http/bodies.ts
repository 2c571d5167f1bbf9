import type { FastifyInstance, FastifyRequest } from 'fastify'
import { deepestNesting, nestsDeeperThan } from '../domain/json-depth.ts'
import { Problem } from '../problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The text of a JSON body as it was sent: contracts are kept to the byte, which JSON.parse would lose. */
    bodyText: string
  }
}

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
