import { nameProblem } from '../names.ts'

/** How an application uses a store: `owns` also means that it decides about its shape. */
export const accesses = ['owns', 'reads', 'writes'] as const
export type Access = (typeof accesses)[number]

/** A store that a version uses: a database, a schema, a table, a bucket; from the outside in, `postgres/orders-db/public/invoices`. */
export interface Resource {
  path: string
  access: Access
  /** What this version does to it cannot be taken back by deploying the version before. */
  irreversible: boolean
}

/** More than anyone keeps apart; a list without an end would slow down every verdict. */
export const mostResources = 200

/** What is wrong with a path, or undefined. */
export function pathProblem(path: string): string | undefined {
  const problem = nameProblem(path)
  if (problem !== undefined) return problem
  if (path.includes('*')) return 'cannot have a *: a path means all that is below it, so leave out what follows'
  for (const segment of path.split('/')) {
    if (segment === '') return 'cannot begin or end with a slash, or have two in a row'
    if (segment !== segment.trim()) return `cannot have blanks beside a slash or at an end: "${segment}"`
    if (segment === '.' || segment === '..') return `cannot have ${segment} in it: paths are written from the outside in`
  }
  return undefined
}

/** What is wrong with what a version declares, each with its position. */
export function resourceProblems(resources: ReadonlyArray<Pick<Resource, 'path'>>): string[] {
  if (resources.length > mostResources) return [`cannot be more than ${mostResources}: declare what is above them`]
  const seen = new Set<string>()
  return resources.flatMap(({ path }, index) => {
    const problem = pathProblem(path) ?? (seen.has(path) ? `is there twice: ${path}` : undefined)
    seen.add(path)
    return problem === undefined ? [] : [`path ${problem} (at index ${index})`]
  })
}

/** Whether the path is that one, or below it. */
export const covers = (above: string, path: string): boolean => path === above || path.startsWith(`${above}/`)

/** Owning and writing bind others alike. */
export const changes = (access: Access): boolean => access !== 'reads'
