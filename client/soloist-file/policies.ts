import type { DeclaredPolicy } from '../policies.ts'

/** The rules of each kind of policy that a repository may declare. */
export const rulesOf: Record<DeclaredPolicy['kind'], ReadonlyArray<DeclaredPolicy['rule']>> = {
  'shared-persistence': ['warn', 'block'],
  'no-content': ['warn', 'unknown'],
  evidence: ['tests', 'comparison', 'either', 'both']
}
