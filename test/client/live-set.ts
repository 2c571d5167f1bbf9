import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { runCommand } from '../run-command.ts'
import { tellStory } from '../story.ts'

async function setting(t: Test) {
  const story = await tellStory(t)
  const baseUrl = await story.app.listen({ port: 0, host: '127.0.0.1' })
  await story.environment('production')
  const soloist = (words: string, folder = '/') => runCommand(words.split(' '), { env: { SOLOIST_BROKER_URL: baseUrl }, folder })
  return { ...story, soloist }
}

t.test('a rollout from its start to its end', async t => {
  const { soloist, branched } = await setting(t)
  for (const version of ['1', '2']) await branched('web', version, 'main')
  const web = '--pacticipant web --environment production'
  t.match(await soloist('rollout list --environment production'), {
    code: 0,
    stdout: 'Nothing is being rolled out to production.\n'
  })
  t.match(await soloist(`rollout start ${web} --version 1 --lease 60 --application-instance blue`), {
    code: 0,
    stdout: /^Recorded: web 1 \(instance blue\) is being rolled out to production, until 20/
  })
  t.match(await soloist(`rollout start ${web} --version 2`), { code: 0 })
  t.match(await soloist('rollout list --environment production'), { stdout: /web +2 +until 20[\s\S]*web +1 +blue +until 20/ })
  t.match(JSON.parse((await soloist('rollout list --environment production --output json')).stdout), {
    _embedded: { rollouts: [{ state: 'in-progress' }, { state: 'in-progress' }] }
  })
  t.match(await soloist(`rollout finish ${web} --version 1`), {
    code: 3,
    stderr: 'web 1 is not being rolled out to production. In progress there: 2, 1 (instance blue).\n'
  })
  t.match(await soloist(`rollout finish ${web}`), { code: 0, stdout: 'Recorded: web 2 is deployed to production\n' })
  t.match(await soloist(`rollout abort ${web} --application-instance blue`), {
    code: 0,
    stdout: 'Recorded: the rollout of web 1 (instance blue) to production was aborted\n'
  })
  t.match(await soloist(`rollout abort ${web}`), { code: 3, stderr: /^web is not being rolled out to production\.\n/ })
  for (const [words, says] of [
    ['rollout', /Say which: rollout start, finish, abort, list\./],
    [`rollout finnish ${web}`, /There is no rollout finnish\. Did you mean finish\?/],
    ['rollout start --environment production --version 1', /Which application\? Missing: --pacticipant/],
    [`rollout start ${web} --version 1 --lease soon`, /--lease is soon; it must be a whole number of seconds/],
    [`rollout abort ${web} --lease 5`, /--lease is for rollout start/],
    [`rollout list ${web} all`, /"all" is not expected here/]
  ] as const) {
    const { code, stderr } = await soloist(words)
    t.equal(code, 3, words)
    t.match(stderr, words === 'rollout' ? /Missing: --environment/ : says)
  }
})

t.test('a place is reserved, listed and given back', async t => {
  const { soloist, published, verified, deployed, branched } = await setting(t)
  await published('web', '1', { api: 1 })
  await branched('api', '1', 'main')
  await deployed('api', '1', 'production')
  const ask = 'can-i-deploy --pacticipant web --version 1 --to-environment production --reserve'
  const unknown = await soloist(ask)
  t.equal(unknown.code, 2)
  t.notMatch(unknown.stdout, /place/)
  await verified('web', '1', 'api', '1')
  const { code, stdout } = await soloist(`${ask} 600`)
  t.equal(code, 0)
  t.match(stdout, /^Yes, web 1 can be deployed to production alone\.[\s\S]*Its place is held until 20/)
  const uuid = /--uuid (\S+)/.exec(stdout)?.[1]
  t.match(await soloist('list-reservations --environment production'), { stdout: new RegExp(`web +1 .*${uuid}`) })
  t.match(await soloist(`release-reservation --uuid ${uuid}`), { code: 0, stdout: `Released: ${uuid}\n` })
  t.match(await soloist(`release-reservation --uuid ${uuid}`), { code: 3 })
  t.match(await soloist('list-reservations --environment production'), { stdout: 'Nothing is reserved in production.\n' })
  for (const [words, says] of [
    ['can-i-deploy --pacticipant web --version 1 --to prod --reserve', /give --to-environment/],
    ['can-i-deploy --pacticipant web --latest --to-environment production --reserve', /give --version/],
    [`${ask} long`, /--reserve is long; it must be a whole number of seconds/]
  ] as const) {
    t.match(await soloist(words), { code: 3, stderr: says })
  }
})

t.test('what a version is, and what does not fit, is told', async t => {
  const { soloist, published, verified, branched } = await setting(t)
  await published('web', '1', { api: 1 })
  await verified('web', '1', 'api', '1', false)
  await branched('api', '1', 'main')
  t.match(await soloist('record-deployment --pacticipant api --version 1 --environment production --artifact-digest sha256:a'), {
    code: 0,
    stdout: 'Recorded: api 1 is deployed to production\n'
  })
  t.match(await soloist('describe-version --pacticipant api --version 1'), { stdout: /artifact: sha256:a/ })
  t.match(await soloist('record-deployment --pacticipant web --version 1 --environment production'), {
    code: 0,
    stdout: /is deployed to production\n {2}! The verification of the contract of web 1 with api 1 failed\.\n/
  })
  t.match(await soloist('create-or-update-version --pacticipant api --version 1 --artifact-digest sha256:b'), {
    code: 3,
    stderr: /of api 1 is sha256:a, and cannot become sha256:b/
  })
})

t.test('a fingerprint follows the source and the lock files above it, and nothing else', async t => {
  const { soloist, branched } = await setting(t)
  await branched('api', '1', 'main')
  const folder = t.testdir({
    services: { api: { 'a.ts': '1' }, web: { 'b.ts': '1' } },
    'package-lock.json': '{}',
    'README.md': ''
  })
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: folder, encoding: 'utf8' })
  const commit = () => {
    git('add', '.')
    git('commit', '-qm', 'next')
  }
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
  git('init', '-q', '-b', 'main')
  commit()
  const api = join(folder, 'services', 'api')
  const of = async (words = '--path .', from = api) => (await soloist(`fingerprint ${words}`, from)).stdout.trim()
  const first = await of()
  t.match(first, /^git-sha256:[0-9a-f]{64}$/)
  t.equal(await of('--path services/api', folder), first, 'wherever it is asked')
  t.match((await soloist('fingerprint', api)).stderr, 'Made of package-lock.json, services/api')
  write('README.md', 'more')
  write('services/web/b.ts', '2')
  t.equal(await of(), first, 'what others change is nothing to it')
  commit()
  t.equal(await of(), first)
  t.not(await of('--path . --path ../web'), first)
  write('package-lock.json', '{"a":1}')
  t.match(await soloist('fingerprint', api), { code: 3, stderr: /Files differ from the commit.*package-lock\.json/ })
  commit()
  const second = await of()
  t.not(second, first)
  mkdirSync(join(api, 'new'))
  write('services/api/new/c.ts', '1')
  t.match(await soloist('fingerprint', api), { code: 3, stderr: /differ/ })
  commit()
  t.not(await of(), second)
  t.match(await soloist('fingerprint --path ../../..', api), { code: 3, stderr: /is outside of the repository/ })
  t.match(await soloist('fingerprint --path nothing', api), {
    code: 3,
    stderr: /There is no services\/api\/nothing in the commit/
  })

  const recorded = await soloist('record-deployment --pacticipant api --version 1 --environment production --source-path .', api)
  t.match(recorded, { code: 0, stderr: new RegExp(`Source fingerprint ${await of()} \\(from git\\)`) })
  t.match(await soloist('describe-version --pacticipant api --version 1'), { stdout: new RegExp(`source: ${await of()}`) })
  const both = 'create-or-update-version --pacticipant api --version 1 --source-fingerprint x --source-path .'
  t.match(await soloist(both, api), { code: 3, stderr: /Give either --source-fingerprint or --source-path/ })
})
