import type { Broker } from '../broker.ts'
import { networkAround, networkRows } from '../domain/network.ts'
import { findApplication } from '../storage/applications.ts'
import { integrationsByName } from '../storage/integrations.ts'
import { missing } from './found.ts'

type Rows = ReturnType<typeof networkRows>

/** Everything connected with the application of the first name that is known, walking to at most so many applications. */
export async function networkOf({ db }: Broker, names: readonly string[], most: number): Promise<Rows> {
  for (const name of names) {
    const application = await findApplication(db, name)
    if (application !== undefined) {
      return networkRows(networkAround(await integrationsByName(db), application.id, most), application)
    }
  }
  return missing(`No pacticipant with name '${names.at(-1)}' found`)
}

/** All applications that have a pact with each other now. */
export const wholeNetwork = async ({ db }: Broker): Promise<Rows> =>
  networkRows(await integrationsByName(db, { published: true }))
