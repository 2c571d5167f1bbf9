import type { FastifyRequest } from 'fastify'
import { Problem } from '../problem.ts'

const json = 'application/json'
const mergePatch = 'application/merge-patch+json'

/** Asked after the body was found valid, as in the reference: what is wrong with a body outranks how it is labelled. */
const accepting =
  (...types: string[]) =>
  async (request: FastifyRequest): Promise<void> => {
    const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
    if (type !== undefined && types.includes(type)) return
    throw new Problem('unsupported-media-type', `The Content-Type must be ${types.join(' or ')}.`)
  }

/** For routes that take `application/json`, also where the body may be left out. */
export const jsonOnly = accepting(json)
export const mergePatchOnly = accepting(mergePatch)
export const jsonOrMergePatch = accepting(json, mergePatch)
