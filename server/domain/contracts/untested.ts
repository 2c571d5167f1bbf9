/**
 * How many interactions a result leaves out that lists what was tested. A result that lists nothing by interaction says
 * nothing about it.
 */
export function untestedInteractions(keys: readonly string[], testResults: unknown): number {
  const tested = testedInteractions(testResults)
  return tested.size === 0 ? 0 : keys.filter(key => !tested.has(key)).length
}

/** A list (Rust, JVM), or an object with the list in `tests` (old Ruby). */
export function testedInteractions(testResults: unknown): Set<string> {
  const list = Array.isArray(testResults) ? testResults : (testResults as { tests?: unknown } | null | undefined)?.tests
  if (!Array.isArray(list)) return new Set()
  const ids = list.map(test => (test as { interactionId?: unknown } | null)?.interactionId)
  return new Set(ids.filter((id): id is string => typeof id === 'string' && id !== ''))
}
