import type { Broker } from '../broker.ts'
import type { Publication } from '../domain/publication.ts'
import { latestPublication, removePublications } from '../storage/publications.ts'

/** Removes these publications with all their revisions. Says whether the pair still has a pact. */
export function removePacts({ db }: Broker, pair: { provider: string; consumer: string }, pacts: readonly Publication[]) {
  return db.transaction(async tx => {
    const [first] = pacts
    const versionIds = pacts.map(({ versionId }) => versionId)
    if (first !== undefined) await removePublications(tx, first.providerId, versionIds)
    return (await latestPublication(tx, pair)) !== undefined
  })
}
