import { displayNameFor, nameProblem } from '../../domain/names.ts'
import type { Transaction } from '../../storage/database.ts'
import {
  changeEnvironment,
  createEnvironment,
  type EnvironmentFields,
  findEnvironment,
  findEnvironmentByUuid
} from '../../storage/environments.ts'
import { isEnvironmentUsed, renameEnvironment } from '../../storage/imports/deployments.ts'
import { copiedThings, rememberCopied } from '../../storage/imports/record.ts'
import { inPhase, type Run } from '../run.ts'
import { readEnvironments, type SourceEnvironment } from '../source/environments.ts'

/** Environments keep their uuids: pipelines know them. */
export function copyEnvironments(run: Run): Promise<void> {
  const { broker, source, report, record } = run
  return inPhase(run, 'environments', async step => {
    const listed = await readEnvironments(source)
    report.saw('environments', listed.length)
    const known = await copiedThings(
      broker.db,
      record.id,
      'environment',
      listed.map(({ uuid }) => uuid)
    )
    for (const environment of listed) {
      const problem = nameProblem(environment.name)
      if (problem !== undefined) {
        report.problem('environments', environment.name, `its name ${problem}`)
        continue
      }
      const seen = JSON.stringify(fieldsOf(environment))
      const before = known.get(environment.uuid)
      const isNew = before?.seen !== seen
      const id = isNew ? await broker.db.transaction(tx => copy(tx, run, environment, seen)) : before.targetId
      run.environments.set(environment.uuid, id)
      if (isNew) report.copied('environments')
      step(1, Number(isNew))
    }
  })
}

async function copy(tx: Transaction, run: Run, environment: SourceEnvironment, seen: string): Promise<number> {
  const { uuid, name, createdAt, updatedAt } = environment
  const fields = fieldsOf(environment)
  const known = await findEnvironmentByUuid(tx, uuid)
  const namesake = await findEnvironment(tx, name)
  let id = known?.id
  if (namesake !== undefined && namesake.id !== id) {
    // The environments that a first start creates are there before anything refers to them.
    if (id === undefined && !(await isEnvironmentUsed(tx, namesake.id))) await renameEnvironment(tx, namesake.id, uuid, createdAt)
    else run.report.remark(`The environment ${name} keeps the uuid that it has here: it is in use already.`)
    id = namesake.id
  }
  if (id === undefined) await createEnvironment(tx, uuid, fields, createdAt)
  id ??= (await findEnvironmentByUuid(tx, uuid))?.id as number
  await changeEnvironment(tx, id, fields, updatedAt)
  await rememberCopied(tx, run.record.id, 'environment', [{ key: uuid, targetId: id, seen }])
  return id
}

function fieldsOf({ name, displayName, production, contacts }: SourceEnvironment): EnvironmentFields {
  return {
    name,
    displayName: displayName ?? displayNameFor(name),
    production: Number(production),
    contacts: contacts === undefined ? null : JSON.stringify(contacts)
  }
}
