import { displayNameFor, nameProblem } from '../../domain/names.ts'
import { type ApplicationChanges, changeApplication, ensureApplication, findApplication } from '../../storage/applications.ts'
import type { Transaction } from '../../storage/database.ts'
import { type Copied, copiedThings, rememberCopied } from '../../storage/imports/record.ts'
import { addLabel } from '../../storage/labels.ts'
import { chunksOf, inPhase, missingPages, type Run } from '../run.ts'
import { readApplications, type SourceApplication } from '../source/applications.ts'

/** Applications with all that is said of them. What changed here since it was copied stays, unless it changed there, too. */
export function copyApplications(run: Run): Promise<void> {
  const { broker, source, report, record } = run
  return inPhase(run, 'applications', async step => {
    const listed = await readApplications(source, missingPages(run, 'applications', 'the list of applications'))
    report.saw('applications', listed.length)
    for (const { labels } of listed) if (labels.length > 0) report.saw('labels', labels.length)
    const usable = listed.filter(({ name }) => {
      const problem = nameProblem(name)
      if (problem !== undefined) report.problem('applications', name, `its name ${problem}`)
      return problem === undefined
    })
    // In the order of names, as everywhere: two transactions that insert the same names do not wait for each other in a ring.
    usable.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const chunk of chunksOf(usable, 50)) {
      const names = chunk.map(({ name }) => name)
      const known = await copiedThings(broker.db, record.id, 'application', names)
      const changed = chunk.filter(application => known.get(application.name)?.seen !== seenOf(application))
      const ids = await broker.db.transaction(async tx => {
        const copied: Copied[] = []
        for (const application of changed) copied.push(await copy(tx, run, application, known.has(application.name)))
        await rememberCopied(tx, record.id, 'application', copied)
        return new Map(copied.map(({ key, targetId }) => [key, targetId]))
      })
      for (const application of chunk) {
        const id = ids.get(application.name) ?? (known.get(application.name)?.targetId as number)
        run.applications.set(application.name, { id, source: application, versions: [], versionIds: new Map() })
      }
      report.copied('applications', changed.length)
      step(chunk.length, changed.length)
    }
  })
}

async function copy(tx: Transaction, run: Run, application: SourceApplication, wasCopied: boolean): Promise<Copied> {
  const { name, labels, createdAt, updatedAt } = application
  const before = await findApplication(tx, name)
  const here = before ?? (await ensureApplication(tx, name, createdAt))
  const isOurs = before !== undefined && !wasCopied
  await changeApplication(tx, here.id, isOurs ? missingIn(here, application) : changesOf(application), updatedAt)
  for (const label of labels) {
    const problem = nameProblem(label)
    if (problem !== undefined) run.report.problem('labels', `${name}, ${label}`, `its name ${problem}`)
    else if (await addLabel(tx, here.id, label, updatedAt)) run.report.copied('labels')
  }
  return { key: name, targetId: here.id, seen: seenOf(application) }
}

function changesOf(application: SourceApplication): ApplicationChanges {
  const { name, displayName, mainBranch, repositoryUrl, repositoryName, repositoryNamespace } = application
  return {
    displayName: displayName ?? displayNameFor(name),
    mainBranch: mainBranch ?? null,
    repositoryUrl: repositoryUrl ?? null,
    repositoryName: repositoryName ?? null,
    repositoryNamespace: repositoryNamespace ?? null
  }
}

/** What this broker does not know of an application that it has of its own. */
function missingIn(here: ApplicationChanges, application: SourceApplication): ApplicationChanges {
  const changes = Object.entries(changesOf(application)) as Array<[keyof ApplicationChanges, string | null]>
  return Object.fromEntries(changes.filter(([field]) => here[field] === null))
}

const seenOf = (application: SourceApplication) => JSON.stringify([changesOf(application), application.labels])
