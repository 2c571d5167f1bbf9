import type { FoundDocument } from '../../schemas/simulate.ts'
import type { Finding } from '../domain/comparison/findings.ts'
import { sentenceOf } from '../domain/comparison/wording.ts'
import type { ElementWindow } from '../domain/windows/window.ts'
import { windowFields } from './window-fields.ts'

const ranks = { error: 0, undecided: 1, warning: 2, info: 3 }
/** Of one list; a document that fits nothing would say the same thousands of times. */
const mostFindings = 200

/** What is promised of an element, where it is deprecated. */
export type WindowOf = (element: string) => ElementWindow | undefined

/** The worst first, and no more of them than anybody reads. */
export const findingsDocument = (findings: readonly Finding[], windowOf: WindowOf = () => undefined): FoundDocument[] =>
  findings
    .toSorted((a, b) => ranks[a.severity] - ranks[b.severity])
    .slice(0, mostFindings)
    .map(finding => findingDocument(finding, windowOf))

function findingDocument(finding: Finding, windowOf: WindowOf): FoundDocument {
  const { code, severity, element, interaction, contract, document, path, witness } = finding
  const window = element === undefined ? undefined : windowOf(element)
  return {
    code,
    severity,
    text: sentenceOf(finding),
    ...(element !== undefined && { element }),
    ...(window !== undefined && { window: windowFields(window) }),
    ...(interaction !== undefined && { interaction: interaction.description }),
    ...(contract !== '' && { contract }),
    ...(document !== '' && { document }),
    ...(path !== undefined && path !== '' && { path }),
    ...(witness !== undefined && { example: witness })
  }
}

/** An error is a no, what could not be decided is unknown. */
export function answerOf(findings: readonly Finding[]): 'yes' | 'no' | 'unknown' {
  if (findings.some(({ severity }) => severity === 'error')) return 'no'
  return findings.some(({ severity }) => severity === 'undecided') ? 'unknown' : 'yes'
}
