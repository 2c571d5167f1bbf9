import t from 'tap'
import { isObject, type Json } from '../../server/domain/comparison/json.ts'
import { checkDocument } from '../../server/domain/provider-contracts/check-document.ts'
import { kindOf } from '../../server/domain/provider-contracts/read-document.ts'
import { tellStory } from '../story.ts'
import { scenarios } from './walk.ts'

/** Those that lead out of the document. */
const refused = ['spec.ref.unresolved-message', 'spec.ref.unresolved-remote']

function problemsOf(document: Json | undefined, severity: 'error' | 'warning') {
  if (!isObject(document)) return []
  const kind = kindOf(document)
  if ('problem' in kind) return []
  return checkDocument(document, kind.metaSchema).filter(finding => finding.severity === severity)
}

t.test('a document that is compared in the scenarios may be published, unless it leads elsewhere', async t => {
  const stopped = scenarios().filter(({ document, next }) => [document, next].some(each => problemsOf(each, 'error').length > 0))
  t.same(
    stopped.map(({ name }) => name),
    refused
  )
})

t.test("nothing is found in the broker's own description", async t => {
  const { get } = await tellStory(t)
  const document = (await get('/openapi.json')).body as Json
  t.same([...problemsOf(document, 'error'), ...problemsOf(document, 'warning')], [])
})
