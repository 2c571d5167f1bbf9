import type { Broker } from '../broker.ts'
import { findApplication, listApplicationNames } from '../storage/applications.ts'
import { listEnvironments } from '../storage/environments.ts'
import { findImport } from '../storage/imports/record.ts'
import { ImportError } from './errors.ts'
import { readApplications } from './source/applications.ts'
import { readEnvironments } from './source/environments.ts'
import type { Source } from './source/source.ts'

/** Refuses to copy a broker onto itself, or into one that holds other things without being told to. */
export async function checkTarget({ db }: Broker, source: Source, intoExisting: boolean): Promise<void> {
  if ((await findImport(db, source.base)) !== undefined) return
  await refuseItself(db, source)
  if (intoExisting) return
  const names = await listApplicationNames(db)
  if (names.length === 0) return
  throw new ImportError(
    'refused',
    `The target already holds ${names.length} applications that were not copied from ${source.base}. ` +
      'Choose an empty database, or say --into-existing to add to what is there. (An import that is to be continued needs the same address.)'
  )
}

/** Nobody else has the uuids of this broker's environments; without any, the same applications of the same dates tell. */
async function refuseItself(db: Broker['db'], source: Source): Promise<void> {
  const here = new Set((await listEnvironments(db)).map(({ uuid }) => uuid))
  const common = (await readEnvironments(source)).find(({ uuid }) => here.has(uuid))
  if (common !== undefined) {
    throw new ImportError(
      'refused',
      `The source is the target itself, or was copied to it from another address: both have the environment ${common.name} with the uuid ${common.uuid}.`
    )
  }
  if (here.size > 0 || (await listApplicationNames(db)).length === 0) return
  const there = await readApplications(source, () => {})
  for (const { name, createdAt } of there) {
    const known = await findApplication(db, name)
    if (known === undefined || Math.floor(known.createdAt / 1000) !== Math.floor(createdAt / 1000)) return
  }
  throw new ImportError(
    'refused',
    'The source is the target itself, or was copied to it from another address: their applications are the same.'
  )
}
