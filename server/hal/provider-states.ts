import type { ProviderState } from '../domain/contracts/provider-states.ts'

/** As text: parameters keep the digits of their numbers. Reference 1.8.7. */
export function providerStatesDocument(states: readonly ProviderState[]): string {
  const items = states.map(({ name, params, consumers }) => {
    const given = params === undefined ? '' : `"params":${params},`
    return `{"name":${JSON.stringify(name)},${given}"consumers":${JSON.stringify(consumers)}}`
  })
  return `{"providerStates":[${items.join(',')}]}`
}
