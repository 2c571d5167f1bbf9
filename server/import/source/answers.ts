import type { ComparedAnswer, ComparedRow } from '../../domain/imports/compare-answers.ts'
import { expand } from './addresses.ts'
import { type Document, documentAt, hrefOf, listAt, numberAt, textAt } from './document.ts'
import type { Source } from './source.ts'

export interface Question {
  pacticipant: string
  version: string
  environment: string
}

const path = '/can-i-deploy?pacticipant={pacticipant}&version={version}&environment={environment}'

export const pathOf = (question: Question) => expand(path, { ...question })

/** Asks the source whether a version can be deployed. Undefined where it knows no such question. */
export async function askSource(source: Source, question: Question): Promise<ComparedAnswer | undefined> {
  const relation = 'pb:can-i-deploy-pacticipant-version-to-environment'
  const template = hrefOf(source.index, relation) ?? source.base + path
  const document = await source.find(expand(template, { ...question }))
  return document && answerOf(document)
}

/** Reads a document of the matrix. */
export function answerOf(document: Document): ComparedAnswer {
  const summary = documentAt(document, 'summary') ?? {}
  const { deployable } = summary
  const count = (name: string) => numberAt(summary, name) ?? 0
  return {
    deployable: typeof deployable === 'boolean' ? deployable : null,
    success: count('success'),
    failed: count('failed'),
    unknown: count('unknown'),
    rows: listAt(document, 'matrix')
      .filter(row => row.ignored !== true)
      .map(rowOf),
    codes: listAt(document, 'verdict', 'reasons').flatMap(reason => textAt(reason, 'code') ?? [])
  }
}

function rowOf(row: Document): ComparedRow {
  const success = documentAt(row, 'verificationResult')?.success
  return {
    consumer: textAt(row, 'consumer', 'name') ?? '',
    version: textAt(row, 'consumer', 'version', 'number') ?? '',
    provider: textAt(row, 'provider', 'name') ?? '',
    providerVersion: textAt(row, 'provider', 'version', 'number') ?? null,
    success: typeof success === 'boolean' ? success : null
  }
}
