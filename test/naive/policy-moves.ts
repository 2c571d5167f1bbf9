import type { Policy, Step } from './history.ts'
import { environmentOf, type Move, pick } from './moves.ts'
import type { World } from './world.ts'

/** Any set of sides may be named, mostly of an integration that exists. */
export function policy(world: World, [, a, b, c, d]: Move): Step[] {
  const near = world.publications.length === 0 ? undefined : pick(world.publications, a)
  const consumer = near?.consumer ?? pick(world.applications, a)
  const provider = near?.provider ?? pick(world.applications, a + 1)
  const environment = environmentOf(world, d)
  if (b % 5 === 4) {
    const sides = pick([{ consumer }, { environment }, { consumer, environment }], c)
    return [{ step: 'policy', kind: 'no-content', ...sides, rule: 'unknown' }]
  }
  const named: Policy = {
    kind: 'provider-not-deployed',
    rule: pick(['external', 'external', 'stubbed', 'allow-until', 'allow-until', 'require'] as const, b)
  }
  if (c % 2 === 1) named.consumer = consumer
  if (Math.trunc(c / 2) % 2 === 1) named.provider = provider
  if (Math.trunc(c / 4) % 2 === 1) named.environment = environment
  if (named.rule === 'allow-until') named.until = Math.trunc(d / 4) % 10
  return [{ step: 'policy', ...named }]
}

/** What counts as evidence between two applications that have to do with each other, or for every consumer of one. */
export function evidence(world: World, [, a, b, c, d]: Move): Step[] {
  if (world.publications.length === 0) return []
  const { consumer, provider } = pick(world.publications, a)
  const environment = environmentOf(world, d)
  const sides = pick([{ provider }, { consumer, provider }, { consumer, provider, environment }, { provider, environment }], b)
  const rule = pick(['tests', 'comparison', 'either', 'either', 'both'] as const, c)
  return [{ step: 'policy', kind: 'evidence', ...sides, rule }]
}

/** What holds of dates that were announced. */
export function windowRules(world: World, [, a, b, c, d]: Move): Step[] {
  if (world.publications.length === 0) return []
  const { consumer, provider } = pick(world.publications, a)
  const environment = environmentOf(world, d)
  const sides = pick([{ provider }, { environment }, { provider, environment }], b)
  if (c % 2 === 0) return [{ step: 'policy', kind: 'window', ...sides, rule: c % 8 === 0 ? 'warn' : 'strict' }]
  const of = Math.trunc(c / 2) % 3 === 0 ? { ...sides, consumer } : sides
  return [{ step: 'policy', kind: 'after-sunset', ...of, rule: d % 8 === 7 ? 'refuse' : 'allow' }]
}
