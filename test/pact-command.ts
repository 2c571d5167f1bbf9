import { execFileSync, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import type { Test } from 'tap'
import type { Story } from './story.ts'

const require = createRequire(import.meta.url)
const commands = {
  'pact-broker': require.resolve('@pact-foundation/pact-cli/bin/pact-broker.js'),
  pactflow: require.resolve('@pact-foundation/pact-cli/bin/pactflow.js')
}

export interface Run {
  code: number
  out: string
}

export type RunClient = (...args: string[]) => Promise<Run>

/** The names of all that the client can do, as its help tells them. */
export function commandsOf(command: keyof typeof commands): string[] {
  const help = execFileSync(process.execPath, [commands[command], '--help'], { encoding: 'utf8', env: { NO_COLOR: '1' } })
  const list = help.slice(help.indexOf('Commands:'), help.indexOf('Options:'))
  return [...list.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name as string)
}

/** A client of the Pact project against the story's broker, run as a pipeline runs it, in a folder of its own. */
export async function pactClient(story: Story, command: keyof typeof commands, folder: string): Promise<RunClient> {
  const broker = await story.app.listen({ port: 0, host: '127.0.0.1' })
  return (...args) => {
    const env = { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1' }
    // A refusal of the broker's must be the answer, not the last of eight attempts.
    const words = [commands[command], ...args, '--broker-base-url', broker, '--retries', '0']
    const child = spawn(process.execPath, words, { cwd: folder, env })
    let out = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', data => {
        out += data
      })
    }
    return new Promise((resolve, reject) => child.once('error', reject).once('close', code => resolve({ code: code ?? -1, out })))
  }
}

/** Runs it, and holds that it ends well and says what it should. */
export async function works(t: Test, run: RunClient, args: string[], says?: RegExp): Promise<Run> {
  const result = await run(...args)
  t.equal(result.code, 0, `${args.join(' ').slice(0, 90)} ends with 0: ${result.code === 0 ? '' : result.out.slice(0, 600)}`)
  if (says !== undefined) t.match(result.out, says, `${args[0]} says ${says}`)
  return result
}

/** Runs it, and holds that it ends badly and says why. */
export async function fails(t: Test, run: RunClient, args: string[], says: RegExp): Promise<Run> {
  const result = await run(...args)
  t.not(result.code, 0, `${args.join(' ').slice(0, 90)} does not end with 0`)
  t.match(result.out, says, `${args[0]} says ${says}`)
  return result
}
