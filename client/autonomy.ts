import type { Exchange } from './exchange.ts'
export type AutonomyMethods = ReturnType<typeof autonomyMethods>
export function autonomyMethods(_: Exchange) {
  return {}
}
