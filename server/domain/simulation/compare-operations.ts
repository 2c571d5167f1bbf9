import type { ComparisonLimits } from '../comparison/compare-contract.ts'
import type { Media, Operation, Parameter, Response } from '../comparison/documents/api.ts'
import { judgeFailure } from '../comparison/field-findings.ts'
import type { Finding, FindingCode, Severity } from '../comparison/findings.ts'
import { into } from '../comparison/pointer.ts'
import { type Engine, fits, renewBudget } from '../comparison/schema/engine.ts'
import type { Failure } from '../comparison/schema/failure.ts'
import type { SchemaNode } from '../comparison/schema/node.ts'

/** An operation in two versions of its document, for one who uses all of it. */
interface Changing {
  engine: Engine
  before: Operation
  after: Operation
}

export function operationChanges(engine: Engine, before: Operation, after: Operation, limits: ComparisonLimits): Finding[] {
  const { stepsEach: steps, expired } = limits
  renewBudget(engine, { steps, ...(expired && { expired }) })
  const changing = { engine, before, after }
  const problems = after.problems.map(({ code, pointer, detail }) =>
    finding(after, code, 'undecided', { document: pointer, detail: { about: detail }, direction: 'document' })
  )
  return [
    ...problems,
    ...securityChanges(changing),
    ...parameterChanges(changing),
    ...bodyChanges(changing),
    ...responseChanges(changing)
  ]
}

export const removedOperation = (before: Operation): Finding =>
  finding(before, 'op.removed', 'error', { detail: { method: before.method, path: before.path } })

/** Each way to be authorized that was enough still is. */
function securityChanges({ before, after }: Changing): Finding[] {
  const names = (schemes: Operation['security'][number]) => schemes.map(({ name }) => name)
  const ways = before.security.length === 0 ? [[]] : before.security.map(names)
  const enough = (way: string[]) =>
    after.security.length === 0 || after.security.some(needed => names(needed).every(name => way.includes(name)))
  return ways.every(enough) ? [] : [finding(after, 'sec.required', 'error')]
}

function parameterChanges({ engine, before, after }: Changing): Finding[] {
  const sameAs = (one: Parameter) => (other: Parameter) =>
    other.place === one.place && (one.place === 'path' || other.name === one.name)
  const added = after.parameters
    .filter(({ required, place }) => required && place !== 'path')
    .flatMap(now => {
      const old = before.parameters.find(sameAs(now))
      return old?.required === true ? [] : [parameter(after, now, 'req.param.required', 'error')]
    })
  const kept = before.parameters
    .filter(({ place }) => place !== 'path')
    .flatMap(old => {
      const now = after.parameters.find(sameAs(old))
      if (now === undefined) return [parameter(after, old, 'req.param.undeclared', 'warning')]
      const [failure] = failuresOf(engine, old.schema, now.schema)
      return failure === undefined ? [] : [parameter(after, now, 'req.param.value', severityOf(failure))]
    })
  return [...added, ...kept]
}

const parameter = (operation: Operation, { place, name, pointer }: Parameter, code: FindingCode, severity: Severity) =>
  finding(operation, code, severity, { document: pointer, element: `request.${place}/${name}`, detail: { name } })

function bodyChanges({ engine, before, after }: Changing): Finding[] {
  const at = { document: after.body?.pointer ?? after.pointer, element: 'request.body' }
  if (before.body === undefined) return after.body?.required === true ? [finding(after, 'req.body.required', 'error', at)] : []
  if (after.body === undefined) return [finding(after, 'req.body.removed', 'warning', at)]
  const required = after.body.required && !before.body.required ? [finding(after, 'req.body.required', 'error', at)] : []
  const values = before.body.media.flatMap(old => {
    const now = sameMedia(old, after.body?.media ?? [])
    if (now === undefined) return [finding(after, 'req.body.media', 'error', at)]
    return failuresOf(engine, old.schema, now.schema).map(failure =>
      field(after, 'req.body.value', failure, {
        document: failure.reader,
        element: 'request.body',
        detail: { keyword: failure.keyword }
      })
    )
  })
  return [...required, ...values]
}

function responseChanges({ engine, before, after }: Changing): Finding[] {
  return before.responses.flatMap(old => {
    const element = `response.${old.status}`
    const now = after.responses.find(({ status }) => status === old.status)
    if (now === undefined) {
      const severity = /^2/.test(old.status) ? 'error' : 'warning'
      return [finding(after, 'res.status', severity, { element, detail: { status: old.status } })]
    }
    const media = old.media.flatMap(was => {
      const is = sameMedia(was, now.media)
      if (is === undefined) return [finding(after, 'res.media', 'error', { document: now.pointer, element })]
      return failuresOf(engine, is.schema, was.schema).map(failure => {
        const { code, detail } = judgeFailure('res', failure)
        return field(after, code, failure, { document: failure.writer, element: `${element}.body`, detail })
      })
    })
    return [...media, ...headerChanges(after, old, now)]
  })
}

function headerChanges(operation: Operation, old: Response, now: Response): Finding[] {
  return old.headers.flatMap(({ name, required }) => {
    const is = now.headers.find(header => header.name.toLowerCase() === name.toLowerCase())
    const at = { document: now.pointer, element: `response.${old.status}.header/${name.toLowerCase()}`, detail: { name } }
    if (is === undefined) return [finding(operation, 'res.header.gone', required ? 'error' : 'warning', at)]
    return required && !is.required ? [finding(operation, 'res.header.optional', 'error', at)] : []
  })
}

const sameMedia = ({ type }: Media, all: readonly Media[]) => all.find(media => media.type === type)

function failuresOf(engine: Engine, writer: SchemaNode | undefined, reader: SchemaNode | undefined): Failure[] {
  return writer === undefined || reader === undefined ? [] : fits(engine, writer, reader).failures
}

const severityOf = ({ outcome }: Failure): Severity => (outcome === 'broken' ? 'error' : 'undecided')

function field(operation: Operation, code: FindingCode, failure: Failure, where: Where & { element: string }): Finding {
  const path = into('', ...failure.path)
  const witness = failure.witness === undefined ? {} : { witness: failure.witness }
  const at = { ...where, element: where.element + path }
  return { ...finding(operation, code, severityOf(failure), at), path, ...witness }
}

interface Where {
  direction?: Finding['direction']
  document?: string
  /** Behind the operation's key. */
  element?: string
  detail?: NonNullable<Finding['detail']>
}

function finding(operation: Operation, code: FindingCode, severity: Severity, where: Where = {}): Finding {
  const { document = operation.pointer, element, detail } = where
  const direction = where.direction ?? (element?.startsWith('response') ? 'response' : 'request')
  const key = `${operation.method} ${operation.template}`
  return {
    code,
    severity,
    direction,
    contract: '',
    document,
    element: element === undefined ? key : `${key}#${element}`,
    ...(detail !== undefined && { detail })
  }
}
