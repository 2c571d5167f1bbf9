import { retainWriter } from '../../actions/retain-writer.ts'
import { nameProblem } from '../../domain/names.ts'
import { keepDeployment, keepRelease } from '../../storage/imports/deployments.ts'
import { copiedThings, rememberCopied } from '../../storage/imports/record.ts'
import { chunksOf, given, inPhase, type Run } from '../run.ts'
import { readStay, type SourceStay } from '../source/stays.ts'
import type { SourceStayLink } from '../source/versions.ts'

const kinds = {
  deployments: { kind: 'deployment', keep: keepDeployment },
  releases: { kind: 'release', keep: keepRelease }
} as const

interface Place {
  applicationId: number
  versionId: number
  environmentId: number
}

interface Found {
  link: SourceStayLink
  stay: SourceStay
  place: Place
}

/** Deployments and releases, those that ended too, with their uuids and dates. */
export function copyStays(run: Run): Promise<void> {
  return inPhase(run, 'deployments and releases', async step => {
    for (const which of ['deployments', 'releases'] as const) {
      const changed = await changedStays(run, which, step)
      // In the order of their dates over all applications: what was deployed last is listed first.
      changed.sort((a, b) => a.stay.createdAt - b.stay.createdAt || Number(a.link.isCurrent) - Number(b.link.isCurrent))
      for (const chunk of chunksOf(changed, 100)) {
        await copySome(run, which, chunk)
        run.report.copied(which, chunk.length)
        step(chunk.length, chunk.length)
      }
    }
  })
}

/** Those that are not here, or that have ended or begun again since. */
async function changedStays(run: Run, which: keyof typeof kinds, step: (looked: number) => void): Promise<Found[]> {
  const { broker, record, report } = run
  const found: Found[] = []
  for (const { id: applicationId, source, versions, versionIds } of run.applications.values()) {
    const links = versions.flatMap(version =>
      version[which].map(link => ({ link, number: version.number, versionId: versionIds.get(version.number) as number }))
    )
    report.saw(which, links.length)
    for (const chunk of chunksOf(links, 40)) {
      const keys = chunk.map(({ link }) => link.uuid)
      const known = await copiedThings(broker.db, record.id, kinds[which].kind, keys)
      const changed = chunk.filter(({ link }) => known.get(link.uuid)?.seen !== seenOf(link))
      const stays = await Promise.all(
        changed.map(async ({ link, number, versionId }) => {
          const what = `${source.name} ${number}, ${link.uuid}`
          const stay = await given(run, which, what, () => readStay(run.source, link))
          const place = stay && placeOf(run, which, what, stay, { applicationId, versionId })
          return place && { link, stay, place }
        })
      )
      found.push(...stays.filter(each => each !== undefined))
      step(chunk.length - changed.length)
    }
  }
  return found
}

function placeOf(run: Run, which: keyof typeof kinds, what: string, stay: SourceStay, ids: Omit<Place, 'environmentId'>) {
  const environmentId = run.environments.get(stay.environment)
  const problem = stay.instance === '' ? undefined : nameProblem(stay.instance)
  if (environmentId !== undefined && problem === undefined) return { ...ids, environmentId }
  run.report.problem(which, what, problem === undefined ? 'its environment is not here' : `its instance ${problem}`)
  return undefined
}

function copySome(run: Run, which: keyof typeof kinds, chunk: readonly Found[]): Promise<void> {
  const { kind, keep } = kinds[which]
  return run.broker.db.transaction(async tx => {
    const copied = []
    for (const { link, stay, place } of chunk) {
      copied.push({ key: link.uuid, targetId: await keep(tx, { ...stay, ...place }), seen: seenOf(link) })
      if (which === 'deployments' && stay.endedAt !== null) await retainWriter(tx, place, stay.endedAt, run.broker.now())
    }
    await rememberCopied(tx, run.record.id, kind, copied)
  })
}

const seenOf = ({ isCurrent }: SourceStayLink) => (isCurrent ? 'current' : 'over')
