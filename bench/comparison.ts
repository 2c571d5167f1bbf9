import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { compareContract, prepareProvider } from '../server/domain/comparison/compare-contract.ts'
import type { Json } from '../server/domain/comparison/json.ts'
import { readPact } from '../server/domain/comparison/pacts/read-pact.ts'
import { readOffered } from '../server/domain/comparison/read-offered.ts'
import { contractOfExamples } from './contract-of-examples.ts'
import { largeDocument } from './large-document.ts'

/** A contract of so many interactions, and a document of so many schemas that are linked with each other. */
interface Size {
  interactions: number
  schemas: number
}

const sizes: Size[] = [
  { interactions: 100, schemas: 25 },
  { interactions: 200, schemas: 100 },
  { interactions: 1_000, schemas: 200 },
  { interactions: 300, schemas: 300 },
  { interactions: 4_000, schemas: 800 }
]
/** The other copies all linked schemas for each response it meets: of larger documents it is given a few interactions. */
const mostForBoth = 100
const slice = 3
/** With 800 its stack overflows. */
const mostForOther = 300

/** Schema i refers to three others, so that each reaches all. */
function document(schemas: number): Json {
  const name = (i: number) => `S${i % schemas}`
  const ref = (i: number) => ({ $ref: `#/components/schemas/${name(i)}` })
  const one = (i: number): [string, Json] => [
    name(i),
    {
      type: 'object',
      required: ['id', 'name'],
      properties: {
        id: { type: 'integer' },
        name: { type: 'string', minLength: 1 },
        state: { type: 'string', enum: ['new', 'open', 'done'] },
        tags: { type: 'array', items: { type: 'string' } },
        next: ref(i + 1),
        other: ref(i * 7 + 3),
        list: { type: 'array', items: ref(i * 13 + 5) }
      }
    }
  ]
  const path = (i: number): [string, Json] => [
    `/s${i}/{id}`,
    {
      get: {
        parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'integer' } }],
        responses: { 200: { description: 'ok', content: { 'application/json': { schema: ref(i) } } } }
      }
    }
  ]
  const all = Array.from({ length: schemas }, (_, i) => i)
  return {
    openapi: '3.0.3',
    info: { title: 'linked', version: '1' },
    paths: Object.fromEntries(all.map(path)),
    components: { schemas: Object.fromEntries(all.map(one)) }
  }
}

function contract({ interactions, schemas }: Size): Json {
  const body = { id: 1, name: 'x', state: 'new', tags: ['a'], next: { id: 2, name: 'y', list: [{ id: 3, name: 'z' }] } }
  const one = (i: number): Json => ({
    description: `interaction ${i}`,
    request: { method: 'GET', path: `/s${i % schemas}/${i}`, headers: { Accept: 'application/json' } },
    response: {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body,
      matchingRules: { body: { $: { matchers: [{ match: 'type' }] } } }
    }
  })
  return {
    consumer: { name: 'web' },
    provider: { name: 'api' },
    interactions: Array.from({ length: interactions }, (_, i) => one(i)),
    metadata: { pactSpecification: { version: '3.0.0' } }
  }
}

interface Both {
  pact: Json
  document: Json
}

const linked = (size: Size): Both => ({ pact: contract(size), document: document(size.schemas) })

function ours({ pact, document }: Both): number {
  const provider = prepareProvider(readOffered([{ name: 'api', content: document }]))
  return compareContract(readPact(pact), provider).filter(({ severity }) => severity === 'error').length
}

type OtherComparator = new (documents: { oas: Json }) => { compare(pact: Json): AsyncIterable<{ type: string }> }

async function theirs({ pact, document }: Both): Promise<number> {
  // Its declarations name files that are not in the package.
  const { Comparator } = (await import('@pactflow/openapi-pact-comparator')) as unknown as { Comparator: OtherComparator }
  const comparator = new Comparator({ oas: document })
  let errors = 0
  for await (const result of comparator.compare(pact)) if (result.type === 'error') errors++
  return errors
}

async function measured(run: () => number | Promise<number>): Promise<{ milliseconds: number; errors: number }> {
  const started = process.cpuUsage()
  const errors = await run()
  const { user, system } = process.cpuUsage(started)
  return { milliseconds: Math.round((user + system) / 1000), errors }
}

/** A table of how long comparisons take, beside the openapi-pact-comparator: CPU time of this process, each from a fresh start. */
export async function comparisonTable(sizesKept = sizes.length): Promise<string> {
  ours(linked({ interactions: 500, schemas: 20 }))
  await theirs(linked({ interactions: 20, schemas: 5 }))
  const rows: string[] = []
  for (const size of sizes.slice(0, sizesKept)) {
    const mine = await measured(() => ours(linked(size)))
    const theirs = size.schemas > mostForOther ? ' | ' : await besides(size, mine)
    rows.push(`| ${size.interactions} | ${size.schemas} | ${mine.milliseconds} ms | ${theirs} |`)
  }
  return [
    `Node ${process.version}. Interactions, each of another response, against schemas that are all linked with each other. Of documents with more`,
    `than ${mostForBoth} schemas the other was given ${slice} interactions of different schemas; its figure is that times the number of different ones (≈).`,
    `With more than ${mostForOther} it ends in a stack overflow.`,
    '',
    '| interactions | schemas | Soloist | openapi-pact-comparator | times as fast |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    ''
  ].join('\n')
}

const mostInteractions = 600
/** Of the generated document, whose schemas share much, the other is given so many: its time grows with each. */
const sliceOfLarge = 20

/** The same for a large document, each told from a fresh start: the generated one, or another in a file. */
export async function largeTable(file: string | undefined): Promise<string> {
  const fresh = (): Json => (file === undefined ? largeDocument() : (JSON.parse(readFileSync(file, 'utf8')) as Json))
  const pact = contractOfExamples(fresh(), mostInteractions)
  const all = pact.interactions as Json[]
  const some = file === undefined ? all.slice(0, sliceOfLarge) : all
  // Both may write into what they are given.
  const forUs = { pact: structuredClone(pact), document: fresh() }
  const forThem = { pact: structuredClone({ ...pact, interactions: some }), document: fresh() }
  const mine = await measured(() => ours(forUs))
  const other = await measured(() => theirs(forThem))
  const milliseconds = Math.round((other.milliseconds / some.length) * all.length)
  const cells = [
    file === undefined ? 'generated' : basename(file),
    JSON.stringify(fresh()).length.toLocaleString('en'),
    all.length,
    `${mine.milliseconds} ms`,
    `${some === all ? '' : '≈ '}${milliseconds} ms`,
    (milliseconds / mine.milliseconds).toFixed(1)
  ]
  return [
    `A large document and a contract of what its examples show${some === all ? '.' : `; the other was given ${some.length} of the interactions, its figure is for all (≈).`}`,
    '',
    '| document | characters | interactions | Soloist | openapi-pact-comparator | times as fast |',
    '| --- | --- | --- | --- | --- | --- |',
    `| ${cells.join(' | ')} |`,
    ''
  ].join('\n')
}

/** The cells of the other: its time, and how many times as long that is. */
async function besides(size: Size, mine: { milliseconds: number; errors: number }): Promise<string> {
  const isWhole = size.schemas <= mostForBoth
  const found = await measured(() => theirs(linked(isWhole ? size : { interactions: slice, schemas: size.schemas })))
  if (isWhole && found.errors !== mine.errors) throw new Error(`The two disagree: ${mine.errors} and ${found.errors} errors.`)
  const milliseconds = isWhole ? found.milliseconds : (found.milliseconds / slice) * Math.min(size.interactions, size.schemas)
  return `${isWhole ? '' : '≈ '}${Math.round(milliseconds)} ms | ${(milliseconds / mine.milliseconds).toFixed(0)}`
}
