import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { displayNameFor } from '../domain/names.ts'
import { invalid } from '../problem.ts'
import { changeEnvironment, createEnvironment, type EnvironmentFields, findEnvironment } from '../storage/environments.ts'
import { announceWindows } from '../storage/windows.ts'
import { theEnvironment } from './found.ts'

export interface EnvironmentAsked {
  name: string
  displayName?: string | null | undefined
  production: boolean
  contacts?: unknown[] | null | undefined
}

/** Creates an environment, or replaces all that is said of the one with the uuid. Gives its uuid. */
export function saveEnvironment({ db, now }: Broker, asked: EnvironmentAsked, uuid?: string): Promise<string> {
  const fields = fieldsOf(asked)
  return db.transaction(async tx => {
    const taken = invalid({ name: [`is taken: another environment is named '${asked.name}'`] })
    if (uuid === undefined) {
      const fresh = randomUUID()
      if (!(await createEnvironment(tx, fresh, fields, now()))) throw taken
      return fresh
    }
    const { id, production } = await theEnvironment(tx, uuid)
    const other = await findEnvironment(tx, asked.name)
    if (other !== undefined && other.id !== id) throw taken
    await changeEnvironment(tx, id, fields, now())
    if (asked.production && production === 0) await announceWindows(tx, 'current', now())
    return uuid
  })
}

const fieldsOf = ({ name, displayName, production, contacts }: EnvironmentAsked): EnvironmentFields => ({
  name,
  displayName: displayName?.trim() ? displayName : displayNameFor(name),
  production: Number(production),
  contacts: contacts === undefined || contacts === null ? null : JSON.stringify(contacts)
})
