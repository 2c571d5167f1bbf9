import { isObject, type Json, type JsonObject, member, membersOf, textAt } from '../json.ts'
import { into } from '../pointer.ts'
import type { InteractionHead, MessageContents, MessageInteraction } from './pact.ts'
import { readBody } from './read-body.ts'
import { readRules } from './rules.ts'

/** A message of format 3 or 4. */
export function readMessage(head: InteractionHead, raw: JsonObject, synchronous: boolean): MessageInteraction {
  const request = isObject(raw.request) ? raw.request : {}
  const answers = Array.isArray(raw.response) ? raw.response : raw.response === undefined ? [] : [raw.response]
  const reference = member(member(raw.comments, 'references'), 'AsyncAPI')
  const [operationId, messageId] = [textAt(reference, 'operationId'), textAt(reference, 'messageId')]
  return {
    ...head,
    kind: synchronous ? 'synchronous' : 'asynchronous',
    contents: synchronous ? contentsOf(request, into(head.pointer, 'request')) : contentsOf(raw, head.pointer),
    responses: synchronous
      ? answers.map((answer, i) => contentsOf(isObject(answer) ? answer : {}, into(head.pointer, 'response', i)))
      : [],
    ...((operationId ?? messageId) !== undefined && {
      reference: { ...(operationId !== undefined && { operationId }), ...(messageId !== undefined && { messageId }) }
    })
  }
}

function contentsOf(raw: JsonObject, pointer: string): MessageContents {
  const metadata = new Map<string, Json>([...membersOf(raw.metaData), ...membersOf(raw.metadata)])
  return { body: readBody(raw, 'contents', contentType(metadata)), metadata, rules: readRules(raw.matchingRules), pointer }
}

function contentType(metadata: Map<string, Json>): string | undefined {
  const found = [...metadata].find(([name]) => /^content-?type$/i.test(name))?.[1]
  return typeof found === 'string' ? found : undefined
}
