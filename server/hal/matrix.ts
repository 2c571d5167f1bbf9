import type { MatrixAnswer } from '../actions/ask-matrix.ts'
import type { Row } from '../domain/matrix/rows.ts'
import { encodeToken } from '../domain/metadata-token.ts'
import type { Decoration } from '../storage/matrix/decorations.ts'
import { instant } from './document.ts'
import { urls } from './urls.ts'
import { verdictDocument } from './verdict.ts'

/** The Pact Broker's document, with Soloist's verdict beside the summary. Absent things are an explicit null here. Reference 1.12. */
export function matrixDocument(answer: MatrixAnswer, base: string, environment: string | undefined) {
  const { summary, notices, rows, decorations, verdict } = answer
  const { deployable, success, failed, unknown, ignored } = summary
  const describe = versionDocuments(decorations, base)
  return {
    summary: {
      deployable,
      reason: notices.map(({ text }) => text).join('\n'),
      success,
      failed,
      unknown,
      ...(ignored === undefined ? {} : { ignored })
    },
    notices,
    ...(verdict === undefined ? {} : { verdict: verdictDocument(verdict, base, environment) }),
    matrix: rows.map(row => rowDocument(row, describe, base))
  }
}

function rowDocument(row: Row, describe: DescribeVersion, base: string) {
  const { consumer, provider, publication, result, contract } = row
  return {
    consumer: {
      name: consumer.name,
      version: describe(consumer.name, consumer.version),
      _links: { self: { href: base + urls.application(consumer.name) } }
    },
    provider: {
      name: provider.name,
      version: provider.version === null ? null : describe(provider.name, provider.version),
      _links: { self: { href: base + urls.application(provider.name) } }
    },
    pact: {
      createdAt: instant(publication.createdAt),
      _links: { self: { href: base + urls.pact(provider.name, consumer.name, consumer.version.number) } }
    },
    verificationResult:
      result === null
        ? null
        : {
            success: result.success,
            verifiedAt: instant(result.executedAt),
            _links: { self: { href: base + resultUrl(row, contract.sha, result.number) } }
          },
    ...(row.ignored ? { ignored: true } : {})
  }
}

/** The address of a result, with the consumer version for which it is looked at. */
function resultUrl({ consumer, provider }: Row, sha: string, number: number): string {
  const token = encodeToken({ consumerVersions: [consumer.version.number], selectors: [] })
  return urls.verification(provider.name, consumer.name, sha, number, token)
}

type DescribeVersion = (name: string, version: { id: number; number: string }) => object

/** Describes each version once: the candidate stands in every row. */
function versionDocuments(decorations: Map<number, Decoration>, base: string): DescribeVersion {
  const documents = new Map<number, object>()
  return (name, version) => {
    let document = documents.get(version.id)
    if (document === undefined) documents.set(version.id, (document = versionDocument(name, version, decorations, base)))
    return document
  }
}

const bare: Decoration = { branches: [], tags: [], environments: [] }

function versionDocument(
  name: string,
  { id, number }: { id: number; number: string },
  decorations: Map<number, Decoration>,
  base: string
) {
  const { branches, tags, environments } = decorations.get(id) ?? bare
  const branchVersions = branches.map(branch => ({
    ...branch,
    _links: { self: { title: 'Branch version', name: branch.name, href: base + urls.branchVersion(name, branch.name, number) } }
  }))
  return {
    number,
    branch: branches.at(-1)?.name ?? null,
    branches: branchVersions,
    branchVersions,
    environments: environments.map(({ createdAt, ...environment }) => ({
      ...environment,
      createdAt: instant(createdAt),
      _links: { self: { title: 'Environment', name: environment.name, href: base + urls.environment(environment.uuid) } }
    })),
    _links: { self: { href: base + urls.version(name, number) } },
    tags: tags.map(tag => ({ ...tag, _links: { self: { href: base + urls.tag(name, number, tag.name) } } }))
  }
}
