import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { packBody, unpackBody } from '../../server/storage/bodies.ts'
import { sql } from '../../server/storage/sql.ts'
import { runCommand } from '../run-command.ts'
import { tellStory } from '../story.ts'

async function setting(t: Test) {
  const story = await tellStory(t)
  const baseUrl = await story.app.listen({ port: 0, host: '127.0.0.1' })
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.verified('web', '1', 'api', '1')
  await story.deployed('api', '1', 'production')
  await story.canIDeploy('web', '1', 'production')
  await new Promise(resolve => setTimeout(resolve, 400))
  const soloist = (words: string, folder = '/') => runCommand(words.split(' '), { env: { SOLOIST_BROKER_URL: baseUrl }, folder })
  return { ...story, soloist }
}

t.test('recorded verdicts are listed and judged anew', async t => {
  const { soloist } = await setting(t)
  const listed = await soloist('verdicts --pacticipant web --version 1')
  t.match(listed, { code: 0, stdout: /GIVEN[^\n]*UUID\n20\S+ +web +1 +production +yes +yes/ })
  t.match(await soloist('verdicts --environment production'), { code: 0, stdout: listed.stdout })
  const uuid = /\S+$/.exec(listed.stdout.trim())?.[0] as string
  t.match(await soloist(`replay-verdict --uuid ${uuid}`), {
    code: 0,
    stdout: /^The same answer by the same rules: yes \(web 1 to production, asked 20[\s\S]*✓ /
  })
  t.match(JSON.parse((await soloist(`replay-verdict --uuid ${uuid} -o json`)).stdout), { same: true, today: { answer: 'yes' } })
  t.match(await soloist('replay-verdict --uuid none'), { code: 3, stderr: /No recorded verdict has the UUID none/ })
  t.match(await soloist('verdicts --pacticipant web'), { code: 3, stderr: /give application and version, or environment/ })
})

t.test('another answer by the rules of today is a no', async t => {
  const { soloist, broker } = await setting(t)
  // What later rules would do: the same facts, another answer kept.
  const listed = await soloist('verdicts --environment production')
  const uuid = /\S+$/.exec(listed.stdout.trim())?.[0] as string
  const row = (await broker.db.get<{ id: number; packed: number; body: Buffer }>(
    sql`select id, packed, facts as body from recorded_verdicts where uuid = ${uuid}`
  ))!
  const facts = JSON.parse(unpackBody(row)) as { answered: { answer: string } }
  facts.answered.answer = 'no'
  const { packed, body } = packBody(JSON.stringify(facts))
  await broker.db.transaction(tx =>
    tx.run(sql`update recorded_verdicts set packed = ${packed}, facts = ${body} where id = ${row.id}`)
  )
  t.match(await soloist(`replay-verdict --uuid ${uuid}`), {
    code: 1,
    stdout: /^Another answer by the same rules: yes instead of no[\s\S]*Then: no[\s\S]*Today: yes/
  })
})

t.test('the autonomy of an environment, in each form', async t => {
  const { soloist } = await setting(t)
  t.match(await soloist('autonomy --environment production'), { code: 0, stdout: /^Autonomy of production, .*: \d+ of 100/ })
  t.match(await soloist('autonomy --environment production -o markdown'), { code: 0, stdout: /^## Autonomy of production/ })
  const { stdout } = await soloist('autonomy --environment production -o json')
  t.match(JSON.parse(stdout), {
    parts: [{ name: 'alone', value: 1 }],
    applications: [{ name: 'api' }, { name: 'web', share: 1 }]
  })
  t.match(await soloist('autonomy --environment production --from yesterday'), { code: 3, stderr: /from must be a day like/ })
  t.match(await soloist('autonomy'), { code: 3, stderr: /Which environment\?/ })
})

t.test('the autonomy of a log needs no broker', async t => {
  const folder = t.testdir({
    'log.csv': 'application,version,environment,at\nweb,1,production,2026-01-05T10:00:00Z\n',
    'log.json': '[{"application":"web","at":"2026-01-05T10:00:00Z"}]',
    'bad.csv': 'application,at\nweb,soon\n',
    'bad.json': '{"a":1}'
  })
  writeFileSync(join(folder, 'broken.json'), '{')
  const soloist = (words: string) => runCommand(words.split(' '), { folder })
  t.match(await soloist('autonomy --log log.csv'), { code: 0, stdout: /^Autonomy of production, 2026-01-05 to 2026-01-05/ })
  t.match(await soloist('autonomy --log log.json -o markdown'), { code: 0, stdout: /^## Autonomy, 2026-01-05/ })
  t.match(JSON.parse((await soloist('autonomy --log log.json -o json')).stdout), {
    score: null,
    coDeployment: { deployments: 1 }
  })
  t.match(await soloist('autonomy --log bad.csv'), { code: 3, stderr: /bad\.csv: Deployment 1: at is "soon"/ })
  t.match(await soloist('autonomy --log bad.json'), { code: 3, stderr: /must be a JSON array of deployments/ })
  t.match(await soloist('autonomy --log broken.json'), { code: 3, stderr: /broken\.json: The body is not valid JSON/ })
  t.match(await soloist('autonomy --log none.csv'), { code: 3, stderr: /--log none\.csv cannot be read/ })
})
