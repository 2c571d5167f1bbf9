import type { Finding, FindingCode } from './findings.ts'
import type { Json } from './json.ts'

/** The sentence for a finding. All wording of comparisons is here; nothing else reads it. */
export const sentenceOf = (finding: Finding): string => sentences[finding.code](finding)

type Told = (finding: Finding) => string

const place = ({ path = '' }: Finding) => (path === '' ? 'the whole' : path)
const detailOf = ({ detail = {} }: Finding, name: string): string => shown(detail[name])
const shown = (value: Json | undefined): string =>
  value === undefined
    ? 'unknown'
    : typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.map(shown).join(', ') || 'nothing'
        : JSON.stringify(value)
const named = (finding: Finding) => detailOf(finding, 'name')
const isMissing = ({ detail }: Finding) => detail?.missing === true
const because = ({ detail }: Finding) => (detail?.about === undefined ? '' : ` (${shown(detail.about)})`)
const instance = ({ witness }: Finding) => (witness === undefined ? '' : `, for instance ${shortened(JSON.stringify(witness))}`)
const shortened = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text)

const parameter =
  (kind: string): Told =>
  finding =>
    isMissing(finding)
      ? `The ${kind} ${named(finding)} is required and not sent.`
      : `The ${kind} ${named(finding)} does not allow ${detailOf(finding, 'values')}.`

const broken: Record<string, string> = {
  type: 'has another type',
  values: 'is none of the values that are allowed',
  bound: 'is out of bounds',
  multipleOf: 'is no multiple of what is asked for',
  length: 'is too short or too long',
  pattern: 'does not match the pattern',
  format: 'does not have the format',
  required: 'is required and missing',
  undeclared: 'is not declared, and nothing else is allowed',
  items: 'has too few or too many items',
  unique: 'repeats an item',
  union: 'fits none of the ways that are possible, or several',
  not: 'is excluded'
}
const how = ({ detail }: Finding) => broken[shown(detail?.keyword)] ?? 'is not valid'

const field = (who: 'response' | 'message') => ({
  gone: (finding: Finding) => `The ${who} has ${place(finding)} no longer, or never had it: the document does not declare it.`,
  optional: (finding: Finding) => `The ${who} need not have ${place(finding)}: the document declares it as optional.`,
  null: (finding: Finding) => `${place(finding)} of the ${who} may be null, which the contract does not accept.`,
  type: (finding: Finding) =>
    shown(finding.detail?.keyword) === 'anything'
      ? `The document does not say what ${place(finding)} of the ${who} is.`
      : `${place(finding)} of the ${who} may have a type that the contract does not accept${instance(finding)}.`,
  value: (finding: Finding) =>
    `${place(finding)} of the ${who} may have a value that the contract does not accept${instance(finding)}.`,
  array: (finding: Finding) =>
    `${place(finding)} of the ${who} may have items that the contract does not accept${instance(finding)}.`,
  union: (finding: Finding) =>
    `The ${who} may go a way that the contract does not accept, at ${place(finding)}${instance(finding)}.`
})
const [response, message] = [field('response'), field('message')]

const sentences: Record<FindingCode, Told> = {
  'request.spec.missing': () => 'The provider has no document that describes HTTP.',
  'request.path-or-method.unknown': finding =>
    finding.detail?.reason === 'method'
      ? `${detailOf(finding, 'path')} knows ${detailOf(finding, 'methods')}, not ${detailOf(finding, 'method')}.`
      : finding.detail?.reason === 'value'
        ? `A value in the path ${detailOf(finding, 'path')} is not one that its parameter allows.`
        : `${detailOf(finding, 'method')} ${detailOf(finding, 'path')} is not in the document.`,
  'request.authorization.missing': () => 'None of the ways to be authorized that the document asks for is met by the request.',
  'request.accept.unknown': () => 'The request accepts something, and the document declares no content at all.',
  'request.accept.incompatible': finding =>
    `The request accepts ${detailOf(finding, 'accepted')}; there is ${detailOf(finding, 'declared')}.`,
  'request.content-type.unknown': () => 'The request has a content type, and the document declares no body.',
  'request.content-type.incompatible': finding =>
    `The body is sent as ${detailOf(finding, 'type')}; the document takes ${detailOf(finding, 'declared')}.`,
  'request.content-type.missing': finding =>
    `The body is sent without a content type; the document takes ${detailOf(finding, 'declared')}.`,
  'request.header.incompatible': parameter('header'),
  'request.header.unknown': finding => `The header ${named(finding)} is sent and not declared.`,
  'request.cookie.incompatible': parameter('cookie'),
  'request.query.incompatible': parameter('query parameter'),
  'request.query.unknown': finding => `The query parameter ${named(finding)} is sent and not declared.`,
  'request.body.incompatible': finding =>
    isMissing(finding) ? 'A body is required and not sent.' : `${place(finding)} of the body ${how(finding)}.`,
  'request.body.unknown': () => 'A body is sent, and the document does not say what it may be.',
  'response.status.unknown': finding => `The document has no response with the status ${detailOf(finding, 'status')}.`,
  'response.status.default': finding => `The status ${detailOf(finding, 'status')} is only covered by the default response.`,
  'response.content-type.unknown': finding => `${detailOf(finding, 'type')} is expected, and the document declares no content.`,
  'response.content-type.incompatible': finding =>
    `${detailOf(finding, 'type')} is expected; the document declares ${detailOf(finding, 'declared')}.`,
  'response.header.incompatible': finding => `The header ${named(finding)} cannot be ${detailOf(finding, 'values')}.`,
  'response.header.undefined': finding =>
    `The header ${named(finding)} is expected and not declared; it is one that servers may add.`,
  'response.header.unknown': finding => `The header ${named(finding)} is expected and not declared.`,
  'response.body.incompatible': finding =>
    finding.detail?.empty === true
      ? 'An empty body is expected, and the document declares one.'
      : 'The body that is expected is not one that the document allows.',
  'response.body.unknown': ({ severity }) =>
    severity === 'error'
      ? 'A body is expected, and the document declares none.'
      : 'A body is expected, and the document does not say what it is.',

  'op.removed': finding => `${detailOf(finding, 'method')} ${detailOf(finding, 'path')} is no longer in the document.`,
  'op.moved': finding => `The path now leads to ${detailOf(finding, 'to')} instead of ${detailOf(finding, 'from')}.`,
  'req.param.required': finding => `The parameter ${named(finding)} is required now, and not sent.`,
  'req.param.value': finding => `What is sent as ${named(finding)} is no longer allowed.`,
  'req.param.undeclared': finding => `The parameter ${named(finding)} is sent and no longer declared; it may be ignored.`,
  'req.default': finding =>
    `The default of ${named(finding)}, which is not sent, changed from ${detailOf(finding, 'was')} to ${detailOf(finding, 'is')}.`,
  'req.body.required': () => 'A body is required now, and not sent.',
  'req.body.media': () => 'The media type of the body is no longer taken.',
  'req.body.removed': () => 'A body is sent, and no longer declared.',
  'req.body.value': finding => `${place(finding)} of the body ${how(finding)}.`,
  'req.body.variant': finding =>
    `By its rules, the contract allows a body that the document does not, at ${place(finding)}${instance(finding)}.`,
  'req.body.undeclared': finding => `${place(finding)} of the body is sent and not declared.`,
  'req.readonly': finding => `${place(finding)} of the body is sent, and readOnly.`,
  'sec.required': () => 'The document asks for an authorization now that is not sent.',
  'res.status': finding => `The status ${detailOf(finding, 'status')} is no longer declared.`,
  'res.media': () => 'The media type that is expected is no longer declared.',
  'res.header.gone': finding => `The header ${named(finding)} is no longer declared.`,
  'res.header.optional': finding => `The header ${named(finding)} need not be there.`,
  'res.header.value': finding =>
    `The header ${named(finding)} may have a value that the contract does not accept${instance(finding)}.`,
  'res.field.gone': response.gone,
  'res.field.optional': response.optional,
  'res.field.null': response.null,
  'res.field.type': response.type,
  'res.field.value': response.value,
  'res.array': response.array,
  'res.union': response.union,
  'example.unrealistic': finding => `The example at ${place(finding)} is not one that the document allows; the rules are.`,

  'message.spec.missing': () => 'The provider has no document that describes messages.',
  'message.matched': finding => `Nothing says which message is meant; only ${detailOf(finding, 'message')} has this shape.`,
  'message.ambiguous': finding => `Nothing says which message is meant; several fit: ${detailOf(finding, 'messages')}.`,
  'message.reply.missing': () => 'An answer is expected, and the document knows none.',
  'message.response.missing': () => 'The contract does not say what the answer is.',
  'msg.gone': () => 'The provider has no such message.',
  'msg.moved': finding => `The message is sent to ${detailOf(finding, 'to')} now, no longer to ${detailOf(finding, 'from')}.`,
  'msg.format': finding => `The message has the format ${detailOf(finding, 'declared')}, not ${detailOf(finding, 'type')}.`,
  'msg.header.gone': finding => `The header ${named(finding)} of the message is not declared.`,
  'msg.header.optional': finding => `The header ${named(finding)} of the message need not be there.`,
  'msg.header.value': finding =>
    `The header ${named(finding)} of the message may have a value that the contract does not accept.`,
  'msg.field.gone': message.gone,
  'msg.field.optional': message.optional,
  'msg.field.null': message.null,
  'msg.field.type': message.type,
  'msg.field.value': message.value,
  'msg.array': message.array,
  'msg.union': message.union,
  'msg.compat': finding =>
    `Readers of the other version cannot read what is written${finding.path ? `, at ${finding.path}` : ''}${because(finding)}${instance(finding)}.`,

  'spec.schema.invalid': finding => `A schema in the document cannot be read${because(finding)}; what uses it is not decided.`,
  'spec.ref.unresolved': finding =>
    `A reference in the document leads nowhere${because(finding)}; references to other documents are not followed.`,
  'body.unsupported': finding =>
    `Contents of this kind are not compared${finding.detail?.type === undefined ? because(finding) : ` (${detailOf(finding, 'type')})`}.`,
  'rule.unsupported': finding => `What ${place(finding)} promises cannot be compared${because(finding)}.`,
  'contract.unreadable': finding => `The interaction cannot be read${because(finding)}.`,
  'judge.budget': finding => `The comparison was ended before ${place(finding)} was decided: the schemas are too intricate.`
}

/** Every code there is. */
export const findingCodes = Object.keys(sentences) as FindingCode[]
