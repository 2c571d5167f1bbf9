import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'

const cli = fileURLToPath(new URL('../../client/cli.js', import.meta.url))

/** The real command in a process of its own. */
function start(t: Test, words: string[]) {
  const env = { PATH: process.env.PATH ?? '' }
  const child = spawn(process.execPath, [cli, ...words], { env, cwd: t.testdir(), stdio: ['ignore', 'pipe', 'pipe'] })
  t.teardown(() => child.kill('SIGKILL'))
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', data => (stderr += data))
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', data => {
      stdout += data
      const found = /Soloist answers at (\S+)/.exec(stdout)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.on('exit', code => reject(new Error(`ended with ${code}: ${stderr}`)))
  })
  address.catch(() => {})
  const code = new Promise<number | null>(resolve => child.on('exit', resolve))
  return { child, address, code, said: () => stderr }
}

t.test('soloist serve starts a broker, and ends it when it is told to', async t => {
  const database = `sqlite:${t.testdir()}/soloist.db`
  const { child, address, code } = start(t, ['serve', '--port', '0', '--database-url', database, '--log-level', 'silent'])
  t.equal((await fetch(await address)).status, 200)
  child.kill('SIGTERM')
  t.equal(await code, 0)
})

t.test('soloist serve refuses a setting by its name', async t => {
  const { code, said } = start(t, ['serve', '--port', 'many'])
  t.equal(await code, 3)
  t.match(said(), /SOLOIST_PORT is many/)
})

t.test('the command works as a program', async t => {
  const { code } = start(t, ['--version'])
  t.equal(await code, 0)
})
