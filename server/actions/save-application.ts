import type { Broker } from '../broker.ts'
import type { Application } from '../domain/application.ts'
import { type ApplicationFields, applicationProblems, displayNameOf } from '../domain/application-fields.ts'
import { invalid } from '../problem.ts'
import { type ApplicationChanges, changeApplication, ensureApplication, findApplication } from '../storage/applications.ts'
import { announceWindows } from '../storage/windows.ts'
import { missing } from './found.ts'

/** `create` leaves a known application as it is; `replace` clears what is not given and never creates; `merge` may create. */
export type Manner = 'create' | 'replace' | 'merge'

/** Keeps what a team says about its application. */
export async function saveApplication(
  { db, now }: Broker,
  name: string,
  fields: ApplicationFields,
  manner: Manner
): Promise<{ application: Application; isNew: boolean }> {
  const problems = applicationProblems(fields)
  if (Object.keys(problems).length > 0) throw invalid(problems)
  return db.transaction(async tx => {
    const known = await findApplication(tx, name)
    if (known !== undefined && manner === 'create') return { application: known, isNew: false }
    if (known === undefined && manner === 'replace') missing(`No pacticipant with name '${name}' found`)
    const application = known ?? (await ensureApplication(tx, name, now()))
    await changeApplication(tx, application.id, changesOf(application.name, fields, manner === 'replace'), now())
    if (fields.mainBranch != null && fields.mainBranch !== application.mainBranch) {
      await announceWindows(tx, { application: application.id }, now())
    }
    return { application: (await findApplication(tx, name))!, isNew: known === undefined }
  })
}

const cleared = {
  displayName: null,
  mainBranch: null,
  repositoryUrl: null,
  repositoryName: null,
  repositoryNamespace: null,
  owner: null,
  contact: null
}

function changesOf(name: string, fields: ApplicationFields, all: boolean): ApplicationChanges {
  const asked: ApplicationFields = all ? { ...cleared, ...fields } : fields
  const { displayName } = asked
  return { ...asked, displayName: displayName === undefined ? undefined : displayNameOf(name, displayName) }
}
