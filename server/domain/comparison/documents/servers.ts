import { itemsOf, type Json, member, textAt } from '../json.ts'
import type { Place } from './place.ts'

/** The paths of the servers: those of the operation, else of the path, else of the document. */
export function basePathsOf(root: Json, item: Place, operation: Place): string[] {
  const servers = [operation.value, item.value, root]
    .map(value => itemsOf(member(value, 'servers')))
    .find(list => list.length > 0)
  return [...new Set(['', ...(servers ?? []).flatMap(server => basePath(textAt(server, 'url')))])]
}

/** The path of a server's address; its variables become parameters. `/` is none. */
export function basePath(url: string | undefined): string[] {
  if (url === undefined) return []
  const path = url
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .replace(/^\{[^{}]*\}(?=\/|$)/, '')
    .split(/[?#]/)[0]!
  const trimmed = path.replace(/\/+$/, '')
  if (trimmed === '') return []
  return [trimmed.startsWith('/') ? trimmed : `/${trimmed}`]
}
