#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { exitCodes } from './exit-codes.ts'
import { run } from './run.ts'

// `soloist matrix | head` closes the pipe early, which is nobody's mistake: the exit code still tells the answer.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

/** Beside the compiled `dist/`. */
const manifest = new URL('../../package.json', import.meta.url)

// Not `process.exit`: it would cut off what a pipe has not taken yet.
try {
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    folder: process.cwd(),
    version: JSON.parse(readFileSync(manifest, 'utf8')).version
  })
} catch (error) {
  // A bug of ours is no answer; Node's own exit code for it would say no.
  console.error(error)
  process.exitCode = exitCodes.noAnswer
}
