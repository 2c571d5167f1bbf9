import { execFile } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { recordingBroker } from '../recording-broker.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const cli = join(root, 'dist/client/cli.js')

const answered = (answer: 'yes' | 'no', outcome: 'pass' | 'fail') => ({
  summary: { deployable: answer === 'yes', reason: '', success: 0, failed: 0, unknown: 0 },
  notices: [],
  matrix: [],
  verdict: { answer, alone: answer, reasons: [{ code: 'verified', outcome, clearsByItself: false, sentence: 'Said.' }] }
})

/** Runs a script as the runner does, with an `npx` that takes the place of the one that would fetch the package. */
function runScript(t: Test, script: string, variables: Record<string, string>) {
  const folder = t.testdir({
    npx: `#!/bin/sh\nwhile [ "$1" != soloist ]; do shift; done\nshift\nexec "${process.execPath}" "${cli}" "$@"\n`,
    summary: '',
    output: ''
  })
  chmodSync(join(folder, 'npx'), 0o755)
  const env = { PATH: `${folder}${delimiter}${process.env.PATH}`, ...variables }
  return new Promise<{ code: number; stdout: string; stderr: string; file: (name: string) => string }>(resolve => {
    execFile('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd: folder, env }, (error, stdout, stderr) => {
      const file = (name: string) => readFileSync(join(folder, name), 'utf8')
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr, file })
    })
  })
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8'))

/** The variables that a step's `env` comes to with these inputs. */
function inputsAsVariables(given: Record<string, string>): Record<string, string> {
  const step = action.runs.steps[0]
  for (const name of Object.keys(given)) if (!(name in action.inputs)) throw new Error(`there is no input ${name}`)
  const inputOf = (name: string) => given[name] ?? action.inputs[name].default ?? ''
  return Object.fromEntries(
    Object.entries<string>(step.env).map(([name, text]) => [
      name,
      text.replace(/\$\{\{ inputs\.([a-z-]+) \}\}/g, (_, input: string) => inputOf(input))
    ])
  )
}

t.test('the GitHub Action asks for the commit, annotates, and gives the answer to later steps', async t => {
  const { baseUrl, lines } = await recordingBroker(t, () => ({ body: answered('no', 'fail') }))
  const inputs = {
    'broker-url': baseUrl,
    application: 'my web; false',
    environment: 'production',
    arguments: '--ignore\nold api'
  }
  const folder = t.testdir({ summary: '', output: '' })
  const { code, stdout } = await runScript(t, action.runs.steps[0].run, {
    ...inputsAsVariables(inputs),
    GITHUB_ACTIONS: 'true',
    GITHUB_SHA: 'ab12',
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    GITHUB_OUTPUT: join(folder, 'output')
  })
  t.equal(code, 1)
  t.same(lines(), [
    'GET /can-i-deploy?pacticipant=my%20web%3B%20false&version=ab12&environment=production&ignore%5B%5D%5Bpacticipant%5D=old%20api'
  ])
  t.match(stdout, '::error title=verified::Said.')
  t.match(readFileSync(join(folder, 'summary'), 'utf8'), /^### No, my web/)
  t.equal(readFileSync(join(folder, 'output'), 'utf8'), 'answer=no\n')
})

t.test('the GitHub Action goes on with dry-run, and says what it would have been', async t => {
  const { baseUrl } = await recordingBroker(t, () => ({ body: answered('no', 'fail') }))
  const inputs = { 'broker-url': baseUrl, application: 'web', environment: 'production', 'dry-run': 'true', version: '7' }
  const { code, stdout } = await runScript(t, action.runs.steps[0].run, inputsAsVariables(inputs))
  t.equal(code, 0)
  t.match(stdout, /the exit code would have been 1/)
})

t.test('no input of the action is part of a script', async t => {
  for (const { run } of action.runs.steps) t.notMatch(run, '${{')
})

t.test('the jobs for GitLab ask for the commit, and leave a report', async t => {
  const template = parse(readFileSync(join(root, 'ci/soloist.gitlab-ci.yml'), 'utf8'))
  const { baseUrl, lines } = await recordingBroker(t, () => ({ body: answered('yes', 'pass') }))
  const job = template['.soloist-can-i-deploy']
  const variables = {
    ...template['.soloist'].variables,
    ...job.variables,
    SOLOIST_APPLICATION: 'web',
    SOLOIST_ENVIRONMENT: 'production',
    SOLOIST_BROKER_URL: baseUrl,
    GITLAB_CI: 'true',
    CI_COMMIT_SHA: 'cd34'
  }
  const { code, stdout, file } = await runScript(t, job.script.join('\n'), variables)
  t.equal(code, 0)
  t.same(lines(), ['GET /can-i-deploy?pacticipant=web&version=cd34&environment=production'])
  t.match(stdout, /^Yes, web cd34 can be deployed/)
  t.match(file(job.artifacts.reports.junit), 'failures="0" errors="0"')
  for (const path of job.artifacts.paths) t.match(file(path), /^### Yes/)
})
