import { type ComparisonLimits, compareContract, defaultLimits } from '../comparison/compare-contract.ts'
import type { Finding } from '../comparison/findings.ts'
import type { Json } from '../comparison/json.ts'
import { readPact } from '../comparison/pacts/read-pact.ts'
import { type NamedText, providerWith, readStored } from './documents.ts'

/** A contract that is not stored, and the versions of its provider that it would meet. */
export interface ProposedPact {
  text: string
  versions: Array<{ documents: NamedText[] }>
}

export interface SimulatedPact {
  versions: Array<{ compared: boolean; findings: Finding[] }>
}

export function simulatePact({ text, versions }: ProposedPact, limits: ComparisonLimits = defaultLimits): SimulatedPact {
  const pact = readPact(JSON.parse(text) as Json)
  return {
    versions: versions.map(({ documents }) => {
      if (limits.expired?.()) return { compared: false, findings: [] }
      return { compared: true, findings: compareContract(pact, providerWith(readStored(documents), limits), limits) }
    })
  }
}
