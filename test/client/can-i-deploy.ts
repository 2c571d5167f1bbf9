import t, { type Test } from 'tap'
import { recordingBroker } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'

const reason = (code: string, outcome: string, rest: object = {}) => ({
  code,
  outcome,
  clearsByItself: false,
  sentence: `${code} said.`,
  ...rest
})
const reasons = [
  reason('verified', 'pass', { evidence: 'http://b/3' }),
  reason('contract-dropped', 'warn', { next: 'tell mail' }),
  reason('verified', 'pass'),
  reason('never-verified', 'unknown', {
    next: 'verify bank 1',
    evidence: 'http://b/9',
    owner: { application: 'bank' },
    notes: ['It is pending there.']
  }),
  reason('verification-failed', 'fail', {
    next: 'deploy api 4 first',
    evidence: 'http://b/4',
    owner: { application: 'api', owner: 'payments', contact: '#payments' }
  })
]

function documentOf(answer: 'yes' | 'no' | 'unknown', rest: object = {}) {
  const deployable = { yes: true, no: false, unknown: null }[answer]
  const chosen = answer === 'yes' ? reasons.filter(({ outcome }) => outcome === 'pass') : reasons
  return {
    summary: { deployable, reason: 'because', success: 2, failed: 1, unknown: 1 },
    notices: [],
    matrix: [],
    verdict: { answer, alone: answer, reasons: chosen, ...rest }
  }
}

const withoutVerdict = (deployable: boolean | null) => ({
  summary: { deployable, reason: 'because', success: 2, failed: 1, unknown: 1 },
  notices: [{ type: 'error', text: 'No verified pact between web and api' }],
  matrix: []
})

async function ask(
  t: Test,
  document: object,
  words: string[] = [],
  rest: { isTTY?: boolean; env?: Record<string, string> } = {}
) {
  const broker = await recordingBroker(t, () => ({ body: document }))
  const question = ['can-i-deploy', '-a', 'web', '-e', '7', '--to-environment', 'production', '-b', broker.baseUrl]
  return { ...(await runCommand([...question, ...words], rest)), lines: broker.lines() }
}

t.test('yes is said first, ends with 0, and passes are folded', async t => {
  const { code, stdout, stderr } = await ask(t, documentOf('yes'))
  t.equal(code, 0)
  t.equal(stdout, 'Yes, web 7 can be deployed to production alone.\n  ✓ 2 more reasons pass (--verbose shows them).\n')
  t.equal(stderr, '')
})

t.test('no ends with 1 and tells why, with evidence and the way out', async t => {
  const { code, stdout } = await ask(t, documentOf('no'))
  t.equal(code, 1)
  t.same(stdout.split('\n'), [
    'No, web 7 cannot be deployed to production alone.',
    '  ✗ verification-failed said.',
    '      Blocked by api (team payments, #payments).',
    '      Next: deploy api 4 first',
    '      http://b/4',
    '  ? never-verified said.',
    '      It is pending there.',
    '      Blocked by bank.',
    '      Next: verify bank 1',
    '      http://b/9',
    '  ! contract-dropped said.',
    '      Next: tell mail',
    '  ✓ 2 more reasons pass (--verbose shows them).',
    '',
    'What to do: web 7 as it is needs another application to be deployed first. Blocked by bank and api (team payments, #payments).',
    ''
  ])
})

t.test('unknown ends with 2', async t => {
  const { code, stdout } = await ask(t, documentOf('unknown'))
  t.equal(code, 2)
  t.match(stdout, /^Unknown: nothing proves yet that web 7 can be deployed to production alone\.\n/)
  t.match(stdout, /What to do: get what is marked \? verified/)
})

t.test('what clears by itself is waited for', async t => {
  const waiting = [reason('never-verified', 'unknown', { clearsByItself: true })]
  const { stdout } = await ask(t, documentOf('unknown', { reasons: waiting }))
  t.match(stdout, /under way and may clear by itself/)
  t.match(stdout, /What to do: wait/)
})

t.test('--verbose leaves nothing out', async t => {
  const { stdout } = await ask(t, documentOf('yes'), ['--verbose'])
  t.equal(stdout.match(/✓ verified said\./g)?.length, 2)
  t.match(stdout, /http:\/\/b\/3/)
})

t.test("--output json prints the broker's document, and the exit code is the same", async t => {
  for (const [answer, code] of [
    ['yes', 0],
    ['no', 1],
    ['unknown', 2]
  ] as const) {
    const asked = await ask(t, documentOf(answer), ['--output', 'json'])
    t.equal(asked.code, code)
    t.same(JSON.parse(asked.stdout), documentOf(answer))
  }
})

t.test('behind a Pact Broker its own words are shown, and the summary decides', async t => {
  for (const [deployable, code, first] of [
    [true, 0, /^Yes/],
    [false, 1, /^No/],
    [null, 2, /^Unknown/]
  ] as const) {
    const asked = await ask(t, withoutVerdict(deployable))
    t.equal(asked.code, code)
    t.match(asked.stdout, first)
    t.match(asked.stdout, /2 verified, 1 failed, 1 unknown/)
    t.match(asked.stdout, /No verified pact between web and api/)
  }
})

t.test('several versions are judged together, and each alone', async t => {
  const alone = { alone: 'no', answer: 'no', reasons: [], versions: [{ pacticipant: 'web', version: '7' }] }
  const together = documentOf('yes', { together: true, each: [alone] })
  const { stdout, lines } = await ask(t, together, ['-a', 'api', '--branch', 'main'])
  t.match(stdout, /^Yes, web 7 and the newest api of branch main can be deployed to production together\.\n/)
  t.match(stdout, /✗ web 7 alone: no/)
  t.match(decodeURIComponent(lines[0] ?? ''), /q\[\]\[pacticipant\]=api&q\[\]\[branch\]=main&q\[\]\[latest\]=true/)
})

t.test('colour is for a terminal only, and not where NO_COLOR is set', async t => {
  t.match((await ask(t, documentOf('yes'), [], { isTTY: true })).stdout, '\u001b[32m')
  t.notMatch((await ask(t, documentOf('yes'), [], { isTTY: true, env: { NO_COLOR: '1' } })).stdout, '\u001b')
  t.notMatch((await ask(t, documentOf('yes'), [], { isTTY: true, env: { SOLOIST_OUTPUT: 'json' } })).stdout, '\u001b')
})

t.test("others' names cannot steer the terminal", async t => {
  const nasty = [reason('verified', 'pass', { sentence: 'api \u001b]0;title\u0007\u001b[2J is fine' })]
  const { stdout } = await ask(t, documentOf('yes', { reasons: nasty }))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what may not be there
  t.notMatch(stdout, /[\u001b\u0007]/)
})

const underWay = { reasons: [reason('never-verified', 'unknown', { clearsByItself: true })] }

t.test('--wait asks again while the answer is unknown, and says so on stderr', async t => {
  const answers = [documentOf('unknown', underWay), documentOf('unknown', underWay), documentOf('yes')]
  const broker = await recordingBroker(t, (_, times) => ({ body: answers[times - 1] ?? documentOf('no') }))
  const question = ['can-i-deploy', '-a', 'web', '-e', '7', '--to-environment', 'production', '-b', broker.baseUrl]
  const { code, stderr } = await runCommand([...question, '--wait', '20', '--interval', '0.01'])
  t.equal(code, 0)
  t.equal(broker.lines().length, 3)
  t.equal(stderr.match(/Unknown as yet/g)?.length, 2)
})

t.test('--wait ends with what is known at the end', async t => {
  const { code, lines } = await ask(t, documentOf('unknown', underWay), ['--wait', '0.05', '--interval', '0.02'])
  t.equal(code, 2)
  t.ok(lines.length >= 2)
  const known = await ask(t, documentOf('no'), ['--retry-while-unknown', '5', '--retry-interval', '1'])
  t.equal(known.code, 1)
  t.equal(known.lines.length, 1, 'a no is not waited on')
})

t.test(
  '--wait stops early when nothing is under way; --retry-while-unknown, and behind a Pact Broker, nobody can know',
  async t => {
    const answers = [documentOf('unknown', underWay), documentOf('unknown')]
    const broker = await recordingBroker(t, (_, times) => ({ body: answers[times - 1] ?? documentOf('no') }))
    const question = ['can-i-deploy', '-a', 'web', '-e', '7', '--to-environment', 'production', '-b', broker.baseUrl]
    const { code, stderr } = await runCommand([...question, '--wait', '20', '--interval', '0.01'])
    t.equal(code, 2)
    t.equal(broker.lines().length, 2)
    t.match(stderr, /Not waiting: nothing is under way/)
    const times = await ask(t, documentOf('unknown'), ['--retry-while-unknown', '2', '--interval', '0.02'])
    t.ok(times.lines.length >= 2)
    const pactBroker = await ask(t, withoutVerdict(null), ['--wait', '0.05', '--interval', '0.02'])
    t.ok(pactBroker.lines.length >= 2)
  }
)

const override = { by: 'ann', reason: 'shop is down', until: '2026-01-31T18:00:00+00:00', url: 'http://b/overrides/1' }

t.test('what somebody answers for exits with 0, and says so loudly', async t => {
  const document = documentOf('no', { override })
  document.summary.deployable = true
  const { code, stdout } = await ask(t, document)
  t.equal(code, 0)
  t.match(
    stdout,
    /^OVERRIDDEN: web 7 may be deployed to production\. The answer itself is no\.\n {2}! Override: ann answers for web 7 until 2026-01-31T18:00:00\+00:00 \(shop is down\)\.\n/
  )
  t.match(stdout, /verification-failed said\.\n {6}Overridden: this fails\./)
  const asJson = await ask(t, document, ['--output', 'json'])
  t.equal(asJson.code, 0)
  t.match(JSON.parse(asJson.stdout), { verdict: { answer: 'no', override: { by: 'ann' } } })
  const dry = await ask(t, document, ['--dry-run'])
  t.notMatch(dry.stdout + dry.stderr, /would have been/)
})

t.test('an override that does not cover everything changes nothing', async t => {
  const overrideNotCovering = { ...override, notCovered: ['It failed.'] }
  const { code, stdout } = await ask(t, documentOf('no', { overrideNotCovering }))
  t.equal(code, 1)
  t.match(stdout, /^No, /)
  t.match(stdout, /The override by ann until .* does not cover all of this\.\n {6}Not covered: It failed\./)
  const claimed = await ask(t, documentOf('no', { override }))
  t.equal(claimed.code, 1, 'nor does one that the summary does not confirm')
})

t.test('override says for how long, by whom and for what', async t => {
  const broker = await recordingBroker(t, line => ({
    body: line.startsWith('GET') ? { _embedded: { environments: [{ uuid: 'u-1', name: 'test' }] } } : { covers: [] }
  }))
  const words = ['override', '-a', 'web', '-e', '7', '--environment', 'test', '--reason', 'down', '-b', broker.baseUrl]
  const before = Date.now()
  const env = { GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'ann' }
  const { code, stderr } = await runCommand([...words, '--for', '4h', '--output', 'text'], { env })
  t.equal(code, 0, stderr)
  t.match(stderr, /By ann \(from GitHub Actions\)/)
  const sent = broker.recorded.at(-1)?.body as { until: string; by: string }
  t.equal(sent.by, 'ann')
  const ahead = Date.parse(sent.until) - before
  t.ok(ahead >= 4 * 3_600_000 && ahead < 4 * 3_600_000 + 60_000, sent.until)
  for (const [more, message] of [
    [['--for', 'ever'], /--for is ever; it must be a time like 90m, 4h or 2d/],
    [['--for', '4h', '--until', '2026-01-31'], /Give either --until or --for/]
  ] as const) {
    t.match(await runCommand([...words, '--by', 'ann', ...more]), { code: 3, stderr: message })
  }
})

t.test('--dry-run exits with 0 and says what it would have been', async t => {
  const { code, stdout } = await ask(t, documentOf('no'), ['--dry-run'])
  t.equal(code, 0)
  t.match(stdout, /^No,.*\n {2}! --dry-run: the exit code would have been 1\.\n/)
})

t.test('a question that cannot be asked ends with 3', async t => {
  for (const [words, message] of [
    [['--to', 'prod'], /either --to-environment or --to/],
    [['-a', 'api'], /Which version of api/],
    [['--wait', 'soon'], /--wait is soon/],
    [['--to-enviroment', 'x'], /Did you mean --to-environment/],
    [['--output', 'xml'], /must be one of text, json, markdown, junit, github/]
  ] as const) {
    const { code, stderr, stdout } = await ask(t, documentOf('yes'), [...words])
    t.equal(code, 3)
    t.match(stderr, message)
    t.equal(stdout, '')
  }
})

t.test('can-i-merge asks against the main branches', async t => {
  const broker = await recordingBroker(t, () => ({ body: documentOf('no') }))
  const { code, stdout } = await runCommand(['can-i-merge', '-a', 'web', '-e', '7', '-b', broker.baseUrl])
  t.equal(code, 1)
  t.match(stdout, /^No, web 7 cannot be merged\.\n/)
  t.match(broker.lines()[0], /mainBranch=true/)
})
