import { memberOf, readTree } from '../../domain/contracts/json-tree.ts'
import { encodeName } from '../../hal/urls.ts'
import { NotGiven } from '../errors.ts'
import { segmentAfter } from './addresses.ts'
import { type Document, dateAt, documentAt, hrefOf, isDocument, listAt, textAt } from './document.ts'
import type { Source } from './source.ts'

/** What the matrix says of a contract that a version published: which content it was, and a result of it if there is one. */
export interface MatrixRow {
  publishedAt: number | undefined
  result: { number: number; sha: string; href: string } | undefined
}

/** More rows than this are not listed in one answer. */
export const mostRows = 50_000

/**
 * Every revision that a version published for a provider, and every result of each: what no list tells but the matrix
 * without `latestby` (reference 3.2, 3.9).
 */
export async function readMatrix(
  source: Source,
  { consumer, version, provider }: { consumer: string; version: string; provider: string }
): Promise<MatrixRow[]> {
  const selectors = `q[][pacticipant]=${encodeName(consumer)}&q[][version]=${encodeName(version)}&q[][pacticipant]=${encodeName(provider)}`
  const address = `/matrix?${selectors.replaceAll('[]', '%5B%5D').replaceAll('[', '%5B').replaceAll(']', '%5D')}&limit=${mostRows}`
  const document = await source.find(source.base + address)
  if (document === undefined) throw new NotGiven(`${source.base}/matrix is not there`)
  const rows = listAt(document, 'matrix')
  // A contract with oneself is met from both sides.
  const own = rows.filter(row => textAt(row, 'consumer', 'version', 'number') === version)
  return own.filter(row => textAt(row, 'provider', 'name') === provider).map(rowOf)
}

function rowOf(row: Document): MatrixRow {
  const publishedAt = dateAt(documentAt(row, 'pact') ?? {}, 'createdAt')
  const href = hrefOf(documentAt(row, 'verificationResult') ?? {}, 'self')
  const number = Number(href === undefined ? '' : segmentAfter(href, 'verification-results'))
  const sha = href === undefined ? undefined : segmentAfter(href, 'pact-version')
  if (href === undefined || sha === undefined || !Number.isSafeInteger(number) || number < 1)
    return { publishedAt, result: undefined }
  return { publishedAt, result: { number, sha, href } }
}

/** The address of the content that a result is about. */
export const contentAddress = (resultHref: string): string =>
  resultHref.replace(/(\/metadata\/[^/]+)?\/verification-results\/.*$/, '')

export interface SourceResult {
  providerVersion: string
  success: boolean
  executedAt: number | undefined
  buildUrl: string | undefined
  testResults: unknown
  /** Who verified and what was tested, in the words in which it was posted; undefined where the source tells neither. */
  report: string | undefined
}

/** Fetches a result. Undefined where it is not there any more. Reference 1.10. */
export async function readResult(source: Source, href: string): Promise<SourceResult | undefined> {
  const text = await source.findText(href)
  if (text === undefined) return undefined
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw new NotGiven(`${href} is not JSON`)
  }
  const providerVersion = isDocument(document) ? textAt(document, 'providerApplicationVersion') : undefined
  if (!isDocument(document) || providerVersion === undefined || typeof document.success !== 'boolean') {
    throw new NotGiven(`${href} is no verification result`)
  }
  return {
    providerVersion,
    success: document.success,
    executedAt: dateAt(document, 'verificationDate'),
    buildUrl: textAt(document, 'buildUrl'),
    testResults: document.testResults,
    report: reportOf(text, document)
  }
}

/** The test results to the digit, and the verifier under the names that verifiers give. */
function reportOf(text: string, document: Document): string | undefined {
  const results = memberOf(readTree(text), 'testResults')
  const verifier = documentAt(document, 'verifiedBy')
  const parts = [
    ...(verifier === undefined ? [] : [`"verifiedBy":${JSON.stringify(asPosted(verifier))}`]),
    ...(results === undefined ? [] : [`"testResults":${text.slice(results.start, results.end)}`])
  ]
  return parts.length === 0 ? undefined : `{${parts.join(',')}}`
}

function asPosted(verifier: Document): Document {
  const { implementation, version, client_implementation, client_test_framework, client_version } = verifier
  const language = { name: client_implementation, version: client_version, testFramework: client_test_framework }
  const hasLanguage = Object.values(language).some(value => value !== undefined)
  return { implementation, version, ...(hasLanguage && { clientLanguage: language }) }
}
