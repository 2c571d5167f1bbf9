export interface Unset {
  path: Array<string | number>
  name: string
}

/**
 * The value with each `${NAME}` in a text replaced by the variable of the environment, `$${NAME}` by `${NAME}`. Names are in capitals:
 * what is written for webhooks (`${pactbroker.pactUrl}`) is left alone. An empty variable counts as none.
 */
export function fillVariables(value: unknown, env: Record<string, string | undefined>): { filled: unknown; unset: Unset[] } {
  const unset: Unset[] = []
  const fill = (inner: unknown, path: Unset['path']): unknown => {
    if (typeof inner === 'string') {
      return inner.replace(/(\$?)\$\{([A-Z_][A-Z\d_]*)\}/g, (whole, dollar: string, name: string) => {
        if (dollar !== '') return whole.slice(1)
        const found = env[name]
        if (found === undefined || found === '') unset.push({ path, name })
        return found ?? ''
      })
    }
    if (Array.isArray(inner)) return inner.map((item, index) => fill(item, [...path, index]))
    if (typeof inner !== 'object' || inner === null) return inner
    return Object.fromEntries(Object.entries(inner).map(([name, member]) => [name, fill(member, [...path, name])]))
  }
  return { filled: fill(value, []), unset }
}
