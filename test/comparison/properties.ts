import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import t from 'tap'
import { judged, limits, valid } from './questions.ts'
import { refactored } from './refactored.ts'
import { schemas, values, versions } from './schemas.ts'

const runs = Number(process.env.SOLOIST_TEST_COMPARISONS ?? 150)
const ajv = new Ajv2020({ strict: false, allErrors: false, logger: false })
// The package's default export is typed for CommonJS.
const addFormats = formats as unknown as typeof formats.default
addFormats(ajv)

function compiled(schema: unknown): (value: unknown) => boolean {
  const validate = ajv.compile(schema as object)
  ajv.removeSchema()
  // As JSON: what compares values for ajv stumbles over objects without a prototype.
  return value => validate(value === undefined ? value : JSON.parse(JSON.stringify(value))) as boolean
}

const ajvAccepts = (schema: unknown, value: unknown) => compiled(schema)(value)

t.test('a value is judged as by ajv, or not at all', async () => {
  fc.assert(
    fc.property(schemas, values, (schema, value) => {
      const verdict = valid(schema, value)
      return verdict === 'unknown' || (verdict === 'yes') === ajvAccepts(schema, value)
    }),
    { numRuns: runs * 3 }
  )
})

t.test('whoever breaks shows a value that ajv accepts on the one side and refuses on the other', async t => {
  let broken = 0
  for (const strict of [false, true]) {
    fc.assert(
      fc.property(versions, ([writer, reader]) => {
        for (const { outcome, witness } of judged(writer, reader, { strict }).failures) {
          if (outcome !== 'broken') continue
          broken++
          if (!ajvAccepts(writer, witness) || ajvAccepts(reader, witness)) return false
        }
        return true
      }),
      { numRuns: runs }
    )
  }
  t.ok(broken > runs / 10, `${broken} broken`)
})

t.test('where all fits, no value of the writer is refused', async t => {
  let fine = 0
  fc.assert(
    fc.property(versions, fc.boolean(), fc.array(values, { minLength: 20, maxLength: 40 }), ([one, reader], moved, some) => {
      const writer = moved ? refactored(one) : one
      if (judged(writer, reader, { strict: true }).outcome !== 'ok') return true
      fine++
      const [writes, reads] = [compiled(writer), compiled(reader)]
      return some.every(value => !writes(value) || reads(value))
    }),
    { numRuns: runs * 4 }
  )
  t.ok(fine > runs / 20, `${fine} fine`)
})

t.test('every schema fits itself, also as a copy from another document', async () => {
  fc.assert(
    fc.property(schemas, schema => judged(schema, structuredClone(schema)).outcome === 'ok'),
    { numRuns: runs }
  )
})

t.test('most questions are decided', async t => {
  const outcomes = fc
    .sample(versions, { numRuns: runs, seed: 1 })
    .map(([writer, reader]) => judged(writer, reader, { strict: true }).outcome)
  const undecided = outcomes.filter(outcome => outcome === 'unproven').length
  t.ok(undecided < runs * 0.15, `${undecided} of ${runs} undecided within ${limits.steps} steps`)
})
