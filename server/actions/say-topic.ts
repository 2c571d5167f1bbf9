import type { Broker } from '../broker.ts'
import { readRetention } from '../domain/retention.ts'
import { invalid } from '../problem.ts'
import { ensureApplication } from '../storage/applications.ts'
import type { Queries, Transaction } from '../storage/database.ts'
import { retainFor } from '../storage/held-versions.ts'
import { deleteTopic, documentedTopics, retainedVersions, saidTopics, sayTopic } from '../storage/topics.ts'
import { missing, theApplication } from './found.ts'
import { retentionOfVersion } from './retain-writer.ts'

/** A topic as it counts. `said`: the application's team set it; `document`: a document says it; `usual`: nobody says. */
export interface ShownTopic {
  name: string
  retention: string
  source: 'said' | 'document' | 'usual'
}

export const usualWords = '7d'

/** How long the messages of a topic are read, for versions that are retained already as well. Gives whether it is new. */
export async function setTopic({ db, now }: Broker, application: string, topic: string, retention: string): Promise<boolean> {
  if (readRetention(retention) === undefined) throw invalid({ retention: ['must be a time such as 7d, 12h or P7D, or forever'] })
  return db.transaction(async tx => {
    const { id } = await ensureApplication(tx, application, now())
    const isNew = await sayTopic(tx, id, { topic, retention: retention.trim() }, now())
    await retainAnew(tx, id, now())
    return isNew
  })
}

/** What documents say counts again. */
export const unsetTopic = ({ db, now }: Broker, application: string, topic: string): Promise<void> =>
  db.transaction(async tx => {
    const { id } = await theApplication(tx, application)
    if (!(await deleteTopic(tx, id, topic))) missing(`Nothing was said of a topic ${topic} of ${application}`)
    await retainAnew(tx, id, now())
  })

async function retainAnew(tx: Transaction, applicationId: number, now: number): Promise<void> {
  for (const retained of await retainedVersions(tx, applicationId))
    await retainFor(tx, retained.versionId, await retentionOfVersion(tx, retained, now))
}

export async function showTopics(db: Queries, applicationId: number, now: number): Promise<ShownTopic[]> {
  const shown = new Map<string, ShownTopic>()
  for (const { topic: name, retention } of await documentedTopics(db, applicationId, now))
    shown.set(
      name,
      retention === null ? { name, retention: usualWords, source: 'usual' } : { name, retention, source: 'document' }
    )
  for (const { topic: name, retention } of await saidTopics(db, applicationId))
    shown.set(name, { name, retention, source: 'said' })
  return [...shown.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
