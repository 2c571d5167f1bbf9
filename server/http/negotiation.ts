import type { FastifyRequest } from 'fastify'
import { Problem } from '../problem.ts'

interface Range {
  type: string
  quality: number
}

/**
 * The media type to answer with: of those offered the one the client likes best, the first where it does not care,
 * undefined where it takes none of them. Reference 1.1.3.
 */
export function preferredType<T extends string>(accept: string | undefined, offered: readonly T[]): T | undefined {
  const ranges = rangesOf(accept)
  if (ranges.length === 0) return offered[0]
  const best = offered.map(type => ({ type, quality: qualityOf(type, ranges) })).filter(({ quality }) => quality > 0)
  // Stable: the offer's order decides between equals.
  return best.sort((a, b) => b.quality - a.quality)[0]?.type
}

/** For a resource with forms of its own: the one asked for, else a refusal that names what there is. */
export function negotiated<T extends string>(request: FastifyRequest, offered: readonly T[]): T {
  const type = preferredType(request.headers.accept, offered)
  if (type === undefined) throw new Problem('not-acceptable', `This is given as ${offered.join(' or ')} only.`)
  return type
}

function rangesOf(accept = ''): Range[] {
  return accept
    .split(',')
    .map(part => part.trim().toLowerCase())
    .filter(part => part !== '')
    .map(part => {
      const [type = '', ...parameters] = part.split(';').map(each => each.trim())
      const quality = Number(parameters.find(parameter => parameter.startsWith('q='))?.slice(2) ?? 1)
      return { type, quality: Number.isNaN(quality) ? 0 : quality }
    })
}

/** That of the most telling range that fits. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const family = `${type.split('/', 1)[0]}/*`
  for (const wanted of [type, family, '*/*']) {
    const found = ranges.find(range => range.type === wanted)
    if (found !== undefined) return found.quality
  }
  return 0
}
