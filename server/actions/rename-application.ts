import type { Broker } from '../broker.ts'
import type { Application } from '../domain/application.ts'
import { Problem } from '../problem.ts'
import { findApplication } from '../storage/applications.ts'
import { renameApplication as giveName } from '../storage/rename.ts'
import { theApplication } from './found.ts'

/** Gives an application another name. Its history stays, and the name it had goes on meaning it, everywhere. */
export function renameApplication({ db, now }: Broker, name: string, newName: string): Promise<Application> {
  return db.transaction(async tx => {
    const { id } = await theApplication(tx, name)
    if (await giveName(tx, id, newName, now())) return theApplication(tx, newName)
    throw new Problem('conflict', takenSentence(newName, (await findApplication(tx, newName))?.name))
  })
}

function takenSentence(name: string, current: string | undefined): string {
  if (current === undefined || current === name) return `Another application is named ${name}.`
  return `${current} was named ${name} before, and that name still means it. Choose another name.`
}
