import type { Parameter } from '../documents/api.ts'
import type { Json, JsonObject } from '../json.ts'
import { setMember } from '../json.ts'
import { type Conjunction, conjunctionOf } from '../schema/conjunction.ts'
import { type Engine, guarded } from '../schema/engine.ts'
import { evaluateConjunction, no, type Truth, unknown, yes } from '../schema/evaluate.ts'
import { kinds, type SchemaNode } from '../schema/node.ts'
import { itemOf, memberOf, viewOf } from '../schema/view.ts'

type Written = Pick<Parameter, 'style' | 'explode'> & { content?: string }

/**
 * Whether texts of a URL or a header can be read as a value of the schema. A text may mean several values (`1` is a
 * number and a string): one that fits is enough.
 */
export function fitsTexts(engine: Engine, schema: SchemaNode, texts: string[], written: Written): Truth {
  return guarded(
    engine,
    () => {
      const of = conjunctionOf(engine, [schema])
      if (written.content !== undefined) return fitsContent(engine, of, texts)
      const best = valuesOf(engine, of, texts, written).reduce<Truth>(
        (truth, value) => Math.max(truth, evaluateConjunction(engine, of, value)) as Truth,
        no
      )
      // Objects have as many spellings as styles; those are not read here.
      return best === no && (viewOf(engine, of).kinds & kinds.object) !== 0 && of.choices.length === 0 && !hasScalar(engine, of)
        ? unknown
        : best
    },
    () => unknown
  )
}

const hasScalar = (engine: Engine, of: Conjunction) => (viewOf(engine, of).kinds & ~(kinds.object | kinds.null)) !== 0

function fitsContent(engine: Engine, of: Conjunction, texts: string[]): Truth {
  try {
    return evaluateConjunction(engine, of, JSON.parse(texts[0] ?? '') as Json)
  } catch {
    return no
  }
}

function valuesOf(engine: Engine, of: Conjunction, texts: string[], { style, explode }: Written): Json[] {
  const items = explode && style === 'form' ? texts : texts.flatMap(text => text.split(separators[style] ?? ','))
  const item = of.choices.length === 0 ? itemOf(engine, of, viewOf(engine, of), 0) : undefined
  const list = items.map(text => readText(engine, item, text))
  const scalars = texts.length === 1 ? meanings(texts[0]!) : texts.length === 0 ? [''] : []
  return [...scalars, list, items]
}

const separators: Record<string, string> = { spaceDelimited: ' ', pipeDelimited: '|' }

function meanings(text: string): Json[] {
  const all: Json[] = [text]
  if (text.trim() !== '' && Number.isFinite(Number(text))) all.unshift(Number(text))
  if (text === 'true' || text === 'false') all.unshift(text === 'true')
  if (text === '' || text === 'null') all.push(null)
  return all
}

/** The meaning that fits the schema, else the text itself. */
function readText(engine: Engine, of: Conjunction | undefined, text: string): Json {
  if (of === undefined) return text
  return meanings(text).find(value => evaluateConjunction(engine, of, value) === yes) ?? text
}

/** The fields of a form as one object, each read by what the schema says of it. */
export function readForm(engine: Engine, schema: SchemaNode, fields: Map<string, string[]>): JsonObject {
  const of = conjunctionOf(engine, [schema])
  const view = viewOf(engine, of)
  const form: JsonObject = {}
  for (const [name, texts] of fields) {
    const { value } = memberOf(engine, of, view, name)
    const isList = texts.length > 1 || (viewOf(engine, value).kinds === kinds.array && value.choices.length === 0)
    const item = isList ? itemOf(engine, value, viewOf(engine, value), 0) : value
    const read = texts.map(text => readText(engine, item, text))
    setMember(form, name, isList ? read : (read[0] ?? ''))
  }
  return form
}
