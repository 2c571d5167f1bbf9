import { Verifier } from '@pact-foundation/pact'
import { type RunningProvider, start } from './shop/providers.ts'

interface Verification {
  broker: string
  provider: string
  version: string
  branch: string
  pages: (path: string) => unknown
}

/** Starts a provider version and lets Pact's own verifier check it against what the broker selects. True when all passed. */
export async function verify({ broker, provider, version, branch, pages }: Verification): Promise<boolean> {
  const running: RunningProvider = await start(pages)
  try {
    await new Verifier({
      provider,
      providerBaseUrl: running.url,
      pactBrokerUrl: broker,
      providerVersion: version,
      providerVersionBranch: branch,
      consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
      enablePending: true,
      publishVerificationResult: true,
      stateHandlers: { 'product 7 exists': async () => {}, 'customer 3 has orders': async () => {} },
      logLevel: 'error'
    }).verifyProvider()
    return true
  } catch {
    return false
  } finally {
    await running.stop()
  }
}
