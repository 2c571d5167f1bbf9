/** Facts as JSON, with the sets and maps that JSON has no form for. */
export const textOfFacts = (facts: unknown): string =>
  JSON.stringify(facts, (_, value: unknown) => {
    if (value instanceof Set) return { $set: [...value] }
    return value instanceof Map ? { $map: [...value] } : value
  })

export function factsInText(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    if ('$set' in value) return new Set(value.$set as unknown[])
    return '$map' in value ? new Map(value.$map as Array<[unknown, unknown]>) : value
  })
}
