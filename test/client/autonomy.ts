import t from 'tap'
import { recordingBroker } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'

const report = {
  from: '2026-01-01',
  to: '2026-03-31',
  score: 62.5,
  formula: '100 x (12.5) / (20)',
  parts: [
    {
      name: 'co-deployment',
      weight: 20,
      value: 0.625,
      formula: '1 - 3 / 8',
      losses: [{ points: 7.5, because: 'a and b were deployed together 3 times', remedy: 'Find why' }]
    },
    { name: 'alone', weight: 30, value: null, formula: 'no data: there are no recorded verdicts', losses: [] }
  ],
  applications: [{ name: 'a', deployments: 3, versions: null, blocked: [{ by: 'b', hours: 5 }] }]
}
const reply = (line: string) =>
  line === 'GET /environments'
    ? { body: { _embedded: { environments: [{ uuid: 'u1', name: 'production' }] }, _links: {} } }
    : { body: report }

t.test('the report is told with what every lost point is lost for', async t => {
  const { baseUrl, lines } = await recordingBroker(t, reply)
  const { code, stdout } = await runCommand(['autonomy', '--environment', 'production', '--from', '2026-01-01', '-b', baseUrl])
  t.equal(code, 0)
  t.equal(lines().at(-1), 'GET /environments/u1/autonomy?from=2026-01-01')
  t.equal(
    stdout,
    `Autonomy of production, 2026-01-01 to 2026-03-31: 62.5 of 100
  ! Deployed together: 12.5 of 20
      1 - 3 / 8
    · -7.50 a and b were deployed together 3 times
        Next: Find why
  · Could go alone when first asked: no data
      no data: there are no recorded verdicts
  · a was blocked by b for 5 hours

Score: 100 x (12.5) / (20)
`
  )
  t.match(
    (await runCommand(['autonomy', '--environment', 'production', '-b', baseUrl, '-o', 'markdown'])).stdout,
    /^### Autonomy/
  )
})

t.test('a log is read from CSV or JSON, and what is wrong in it is told by its line', async t => {
  const folder = t.testdir({
    'log.csv': 'Application,Version,At,Environment\n"a, b",1,2026-01-01T08:00:00Z,production\nc,2,2026-01-02T08:00:00Z,test\n\n',
    'log.json': '[{"application":"a","version":"1","at":"2026-01-01T08:00:00Z"}]',
    'no-header.csv': 'a,1,2026-01-01\n',
    'no-time.csv': 'application,version,at\na,1,2026-01-01\nb,1,soon\n',
    'broken.json': '[{]'
  })
  const { baseUrl, recorded } = await recordingBroker(t, reply)
  const ask = (...words: string[]) => runCommand(['autonomy', '-b', baseUrl, '--log', ...words], { folder })
  t.equal((await ask('log.csv', '--environment', 'production')).code, 0)
  t.same(recorded.at(-1)?.body, { deployments: [{ application: 'a, b', version: '1', at: '2026-01-01T08:00:00Z' }] })
  t.equal((await ask('log.json')).code, 0)
  t.match(recorded.at(-1)?.body, { deployments: [{ application: 'a' }] })
  for (const [words, message] of [
    [['log.csv'], /several environments \(production, test\): say which/],
    [['log.csv', '--environment', 'moon'], /no deployment to moon/],
    [['no-header.csv'], /must begin with a line "application,version,at"; missing: application, version, at/],
    [['no-time.csv'], /no-time.csv, line 3: at is soon/],
    [['broken.json'], /broken.json is not JSON/],
    [['none.csv'], /cannot be read/],
    [['log.json', '--from', '2026-01-01'], /not for a --log/]
  ] as const) {
    const refused = await ask(...words)
    t.equal(refused.code, 3)
    t.match(refused.stderr, message)
  }
  t.match((await runCommand(['autonomy', '-b', baseUrl])).stderr, /Of which environment/)
})
