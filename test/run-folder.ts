import { readdirSync } from 'node:fs'

/**
 * Brings in every test file of a folder. Starting a process costs more than a test, so tap runs one file a folder.
 * All at once: once PostgreSQL is to be stopped at the end, tap ends as soon as it sees no test waiting, and would leave
 * out, without a word and with success, the files that are still being read.
 * All share one `t`, so a limit that a file sets is everybody's: files that take long say `t.setTimeout(0)`, and tap's own limit
 * for the whole process holds.
 */
export async function runFolder(name: string): Promise<void> {
  const folder = new URL(`./${name}/`, import.meta.url)
  const files = readdirSync(folder).filter(file => file.endsWith('.js'))
  try {
    await Promise.all(files.sort().map(file => import(new URL(file, folder).href)))
  } catch (error) {
    process.exitCode = 1
    throw error
  }
}
