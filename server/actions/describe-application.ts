import type { Application } from '../domain/application.ts'
import { formerNamesOf } from '../storage/application-names.ts'
import { latestNumbersOf } from '../storage/applications.ts'
import type { Queries } from '../storage/database.ts'
import { currentDeploymentsOf } from '../storage/deployments.ts'
import { labelsOf } from '../storage/labels.ts'

export interface ApplicationDetails {
  latestVersion: string | undefined
  labels: readonly string[]
  /** Where it is deployed now; left out where applications are listed. */
  deployments?: Array<{ uuid: string; environment: string; instance: string }>
  /** Left out in lists, too. */
  formerNames?: string[]
}

/** What a list says of each of the applications besides what it is. */
export async function withDetails(db: Queries, applications: readonly Application[]) {
  const ids = applications.map(({ id }) => id)
  const latest = await latestNumbersOf(db, ids)
  const labels = await labelsOf(db, ids)
  return applications.map(application => {
    const details: ApplicationDetails = { latestVersion: latest.get(application.id), labels: labels.get(application.id) ?? [] }
    return { application, details }
  })
}

/** What the document of one application says besides. */
export async function detailsOf(db: Queries, application: Application): Promise<ApplicationDetails> {
  const [listed] = await withDetails(db, [application])
  const deployments = await currentDeploymentsOf(db, application.id)
  return { ...(listed?.details as ApplicationDetails), deployments, formerNames: await formerNamesOf(db, application.id) }
}
