import t from 'tap'
import { tellImport } from '../../client/tell-import.ts'
import type { ImportReport } from '../../schemas/imports.ts'
import { contents } from '../reference-source/forms.ts'
import { referenceSource } from '../reference-source/source.ts'
import { runCommand } from '../run-command.ts'

const plain = (_: string, text: string) => text

t.test('soloist import copies, tells how it goes, and ends with a report', async t => {
  // A result that is listed, and gone when it is asked for.
  const gone = `/pacts/provider/api/consumer/web/pact-version/${contents.stock}/metadata/Y3ZuPTE/verification-results/44`
  const { from } = await referenceSource(t, { [gone]: () => ({ status: 404, body: '' }) })
  const database = `sqlite:${t.testdir()}/soloist.db`
  const words = ['import', '--from', from, '--database', database, '--sample', '0']
  const { code, stdout, stderr } = await runCommand([...words, '--parallel', '4'])
  t.equal(code, 1, 'something is missing')
  t.match(stderr, /^environments: 1, 1 of them new/m)
  t.match(stderr, /^contracts: 3, 3 of them new/m)
  t.match(stdout, /^Not everything that http:\/\/127\.0\.0\.1:\d+ shows is here/)
  t.match(stdout, '✗ results: 1 results: they were not given')
  t.match(stdout, /results +3 +2 +2/)
  t.match(stdout, /perhaps it was merged there/)
  t.match(stdout, /can-i-deploy asked on both sides: 0/)
})

t.test('soloist import takes credentials from where the Pact Broker’s own clients have them', async t => {
  const { from } = await referenceSource(t, { '/': { _links: { 'pb:pacticipants': { href: '/none' } } } }, 'Bearer t-1')
  const words = ['import', '--from', from, '--database', `sqlite:${t.testdir()}/soloist.db`]
  const { code, stdout } = await runCommand([...words, '--output', 'json'], { env: { PACT_BROKER_TOKEN: 't-1' } })
  t.equal(code, 0)
  t.match(JSON.parse(stdout), { source: from, complete: true, problems: [], answers: { asked: 0 } })
  const refused = await runCommand([...words, '--username', 'me'])
  t.equal(refused.code, 3)
  t.match(refused.stderr, /does not let us in \(401\)/)
})

t.test('soloist import refuses what it cannot do', async t => {
  const database = `sqlite:${t.testdir()}/soloist.db`
  const run = (...words: string[]) => runCommand(['import', ...words], { env: { SOLOIST_DATABASE_URL: database } })
  const cases: Array<[words: string[], says: RegExp]> = [
    [[], /--from/],
    [['--from', 'x'], /must be an address/],
    [['--from', 'http://b.test', '--parallel', 'many'], /--parallel is many/],
    [['--from', 'http://b.test', '--database', 'mysql:x'], /target database cannot be opened.*sqlite:/]
  ]
  for (const [words, says] of cases) {
    const { code, stderr } = await run(...words)
    t.equal(code, 3, words.join(' '))
    t.match(stderr, says)
  }
})

t.test('a long report is cut for people, and whole with --verbose', async t => {
  const problems = Array.from({ length: 30 }, (_, i) => ({ kind: 'contracts' as const, what: `web ${i}`, why: 'gone' }))
  const answers = { asked: 1, equal: 0, allowed: 1, differs: 0, differences: [] }
  const report: ImportReport = {
    source: 'http://b',
    complete: false,
    kinds: [],
    problems,
    remarks: ['Mind the gap.'],
    otherHashes: [],
    answers
  }
  const inFull = (verbose: boolean) => tellImport(report, plain, verbose).written?.text as string
  const short = inFull(false)
  t.match(short, '… and 10 more (--verbose shows them)')
  t.match(short, 'Mind the gap.')
  t.match(inFull(true), 'web 29')
  const { answer, lines } = tellImport(report, plain, false)
  t.match({ answer, lines }, { answer: 'no', lines: problems.map(({ what }) => ({ outcome: 'fail', text: `${what}: gone` })) })
})
