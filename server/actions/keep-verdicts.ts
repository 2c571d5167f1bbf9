import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Broker } from '../broker.ts'
import { blockedBy, evidenceOfVerdict, waitsFor } from '../domain/recorded/counterparts.ts'
import { textOfFacts } from '../domain/recorded/facts-text.ts'
import { type GivenVerdict, ruleSet, type VerdictInputs } from '../domain/recorded/inputs.ts'
import type { Verdict } from '../domain/verdict.ts'
import { hashOf, packBody } from '../storage/bodies.ts'
import { keepVerdict, lastInputsOf, type VerdictToKeep } from '../storage/recorded-verdicts.ts'

/** What is kept of a verdict beside what lists show. */
export interface KeptFacts {
  inputs: VerdictInputs
  /** The answer as it was described, addresses without their base. */
  answered: object
}

type Describe = (verdict: Verdict, environment: string) => object

/** Records the verdicts of which the inputs are not those of the last one on the version, the environment and the instance. How many. */
export async function keepVerdicts(
  { db }: Pick<Broker, 'db'>,
  given: readonly GivenVerdict[],
  describe: Describe
): Promise<number> {
  const last = new Map(
    (await lastInputsOf(db, [...new Set(given.map(({ versionId }) => versionId))])).map(row => [keyOf(row), row.inputsHash])
  )
  const changed: VerdictToKeep[] = []
  for (const one of given) {
    // Facts are large, and requests wait meanwhile.
    await nextTurn()
    const inputsHash = hashOfInputs(one)
    if (last.get(keyOf(one))?.equals(inputsHash)) continue
    last.set(keyOf(one), inputsHash)
    changed.push(toKeep(one, inputsHash, describe))
  }
  if (changed.length === 0) return 0
  await db.transaction(async tx => {
    for (const verdict of changed) await keepVerdict(tx, verdict)
  })
  return changed.length
}

/** The same facts may have another answer at another moment, or by other rules. */
const hashOfInputs = ({ inputs: { at: _, ...facts }, verdict: { reasons, alone, overriding } }: GivenVerdict): Buffer =>
  hashOf(textOfFacts([facts, reasons.map(({ code }) => code), alone, overriding?.override.id, ruleSet]))

const keyOf = ({
  versionId,
  environmentId,
  instance
}: {
  versionId: number
  environmentId: number
  instance?: string | null | undefined
}) => `${versionId} ${environmentId} ${instance ?? '\n'}`

function toKeep(
  { versionId, environmentId, instance, verdict, inputs }: GivenVerdict,
  inputsHash: Buffer,
  describe: Describe
): VerdictToKeep {
  const facts: KeptFacts = { inputs, answered: describe(verdict, inputs.environment) }
  return {
    uuid: randomUUID(),
    versionId,
    environmentId,
    instance: instance ?? null,
    answer: verdict.answer,
    alone: verdict.alone,
    blockedBy: blockedBy(verdict),
    waitsFor: waitsFor(verdict),
    reasonCodes: [...new Set(verdict.reasons.map(({ code }) => code))].sort(),
    evidence: evidenceOfVerdict(verdict),
    ruleSet,
    inputsHash,
    createdAt: inputs.at,
    facts: packBody(textOfFacts(facts))
  }
}
