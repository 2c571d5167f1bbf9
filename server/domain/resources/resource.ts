/** How an application uses a store: it decides over its form, changes what is in it, or only looks. */
export const accesses = ['owns', 'reads', 'writes'] as const
export type Access = (typeof accesses)[number]

export interface Resource {
  /** Nested by `/`, from the server down: `postgres/orders-db/public/invoices`. */
  path: string
  access: Access
  /** What was changed in it cannot be taken back, so that no earlier version can follow. */
  irreversible: boolean
}

/** A resource that a version of an application uses. */
export interface Declared extends Resource {
  application: string
  version: string
}

/** What is wrong with a path, or undefined. */
export function pathProblem(path: string): string | undefined {
  const segments = path.split('/')
  if (segments.some(segment => segment.trim() === ''))
    return 'must be names joined by "/", as in postgres/orders-db/public/invoices'
  if ([...path].length > 255) return 'must be at most 255 characters'
  return undefined
}

/** Whether one path is the other, or lies below it. */
export const isAtOrBelow = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`)

/** The deeper of two paths of which one lies below the other; undefined where neither does. */
export function commonPath(one: string, other: string): string | undefined {
  if (isAtOrBelow(one, other)) return one
  return isAtOrBelow(other, one) ? other : undefined
}
