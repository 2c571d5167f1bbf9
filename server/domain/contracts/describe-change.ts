import { canonicalText } from './canonical.ts'
import { type Content, interactionsIn } from './content.ts'
import { descriptionOf } from './interaction-name.ts'

const listed = 20

/** Which interactions two contents do not share, a line each. The full difference has an address of its own. */
export function describeChange(before: Content, after: Content): string {
  const old = interactionTexts(before)
  const now = interactionTexts(after)
  const removed = [...old].filter(([text]) => !now.has(text)).map(([, name]) => `- ${name}`)
  const added = [...now].filter(([text]) => !old.has(text)).map(([, name]) => `+ ${name}`)
  const lines = [...removed, ...added]
  if (lines.length === 0) return 'The interactions are the same; the specification version or other content differs.'
  const rest = lines.length - listed
  return [...lines.slice(0, listed), ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n')
}

function interactionTexts({ text, root }: Content): Map<string, string> {
  const nodes = [...interactionsIn(root, 'interactions'), ...interactionsIn(root, 'messages')]
  return new Map(nodes.map(node => [canonicalText(text, node), descriptionOf(text, node)]))
}
