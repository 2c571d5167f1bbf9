import type { Operation } from '../documents/api.ts'
import type { Direction, Finding, FindingCode, Severity } from '../findings.ts'
import type { HttpInteraction } from '../pacts/pact.ts'
import { into } from '../pointer.ts'
import type { Engine } from '../schema/engine.ts'

/** One interaction held against the operation it was routed to. */
export interface Comparing {
  engine: Engine
  interaction: HttpInteraction
  operation: Operation
}

interface Where {
  /** Steps from the interaction. */
  contract: string[]
  document: string
  /** Behind the operation's key: `request.query/page`. */
  element?: string
  path?: string[]
  detail?: Finding['detail'] | undefined
  witness?: Finding['witness'] | undefined
}

export function finding(
  { interaction, operation }: Pick<Comparing, 'interaction'> & { operation?: Operation },
  direction: Direction,
  code: FindingCode,
  severity: Severity,
  { contract, document, element, path, detail, witness }: Where
): Finding {
  const key = operation === undefined ? undefined : `${operation.method} ${operation.template}`
  const suffix = path === undefined || path.length === 0 ? '' : into('', ...path)
  return {
    code,
    severity,
    direction,
    interaction: { pointer: interaction.pointer, description: interaction.description },
    contract: into(interaction.pointer, ...contract),
    document,
    ...(operation?.documentName !== undefined && { documentName: operation.documentName }),
    ...(path !== undefined && { path: suffix }),
    ...(key !== undefined && { element: element === undefined ? key : `${key}#${element}${suffix}` }),
    ...(detail !== undefined && { detail }),
    ...(witness !== undefined && { witness })
  }
}

/** A provider may refuse a wrong request: what it is like is not asked then. */
export const isGoodRequest = ({ interaction }: Comparing) => interaction.response.status < 400
