import type { Broker } from '../broker.ts'
import { ensureApplication } from '../storage/applications.ts'
import { findEnvironment } from '../storage/environments.ts'
import { ensureVersion } from './ensure-version.ts'
import { judgeDeployment } from './judge-deployment.ts'
import { tagVersion } from './place-version.ts'
import { recordDeployment } from './record-deployment.ts'

/** Tags a version as the tag's own address does: where an environment has the tag's name, that also deploys it there. */
export function addTagToVersion(broker: Broker, name: string, number: string, tag: string): Promise<boolean> {
  const { db, now, config } = broker
  return db.transaction(async tx => {
    const application = await ensureApplication(tx, name, now())
    const version = await ensureVersion(tx, broker, application, number)
    const isNew = await tagVersion(tx, broker, version, tag)
    const environment = config.deploymentsForTags ? await findEnvironment(tx, tag) : undefined
    if (environment === undefined) return isNew
    const deployment = { version, environment, instance: '' }
    const recorded = await recordDeployment(tx, deployment, now())
    if (recorded.isNew) await judgeDeployment(tx, broker, { ...deployment, baseUrl: config.baseUrl[0] ?? '' })
    return isNew
  })
}
