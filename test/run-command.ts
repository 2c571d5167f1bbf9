import { run } from '../client/run.ts'

/** Runs a command line as the shell would, and keeps what it says. Nothing of this process's environment reaches it. */
export async function runCommand(
  words: readonly string[],
  { env = {}, folder = '/', isTTY = false }: { env?: Record<string, string>; folder?: string; isTTY?: boolean } = {}
) {
  let stdout = ''
  let stderr = ''
  const code = await run(words, {
    env,
    folder,
    version: '1.2.3',
    stdout: { isTTY, write: text => (stdout += text) },
    stderr: { write: text => (stderr += text) }
  })
  return { code, stdout, stderr }
}
