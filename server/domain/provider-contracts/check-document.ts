import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { DataValidationCxt } from 'ajv/dist/types/index.js'
import type { Json, JsonObject } from '../comparison/json.ts'
import { into } from '../comparison/pointer.ts'
import { followRef } from '../comparison/schema/source.ts'
import { findingSentence } from './finding-sentences.ts'
import { asyncApi2, asyncApi3 } from './meta/asyncapi.ts'
import { catalogue } from './meta/catalogue.ts'
import { openApi30, openApi31 } from './meta/openapi.ts'
import { swagger } from './meta/swagger.ts'
import type { MetaSchema } from './meta/vocabulary.ts'
import { quoted } from './place.ts'

export interface DocumentFinding {
  /** What is wrong would be skipped, and so make comparisons mean nothing; or it spoils no more than itself. */
  severity: 'error' | 'warning'
  /** JSON Pointer. */
  pointer: string
  sentence: string
}

const metaSchemas = {
  'openapi 3.0': openApi30,
  'openapi 3.1': openApi31,
  'swagger 2': swagger,
  'asyncapi 2': asyncApi2,
  'asyncapi 3': asyncApi3,
  'catalogue 1': catalogue
} satisfies Record<string, MetaSchema>

export type Specification = keyof typeof metaSchemas

/** What in a document is not as its specification has it, where comparisons read it: errors first. */
export function checkDocument(document: JsonObject, specification: Specification): DocumentFinding[] {
  const validate = validatorOf(specification)
  const references: DocumentFinding[] = []
  validate.call(references, document)
  // Of a choice between forms, what is wrong with the form is told, not that one was chosen.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if')
  const found = [...references, ...errors.map(findingOf)]
  const isGrave = ({ severity }: DocumentFinding) => severity === 'error'
  const grave = new Set(found.filter(isGrave).map(({ pointer }) => pointer))
  const told = found.filter(finding => isGrave(finding) || !grave.has(finding.pointer))
  const distinct = new Map(told.map(finding => [`${finding.pointer} ${finding.sentence}`, finding]))
  return [...distinct.values()].sort((a, b) => Number(isGrave(b)) - Number(isGrave(a)))
}

const validators = new Map<Specification, ValidateFunction>()

function validatorOf(specification: Specification): ValidateFunction {
  let validate = validators.get(specification)
  if (validate === undefined) {
    const ajv = new Ajv({ allErrors: true, verbose: true, passContext: true, strict: false, validateSchema: false })
    ajv.addKeyword({ keyword: 'leads', type: 'string', validate: noteReference })
    validate = ajv.compile(metaSchemas[specification])
    validators.set(specification, validate)
  }
  return validate
}

/** Notes a reference that leads nowhere, or out of the document, which is grave, as nothing is fetched. Ajv copies its list for each error. */
function noteReference(this: unknown, _schema: unknown, ref: string, _parent: unknown, at: DataValidationCxt | undefined): true {
  const root = at?.rootData as JsonObject
  if (followRef(root, ref) !== undefined) return true
  const pointer = at?.instancePath ?? ''
  const isOutside = !ref.startsWith('#') && !hasId(root, ref)
  const finding: DocumentFinding = isOutside
    ? {
        severity: 'error',
        pointer,
        sentence: `leads out of the document with ${quoted(ref)}, and nothing is fetched: bundle what belongs together into one document`
      }
    : { severity: 'warning', pointer, sentence: `${quoted(ref)} cannot be followed: what uses it stays undecided` }
  ;(this as DocumentFinding[]).push(finding)
  return true
}

const identities = new WeakMap<object, Set<Json>>()

/** Whether something in the document has this for its `$id`. */
function hasId(root: object, id: string): boolean {
  let known = identities.get(root)
  if (known === undefined) {
    known = new Set()
    collectIds(root as Json, known)
    identities.set(root, known)
  }
  return known.has(id)
}

function collectIds(value: Json, ids: Set<Json>): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value) && value.$id !== undefined) ids.add(value.$id)
  for (const part of Object.values(value)) collectIds(part, ids)
}

function findingOf(error: ErrorObject): DocumentFinding {
  const { keyword, instancePath, params, parentSchema } = error
  const isMild = parentSchema?.mild === true
  const pointer = keyword === 'additionalProperties' ? into(instancePath, params.additionalProperty) : instancePath
  return { severity: isMild ? 'warning' : 'error', pointer, sentence: findingSentence(error) }
}
