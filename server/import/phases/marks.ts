import { followsHead, inJoiningOrder, type SourceMembership } from '../../domain/imports/memberships.ts'
import { nameProblem } from '../../domain/names.ts'
import { listBranches } from '../../storage/branches.ts'
import type { Transaction } from '../../storage/database.ts'
import { addMember, ensureBranch, headsOf, makeHead } from '../../storage/imports/placing.ts'
import { copiedThings, rememberCopied } from '../../storage/imports/record.ts'
import { addTag } from '../../storage/tags.ts'
import { setBuildUrl } from '../../storage/versions.ts'
import { type CopiedApplication, chunksOf, given, inPhase, missingPages, type Run } from '../run.ts'
import { readBranches, readMarkDate } from '../source/marks.ts'
import type { SourceMark, SourceVersion } from '../source/versions.ts'

type Step = (looked: number, copied?: number) => void

/** Branches with their members and heads, and tags. */
export function copyMarks(run: Run): Promise<void> {
  return inPhase(run, 'branches and tags', async step => {
    for (const application of run.applications.values()) {
      const branchIds = await copyBranches(run, application)
      await copyMarksOf(run, application, branchIds, step)
      await followHeads(run, application, branchIds)
    }
  })
}

/** Ids by name. A branch that only a version names is created with that version's date. */
async function copyBranches(run: Run, application: CopiedApplication): Promise<Map<string, number>> {
  const { broker, source, report } = run
  const what = `the branches of ${application.source.name}`
  const listed = await readBranches(source, application.source.branchesAt, missingPages(run, 'branches', what))
  const branches = new Map(listed.map(branch => [branch.name, branch]))
  for (const { branches: marks, createdAt, updatedAt } of application.versions) {
    for (const { name } of marks) if (!branches.has(name)) branches.set(name, { name, createdAt, updatedAt })
  }
  report.saw('branches', branches.size)
  const before = new Set((await listBranches(broker.db, application.id)).items.map(({ name }) => name))
  const ids = new Map<string, number>()
  for (const chunk of chunksOf([...branches.values()].reverse(), 200)) {
    await broker.db.transaction(async tx => {
      for (const branch of chunk) {
        const problem = nameProblem(branch.name)
        if (problem !== undefined) report.problem('branches', `${application.source.name} ${branch.name}`, `its name ${problem}`)
        else ids.set(branch.name, await ensureBranch(tx, { applicationId: application.id, ...branch }))
      }
    })
  }
  report.copied('branches', [...ids.keys()].filter(name => !before.has(name)).length)
  return ids
}

interface Dated {
  version: SourceVersion
  versionId: number
  memberships: SourceMembership[]
  tags: Array<{ name: string; createdAt: number }>
}

async function copyMarksOf(run: Run, application: CopiedApplication, branchIds: Map<string, number>, step: Step) {
  const { db } = run.broker
  const fresh: Dated[] = []
  let order = 0
  for (const chunk of chunksOf(application.versions, 100)) {
    for (const { branches, tags } of chunk) {
      run.report.saw('memberships', branches.length)
      run.report.saw('tags', tags.length)
    }
    const keys = chunk.map(({ number }) => String(application.versionIds.get(number)))
    const known = await copiedThings(db, run.record.id, 'version', keys)
    const changed = chunk.filter((version, i) => known.get(keys[i] as string)?.seen !== seenOf(version))
    const begin = order
    order += chunk.length
    fresh.push(...(await Promise.all(changed.map(version => dated(run, application, version, begin + chunk.indexOf(version))))))
    step(chunk.length - changed.length)
  }
  const memberships = inJoiningOrder(fresh.flatMap(({ memberships }) => memberships))
  for (const chunk of chunksOf(memberships, 500)) {
    const added = await db.transaction(async tx => {
      let added = 0
      for (const { branch, versionId, createdAt } of chunk) {
        const branchId = branchIds.get(branch)
        if (branchId !== undefined) added += Number(await addMember(tx, { branchId, versionId, createdAt }))
      }
      return added
    })
    run.report.copied('memberships', added)
  }
  for (const chunk of chunksOf(fresh, 100)) {
    await db.transaction(tx => keepTags(tx, run, application, chunk))
    step(chunk.length, chunk.length)
  }
}

/** Asks when the version joined each of its branches and got each of its tags. */
async function dated(run: Run, { source, versionIds }: CopiedApplication, version: SourceVersion, order: number): Promise<Dated> {
  const what = `${source.name} ${version.number}`
  const versionId = versionIds.get(version.number) as number
  const dateOf = async (kind: 'memberships' | 'tags', { name, href }: SourceMark) => {
    const date = await given(run, kind, `${what}, ${name}`, () => readMarkDate(run.source, href))
    return date ?? version.createdAt
  }
  const memberships = version.branches.map(async branch => ({
    branch: branch.name,
    versionId,
    order,
    isHead: branch.isHead,
    createdAt: await dateOf('memberships', branch)
  }))
  const tags = version.tags.map(async tag => ({ name: tag.name, createdAt: await dateOf('tags', tag) }))
  return { version, versionId, memberships: await Promise.all(memberships), tags: await Promise.all(tags) }
}

async function keepTags(tx: Transaction, run: Run, { source }: CopiedApplication, chunk: readonly Dated[]): Promise<void> {
  for (const { version, versionId, tags } of chunk) {
    for (const { name, createdAt } of tags) {
      const problem = nameProblem(name)
      if (problem !== undefined) run.report.problem('tags', `${source.name} ${version.number}, ${name}`, `its name ${problem}`)
      else if (await addTag(tx, versionId, name, createdAt)) run.report.copied('tags')
    }
    if (version.buildUrl !== undefined) await setBuildUrl(tx, versionId, version.buildUrl, version.updatedAt)
  }
  const copied = chunk.map(({ version, versionId }) => ({ key: String(versionId), targetId: versionId, seen: seenOf(version) }))
  await rememberCopied(tx, run.record.id, 'version', copied)
}

/** Where a head was removed at the source, another member became it without joining anew. */
async function followHeads(run: Run, { versions, versionIds }: CopiedApplication, branchIds: Map<string, number>) {
  const { db } = run.broker
  const heads = new Map<string, number>()
  const members = new Map<string, Set<number>>()
  for (const { number, branches } of versions) {
    for (const { name, isHead } of branches) {
      const id = versionIds.get(number) as number
      members.set(name, (members.get(name) ?? new Set()).add(id))
      if (isHead) heads.set(name, id)
    }
  }
  const here = await headsOf(db, [...branchIds.values()])
  for (const [name, head] of heads) {
    const branchId = branchIds.get(name)
    if (branchId === undefined || !followsHead(here.get(branchId), head, members.get(name) as Set<number>)) continue
    await db.transaction(tx => makeHead(tx, branchId, head))
  }
}

/** What is asked for again when it changed: not whether a member is the head, which changes with each new member. */
function seenOf({ buildUrl, branches, tags }: SourceVersion): string {
  const names = (marks: readonly SourceMark[]) => marks.map(({ name }) => name).sort()
  return JSON.stringify([buildUrl ?? null, names(branches), names(tags)])
}
