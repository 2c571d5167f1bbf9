import { declares } from './declared-policies.ts'
import { live } from './engine.ts'
import type { Question, Reason, Resource, Step } from './history.ts'
import { type Move, pick } from './moves.ts'
import { policyFor } from './not-deployed.ts'
import type { World } from './world.ts'

/** "one reason for each resource of X and each use by another application that conflict and that no exception covers" */
export function sharedStores(world: World, question: Question): Reason[] {
  const { application, version } = question
  const reasons: Reason[] = []
  for (const mine of declared(world, application, version)) {
    for (const other of world.applications) {
      if (other === application) continue
      for (const theirs of usesOf(world, question, other)) {
        if (!overlap(mine.path, theirs.path)) continue
        // "at least one of the two changes it"
        if (mine.access === 'reads' && theirs.access === 'reads') continue
        const longer = mine.path.length > theirs.path.length ? mine.path : theirs.path
        if (isAllowed(world, question, longer, other)) continue
        const shared = `${mine.access} ${mine.path}, ${other} ${theirs.access} ${theirs.path}`
        reasons.push({ code: 'shared-persistence', outcome: blocks(world, question, mine) ? 'fail' : 'warn', shared })
      }
    }
  }
  return reasons
}

/** "What a version declared last counts; one that has declared nothing has no resources here." */
export const declared = (world: World, application: string, version: string): Resource[] =>
  world.declarations.find(known => known.application === application && known.version === version)?.resources ?? []

/** "the strongest access (owns before writes before reads) with which a version in live(E, B) declares the path" */
function usesOf(world: World, { environment, at }: Question, application: string): Resource[] {
  const all: Resource[] = []
  for (const version of live(world, environment, application, at)) all.push(...declared(world, application, version))
  const uses: Resource[] = []
  for (const access of ['owns', 'writes', 'reads'] as const) {
    for (const resource of all) {
      if (resource.access === access && !uses.some(({ path }) => path === resource.path)) uses.push(resource)
    }
  }
  return uses
}

/** "equal, or the segments of the one are the first of the other" */
function overlap(one: string, other: string): boolean {
  const [few, many] = [one.split('/'), other.split('/')].sort((a, b) => a.length - b.length) as [string[], string[]]
  return few.every((segment, i) => segment === many[i])
}

/** "names both applications, is for E or for any environment, has a path that is the longer of the two or above it, and is not over" */
function isAllowed(world: World, { application, environment, at }: Question, path: string, other: string): boolean {
  for (const exception of world.exceptions) {
    if (!exception.applications.includes(application) || !exception.applications.includes(other)) continue
    if (exception.environment !== undefined && exception.environment !== environment) continue
    if (!overlap(exception.path, path) || exception.path.length > path.length) continue
    if (at <= exception.until) return true
  }
  return false
}

/** "`fail`, where the policy has the rule `block` and X adds it" */
function blocks(world: World, question: Question, mine: Resource): boolean {
  const { application, environment, instance } = question
  const byPolicy = policyFor(world, 'shared-persistence', application, '', environment)?.rule === 'block'
  if (!byPolicy && !declares(world, question, 'shared-persistence', 'block')) return false
  // "the versions of A deployed in E (in the slot X goes to, when the question names an instance; else in any), X included"
  const before = world.deployments.filter(
    there =>
      there.application === application &&
      there.environment === environment &&
      (instance === undefined || there.instance === instance)
  )
  // "unless there is one, and each of them declares that path, or one above it, with an access that is as strong"
  if (before.length === 0) return true
  for (const { version } of before) {
    let known = false
    for (const { path, access } of declared(world, application, version)) {
      if (!overlap(path, mine.path) || path.length > mine.path.length) continue
      // "owns and writes are equally strong"
      if (mine.access === 'reads' || access !== 'reads') known = true
    }
    if (!known) return true
  }
  return false
}

const paths = ['db', 'db/orders', 'db/orders/items', 'db/users', 'dbx', 'cache']
const accesses = ['owns', 'reads', 'reads', 'writes'] as const

/** What a version declares, mostly one that exists. */
export function declare(world: World, [, a, b, c, d]: Move): Step[] {
  const version =
    world.versions.length === 0 ? { application: pick(world.applications, a), version: '1' } : pick(world.versions, a)
  const first = { path: pick(paths, b), access: pick(accesses, c), irreversible: d % 3 === 0 }
  const second = { path: pick(paths, b + 1 + (d % 4)), access: pick(accesses, c + 1), irreversible: d % 5 === 0 }
  const resources = pick([[first], [first, second], [second, first], []], Math.trunc(d / 4))
  return [{ step: 'declare', ...version, resources }]
}

/** Of applications that declare something, and what one of them declares or what is above. */
export function allow(world: World, [, a, b, c, d]: Move): Step[] {
  const names = [...new Set(world.declarations.map(({ application }) => application))]
  if (names.length < 2) return []
  const applications = [pick(names, a), pick(names, a + 1 + (b % (names.length - 1)))]
  const environment = c % 3 === 0 ? { environment: pick(world.environments, c) } : {}
  return [{ step: 'allow-sharing', path: pick(paths, b), applications, ...environment, until: d % 10 }]
}

/** Mostly of one application, or of all in one environment. */
export function block(world: World, [, a, b, c, d]: Move): Step[] {
  const consumer = pick(world.applications, a)
  const environment = pick(world.environments, d % 4 === 3 ? 1 : 0)
  const sides = pick([{ consumer }, { environment }, { environment }, { consumer, environment }], b)
  return [{ step: 'policy', kind: 'shared-persistence', ...sides, rule: c % 4 === 3 ? 'warn' : 'block' }]
}
