const filler = new Set(['api', 'provider', 'service'])

/** Among `known`, the names that may well mean the same application: `FooBar`, `foo-bars`, `foo_bar service`. Reference 3.3. */
export function similarNames(name: string, known: readonly string[]): string[] {
  const wanted = essence(name)
  return known.filter(other => other !== name && essence(other) === wanted)
}

function essence(name: string): string {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/::|[\s_-]+/)
    .map(word => word.toLowerCase().replace(/s$/, ''))
    .filter(word => word !== '')
  const telling = words.filter(word => !filler.has(word))
  // A name of fillers only (`api`, `Service`) would be similar to every other such name.
  return (telling.length > 0 ? telling : words).join(' ')
}
