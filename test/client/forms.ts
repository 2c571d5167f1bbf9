import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { annotationsOf } from '../../client/forms/github.ts'
import { junitOf } from '../../client/forms/junit.ts'
import { fenced, markdownOf } from '../../client/forms/markdown.ts'
import { textOf } from '../../client/forms/text.ts'
import { gating, type Line, type Outcome, type Report } from '../../client/report.ts'
import { recordingBroker } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'

const report: Report = {
  title: 'No, web 7 cannot be deployed.',
  answer: 'no',
  lines: [
    { outcome: 'fail', code: 'verification-failed', text: 'It failed.', next: 'deploy `api` 4', link: 'http://b/a%20(4)' },
    { outcome: 'unknown', code: 'never-verified', text: 'Was never verified.', notes: ['It is pending.'] },
    { outcome: 'warn', code: 'contract-dropped', text: 'Dropped.' },
    { outcome: 'pass', code: 'verified', text: 'First.' },
    { outcome: 'pass', code: 'verified', text: 'Second.' }
  ],
  todo: 'What to do: this.'
}
const plain = { verbose: false, paint: (_: unknown, text: string) => text }

t.test('as text: the answer, why, what to do', async t => {
  t.equal(
    textOf(report, plain),
    `No, web 7 cannot be deployed.
  ✗ It failed.
      Next: deploy \`api\` 4
      http://b/a%20(4)
  ? Was never verified.
      It is pending.
  ! Dropped.
  ✓ 2 more reasons pass (--verbose shows them).

What to do: this.`
  )
})

t.test('as Markdown: passes are folded, code stands in code, addresses are links', async t => {
  const text = markdownOf(report)
  t.match(text, /^### No, web 7 cannot be deployed\.\n/)
  t.match(text, '- ❌ It failed. `verification-failed` ([evidence](http://b/a%20%284%29))')
  t.match(text, '  - **Next:** ``deploy `api` 4``')
  t.match(text, '<summary>2 more reasons pass</summary>')
  t.match(text, /\*\*What to do: this\.\*\*$/)
})

t.test('as JUnit: a failure fails, an unknown is an error, a warning passes', async t => {
  const text = junitOf(report, 'can-i-deploy')
  t.match(text, '<testsuite name="No, web 7 cannot be deployed." tests="5" failures="1" errors="1" skipped="0">')
  t.match(text, '<testcase classname="soloist.can-i-deploy" name="verification-failed: It failed."><failure message="It failed."')
  t.match(text, 'name="never-verified: Was never verified."><error ')
  t.match(text, 'name="contract-dropped: Dropped."><system-out>')
  t.match(text, 'name="verified: First."/>')
  t.match(junitOf({ title: 'Yes.', answer: 'yes', lines: [] }, 'x'), 'tests="1" failures="0" errors="0"')
})

t.test('as annotations: errors, warnings; a plain yes is a notice', async t => {
  t.same(annotationsOf(report), [
    '::error title=verification-failed::It failed.%0ANext: deploy `api` 4%0Ahttp://b/a%2520(4)',
    '::error title=never-verified::Was never verified.%0AIt is pending.',
    '::warning title=contract-dropped::Dropped.',
    '::notice title=No%2C web 7 cannot be deployed.::What to do: this.'
  ])
  t.same(annotationsOf({ title: 'Yes.', answer: 'yes', lines: [] }), ['::notice title=Soloist::Yes.'])
  t.same(annotationsOf({ title: 'Told.', lines: [{ outcome: 'info', text: 'a' }] }), ['::notice title=Soloist::Told.'])
  t.same(annotationsOf({ title: 'Done.', lines: [] }), [])
})

t.test('what others wrote does nothing in any form', async t => {
  const text = 'a\n::error::b </testcase> <b>"&\' [x](y) `c` \u0000\ud800 | 100%'
  const hostile: Report = {
    title: text,
    answer: 'no',
    lines: [{ outcome: 'fail', code: text, text, notes: [text], next: text, link: `http://b/${text}` }]
  }
  const markdown = markdownOf(hostile)
  t.notMatch(markdown.replace(/``.*?``/g, ''), /<b>|^::|\[x\]\(y\)/m, 'outside of code')
  const xml = junitOf(hostile, text)
  for (const forbidden of ['<b>', '\u0000', '\ud800']) t.notOk(xml.includes(forbidden))
  t.equal(xml.match(/<\/testcase>/g)?.length, 1)
  for (const line of annotationsOf(hostile)) {
    t.notMatch(line, '\n')
    t.match(line, /^::error title=[^:,]*::[^\n]*100%25/)
  }
  t.equal(fenced('``` `````'), '``````text\n``` `````\n``````')
})

const reason = { code: 'never-verified', outcome: 'unknown', clearsByItself: false, sentence: 'Never verified.\n::error::x' }
const answered = {
  summary: { deployable: null, reason: '', success: 0, failed: 0, unknown: 1 },
  notices: [],
  matrix: [],
  verdict: { answer: 'unknown', alone: 'unknown', reasons: [reason] }
}
const words = ['can-i-deploy', '-a', 'web', '-e', '7', '--to-environment', 'production']

t.test('in a job of GitHub Actions annotations, summary and output are written by themselves', async t => {
  const { baseUrl } = await recordingBroker(t, () => ({ body: answered }))
  const folder = t.testdir({ summary: 'before\n', output: '' })
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    GITHUB_OUTPUT: join(folder, 'output')
  }
  const { code, stdout } = await runCommand([...words, '-b', baseUrl], { env, folder })
  t.equal(code, 2)
  const [first, ...rest] = stdout.trimEnd().split('\n')
  const token = /^::stop-commands::(.+)$/.exec(first as string)?.[1] as string
  t.ok(token, 'what is for people is no command')
  t.equal(rest.at(-3), `::${token}::`)
  t.equal(rest.at(-2), '::error title=never-verified::Never verified. ::error::x')
  t.match(rest.at(-1), /^::notice title=Unknown%3A .*::What to do: get what is marked \? verified/)
  t.match(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8'), /^before\n### Unknown: nothing proves/)
  t.equal(readFileSync(env.GITHUB_OUTPUT, 'utf8'), 'answer=unknown\n')
  const asText = await runCommand([...words, '-b', baseUrl, '--output', 'text'], { env, folder })
  t.match(asText.stdout, /^Unknown/, 'unless something else is asked for')
})

t.test('--report writes further forms to files, and the answer stays on stdout', async t => {
  const { baseUrl } = await recordingBroker(t, () => ({ body: answered }))
  const folder = t.testdir({})
  const reports = ['junit=a.xml', 'markdown=b.md', 'json=c.json'].flatMap(report => ['--report', report])
  const { code, stdout } = await runCommand([...words, '-b', baseUrl, ...reports], { folder })
  t.equal(code, 2)
  t.match(stdout, /^Unknown/)
  t.match(readFileSync(join(folder, 'a.xml'), 'utf8'), /^<\?xml .*errors="1"/s)
  t.match(readFileSync(join(folder, 'b.md'), 'utf8'), /^### Unknown/)
  t.same(JSON.parse(readFileSync(join(folder, 'c.json'), 'utf8')), answered)
  for (const [report, message] of [
    ['junit', /must look like junit=soloist.xml/],
    ['pdf=x', /--report is pdf; it must be one of/],
    ['junit=no/such/folder.xml', /cannot be written/]
  ] as const) {
    const refused = await runCommand([...words, '-b', baseUrl, '--report', report], { folder })
    t.equal(refused.code, 3)
    t.match(refused.stderr, message)
  }
})

t.test('a list is a table, also in Markdown and in the summary of the job; it is one test case, which passes', async t => {
  const production = { name: 'a|b', displayName: '<b>', production: true, uuid: 'u-1' }
  const { baseUrl } = await recordingBroker(t, () => ({ body: { _embedded: { environments: [production] } } }))
  const folder = t.testdir({ summary: '', output: '' })
  const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary'), GITHUB_OUTPUT: join(folder, 'output') }
  const ask = async (form: string) => (await runCommand(['list-environments', '-b', baseUrl, '-o', form], { env })).stdout
  const table =
    '| NAME | DISPLAY NAME | KIND | UUID |\n| --- | --- | --- | --- |\n| a&#124;b | &#60;b&#62; | production | u-1 |\n'
  t.equal(await ask('markdown'), table)
  const junit = await ask('junit')
  t.match(junit, '<testcase classname="soloist.list-environments" name="list-environments: 1 row"/>')
  t.match(junit, /<system-out>NAME +DISPLAY NAME/)
  t.match(await ask('github'), /^::stop-commands::(.*)\nNAME[^\n]*\na\|b[^\n]*\n::\1::\n$/)
  t.equal(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8'), `${table}\n`)
  t.equal(readFileSync(env.GITHUB_OUTPUT, 'utf8'), '', 'it answers nothing')
})

t.test('what was done is told in words, and fails nothing', async t => {
  const { baseUrl } = await recordingBroker(t, () => ({ body: { name: 'core' } }))
  const folder = t.testdir({ summary: '' })
  const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary') }
  const words = ['add-label', '-a', 'web', '--label', 'core', '-b', baseUrl, '-o']
  const ask = async (form: string) => (await runCommand([...words, form], { env })).stdout
  t.equal(await ask('markdown'), '```text\nLabelled web with core\n```\n')
  t.match(await ask('junit'), 'name="Labelled web with core"/>\n  </testsuite>')
  t.match(await ask('github'), /^::stop-commands::(.*)\nLabelled web with core\n::\1::\n$/)
  t.equal(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8'), '')
})

const line = (outcome: Outcome): Line => ({ outcome, text: outcome })
const gates: Array<[report: Omit<Report, 'title' | 'lines'>, lines: Outcome[], becomes: Outcome[]]> = [
  [{ answer: 'no' }, ['fail', 'unknown', 'pass'], ['fail', 'unknown', 'pass']],
  [{ answer: 'unknown' }, ['unknown', 'warn'], ['unknown', 'warn']],
  [{ answer: 'no' }, ['pass', 'info'], ['fail', 'pass', 'info']],
  [{ answer: 'unknown' }, [], ['unknown']],
  [{ answer: 'yes' }, ['fail', 'unknown', 'warn', 'pass'], ['warn', 'warn', 'warn', 'pass']],
  [{ answer: 'no', advisory: true }, ['fail', 'unknown'], ['warn', 'warn']],
  [{ answer: 'no', advisory: true }, [], []],
  [{}, ['fail', 'info'], ['warn', 'info']]
]

t.test('something fails exactly when the answer is not yes, and counts', async t => {
  for (const [report, lines, becomes] of gates) {
    const judged = gating({ title: 'Answered.', lines: lines.map(line), ...report })
    t.same(
      judged.map(({ outcome }) => outcome),
      becomes,
      `${JSON.stringify(report)} ${lines}`
    )
  }
})
