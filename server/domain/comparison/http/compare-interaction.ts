import type { Finding } from '../findings.ts'
import type { HttpInteraction } from '../pacts/pact.ts'
import type { Engine } from '../schema/engine.ts'
import { type Comparing, finding, isGoodRequest } from './comparing.ts'
import { compareHeaders, compareQuery, pathFits } from './parameters.ts'
import { compareRequestBody } from './request-body.ts'
import { compareResponse } from './response.ts'
import type { Routed, Router } from './route.ts'
import { compareSecurity } from './security.ts'

/** One interaction of a contract against an API. */
export function compareInteraction(engine: Engine, router: Router, interaction: HttpInteraction): Finding[] {
  const routed = operationFor(engine, router, interaction)
  if (routed === undefined) return [unknownOperation(router, interaction)]
  const comparing: Comparing = { engine, interaction, operation: routed.operation }
  const sent = isGoodRequest(comparing)
    ? [compareSecurity, compareHeaders, compareQuery, compareRequestBody].flatMap(compare => compare(comparing))
    : []
  const problems = routed.operation.problems.map(({ code, pointer, detail }) =>
    finding(comparing, 'document', code, 'undecided', { contract: [], document: pointer, detail: { about: detail } })
  )
  return [...problems, ...sent, ...compareResponse(comparing)]
}

/** The most literal operation whose parameters fit: two paths may have the same shape. */
export function operationFor(
  engine: Engine,
  router: Router,
  { request }: { request: Pick<HttpInteraction['request'], 'method' | 'path'> }
): Routed | undefined {
  if (request.path.includes('?')) return undefined
  return router.find(request.method, request.path).find(found => pathFits(engine, found))
}

function unknownOperation(router: Router, interaction: HttpInteraction): Finding {
  const { method, path } = interaction.request
  const found = router.find(method, path)
  const reason = path.includes('?') ? 'query' : found.length > 0 ? 'value' : router.methodsOf(path).length > 0 ? 'method' : 'path'
  const detail = { method, path, reason, methods: router.methodsOf(path) }
  const at = { contract: ['request', 'path'], document: found[0]?.operation.pointer ?? '', detail }
  return finding({ interaction }, 'request', 'request.path-or-method.unknown', 'error', at)
}
