import { newPlaces } from '../../domain/imports/places.ts'
import { nameProblem } from '../../domain/names.ts'
import { createVersion, placedVersions, placeVersion } from '../../storage/imports/placing.ts'
import { type CopiedApplication, chunksOf, inPhase, missingPages, type Run } from '../run.ts'
import { readVersions } from '../source/versions.ts'

/** Versions in the source's order, which is their identity and no date (reference 3.4). */
export function copyVersions(run: Run): Promise<void> {
  return inPhase(run, 'versions', async step => {
    for (const application of run.applications.values()) await copyVersionsOf(run, application, step)
  })
}

async function copyVersionsOf(
  run: Run,
  application: CopiedApplication,
  step: (looked: number, copied?: number) => void
): Promise<void> {
  const { db } = run.broker
  const { name, versionsAt } = application.source
  const listed = await readVersions(run.source, versionsAt, missingPages(run, 'versions', `the versions of ${name}`))
  run.report.saw('versions', listed.length)
  const usable = listed.filter(({ number }) => {
    const problem = nameProblem(number)
    if (problem !== undefined) run.report.problem('versions', `${name} ${number}`, `its number ${problem}`)
    return problem === undefined
  })
  const known = new Set((await placedVersions(db, application.id)).map(({ number }) => number))
  for (const chunk of chunksOf(usable, 200)) {
    const missing = chunk.filter(({ number }) => !known.has(number))
    await db.transaction(async tx => {
      for (const { number, buildUrl = null, createdAt, updatedAt } of missing) {
        await createVersion(tx, { applicationId: application.id, number, buildUrl, createdAt, updatedAt })
      }
    })
    run.report.copied('versions', missing.length)
    step(chunk.length, missing.length)
  }
  application.versions = usable
  application.versionIds = await placeInOrder(run, application)
}

/** Gives the ids by number. */
async function placeInOrder({ broker: { db } }: Run, { id, versions }: CopiedApplication): Promise<Map<string, number>> {
  const here = new Map((await placedVersions(db, id)).map(version => [version.number, version]))
  const inSourceOrder = versions.flatMap(({ number }) => here.get(number) ?? [])
  for (const chunk of chunksOf(newPlaces(inSourceOrder), 500)) {
    await db.transaction(async tx => {
      for (const { id, order } of chunk) await placeVersion(tx, id, order)
    })
  }
  return new Map(inSourceOrder.map(({ number, id }) => [number, id]))
}
