import { command } from '../command.ts'
import { application, identity, version } from '../common-options.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Version } from '../versions.ts'

export const createOrUpdateVersion = command({
  name: 'create-or-update-version',
  summary: 'Create a version, or put it on a branch, tag it, set its build',
  options: {
    pacticipant: application,
    version,
    branch: { type: 'string', value: 'BRANCH', help: 'Its branch' },
    tag: { type: 'string', short: 't', multiple: true, value: 'TAG', help: 'A tag for it; repeatable' },
    'build-url': { type: 'string', value: 'URL', help: 'The build that made it' },
    ...identity
  },
  async run({ values, broker, out, found }) {
    const number = await found.version(values.version)
    const document = await broker.createOrUpdateVersion({
      application: values.pacticipant,
      version: number,
      branch: values.branch,
      tags: values.tag,
      buildUrl: values['build-url'],
      ...(await found.identity(values))
    })
    out.answer(document, () => `Kept: ${described(values.pacticipant, document)}`)
    return exitCodes.done
  }
})

export const describeVersion = command({
  name: 'describe-version',
  summary: 'Show a version, or the newest one',
  options: {
    pacticipant: application,
    version: { ...version, help: 'Its version; without any of these, the newest' },
    latest: { type: 'string', short: 'l', optional: true, value: 'TAG', help: 'The newest (with the tag)' },
    branch: { type: 'string', value: 'BRANCH', help: 'The newest of the branch' }
  },
  async run({ values, broker, out }) {
    const { pacticipant, version, latest, branch } = values
    const ways = [version, latest, branch].filter(way => way !== undefined)
    if (ways.length > 1) throw wrong('Give one of --version, --latest and --branch.')
    const document =
      version === undefined
        ? await broker.latestVersion({ application: pacticipant, tag: latest || undefined, branch })
        : await broker.describeVersion({ application: pacticipant, version })
    out.answer(document, () => described(pacticipant, document))
    return exitCodes.done
  }
})

function described(
  application: string,
  { number, buildUrl, artifactDigest, sourceFingerprint, createdAt, _embedded, _links }: Version
): string {
  const names = (list: ReadonlyArray<{ name: string }> = []) => list.map(({ name }) => name).join(', ')
  const live = [_links?.['pb:deployed-environments'] ?? []]
    .flat()
    .filter(link => (link as { currently_deployed?: boolean }).currently_deployed === true)
  const lines: Array<[string, string | undefined]> = [
    ['branches', names(_embedded?.branchVersions ?? _embedded?.branches)],
    ['tags', names(_embedded?.tags)],
    ['deployed to', live.map(({ name = '' }) => name).join(', ')],
    ['build', buildUrl],
    ['artifact', artifactDigest],
    ['source', sourceFingerprint],
    ['since', createdAt]
  ]
  return [`${application} ${number}`, ...lines.flatMap(([what, value]) => (value ? [`  ${what}: ${value}`] : []))].join('\n')
}
