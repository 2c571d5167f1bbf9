import type { PublishVerification } from '../../schemas/verifications.ts'
import type { Broker } from '../broker.ts'
import { memberOf, readTree } from '../domain/contracts/json-tree.ts'
import { untestedInteractions } from '../domain/contracts/untested.ts'
import { decodeToken } from '../domain/metadata-token.ts'
import { nameProblem, textProblem } from '../domain/names.ts'
import { invalid } from '../problem.ts'
import { findTextId, internTexts } from '../storage/contents.ts'
import { interactionKeys, type StoredContract } from '../storage/contracts.ts'
import type { Database } from '../storage/database.ts'
import { touchIntegration } from '../storage/integrations.ts'
import { addVerification } from '../storage/verifications.ts'
import { announceVerification } from './announce-verification.ts'
import { identityProblems } from './check-version-fields.ts'
import { ensureVersion } from './ensure-version.ts'
import { identifyVersion } from './identify-version.ts'

export interface Result {
  asked: PublishVerification
  /** The body as it was sent: test results are kept as they are. */
  text: string
  /** From the address it was posted to: how the verified pact had been selected. */
  token: string | undefined
  /** The broker's address as the verifier used it. */
  baseUrl: string
}

/** Refuses a result that cannot be kept, whether or not the contract is known. */
export function checkResult(asked: PublishVerification): void {
  const errors: Record<string, string[]> = {}
  const note = (field: string, problem: string | undefined) => {
    if (problem !== undefined) errors[field] = [problem]
  }
  note('providerApplicationVersion', nameProblem(asked.providerApplicationVersion))
  if (typeof asked.buildUrl === 'string')
    note('buildUrl', textProblem(asked.buildUrl) ?? (URL.canParse(asked.buildUrl) ? undefined : 'must be a valid URI'))
  if (typeof asked.verificationDate === 'string' && Number.isNaN(Date.parse(asked.verificationDate))) {
    note('verificationDate', 'must be a date and time in ISO 8601 format')
  }
  for (const [field, problem] of identityProblems(asked)) note(field, problem)
  if (Object.keys(errors).length > 0) throw invalid(errors)
}

/** Keeps the result of a contract by a provider version, which is created when it is new. Gives its number. Reference 1.10. */
export async function recordVerification(broker: Broker, contract: StoredContract, result: Result): Promise<number> {
  const { db } = broker
  const { asked } = result
  const metadata = decodeToken(result.token)
  const { selectors, wip, pending } = metadata
  const untested = await untestedIn(db, contract.id, asked.testResults)
  const reportId = await internReport(broker, result.text)
  return db.transaction(async tx => {
    const now = broker.now()
    const provider = { id: contract.providerId, name: contract.provider }
    const version = await ensureVersion(tx, broker, provider, asked.providerApplicationVersion)
    await identifyVersion(tx, broker, version, asked)
    await touchIntegration(tx, contract.consumerId, contract.providerId, now)
    const number = await addVerification(
      tx,
      {
        contractId: contract.id,
        providerVersionId: version.id,
        success: asked.success,
        untested,
        wip: wip ?? false,
        pending: pending ?? null,
        buildUrl: asked.buildUrl ?? null,
        selectors: selectors.length === 0 ? null : JSON.stringify(selectors),
        reportId: reportId ?? null,
        executedAt: typeof asked.verificationDate === 'string' ? Date.parse(asked.verificationDate) : now
      },
      now
    )
    await announceVerification(tx, broker, {
      contract,
      providerVersionId: version.id,
      verificationId: number,
      success: asked.success,
      metadata,
      baseUrl: result.baseUrl
    })
    return number
  })
}

/** The contract's interactions are asked for only where a list of tests may leave some out. */
async function untestedIn(db: Database, contractId: number, testResults: unknown): Promise<number> {
  if (typeof testResults !== 'object' || testResults === null) return 0
  return untestedInteractions(await interactionKeys(db, contractId), testResults)
}

/** Who verified and what was tested, as one text: the results of many builds say the same. */
async function internReport({ db, now }: Broker, body: string): Promise<number | undefined> {
  const root = readTree(body)
  const parts = ['verifiedBy', 'testResults'].flatMap(name => {
    const value = memberOf(root, name)
    return value === undefined ? [] : [`${JSON.stringify(name)}:${body.slice(value.start, value.end)}`]
  })
  if (parts.length === 0) return undefined
  const report = `{${parts.join(',')}}`
  const known = await findTextId(db, report)
  if (known !== undefined) return known
  const interned = await db.transaction(tx => internTexts(tx, [report], now()))
  return [...interned.values()][0]
}
