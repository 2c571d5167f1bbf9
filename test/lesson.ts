import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { run } from '../client/run.ts'
import { seedEnvironments } from '../server/actions/seed-environments.ts'
import { comparer } from './comparing.ts'
import { tellStory } from './story.ts'

const shownAddress = 'http://localhost:9292'
const fence = /^```(?<language>\w+)(?: title=(?<title>\S+))?\n(?<content>.*?)^```$/gms
const uuids = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g

/**
 * Plays a page of docs/ against a broker of its own: blocks with a title are files, the lines of `console` blocks that begin with
 * `$` are run, `# 2026-05-01` (or `# 2026-05-01 14:30`) sets the clock. Gives the page as it is, and with the outputs as they came.
 */
export async function playLesson(t: Test, page: string) {
  const text = readFileSync(page, 'utf8')
  const perform = await stage(t)
  let played = ''
  let end = 0
  for (const match of text.matchAll(fence)) {
    const { language = '', title, content = '' } = match.groups ?? {}
    const output = await perform({ language, title, content })
    played += text.slice(end, match.index) + match[0].replace(content, () => output)
    end = match.index + match[0].length
  }
  return { text, played: played + text.slice(end) }
}

interface Block {
  language: string
  title: string | undefined
  content: string
}

/** A broker and an empty folder. What it gives performs one block after the other, and returns each as it should read. */
async function stage(t: Test) {
  let now = Date.parse('2026-01-01T09:00:00Z')
  const story = await tellStory(t, { now: () => now, config: { seedEnvironments: true } })
  await seedEnvironments(story.broker)
  const compare = comparer(story.broker)
  const address = await story.app.listen({ host: '127.0.0.1', port: 0 })
  const folder = mkdtempSync(join(tmpdir(), 'soloist-lesson-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const known: string[] = []

  /** Uuids are random; the page numbers them as they come. */
  const numbered = (uuid: string) => {
    if (!known.includes(uuid)) known.push(uuid)
    return shownUuid(known.indexOf(uuid))
  }
  const meant = (word: string) => known.reduce((text, uuid, i) => text.replaceAll(shownUuid(i), uuid), word)

  async function soloist(words: readonly string[]): Promise<string> {
    let said = ''
    const stream = { isTTY: false, write: (text: string) => (said += text) }
    const env = { SOLOIST_BROKER_URL: address }
    const code = await run(words.map(meant), { env, folder, version: '1.0.0', stdout: stream, stderr: stream })
    // Verdicts are recorded beside the requests, a moment later; a page tells of them in the order of its commands.
    if (words[0]?.startsWith('can-i') === true) await sleep(500)
    await compare()
    const shown = said.replaceAll(address, shownAddress).replace(uuids, numbered)
    return code === 0 ? shown : `${shown}→ exit ${code}\n`
  }

  return async ({ language, title, content }: Block): Promise<string> => {
    if (title !== undefined) {
      mkdirSync(dirname(join(folder, title)), { recursive: true })
      writeFileSync(join(folder, title), content)
    }
    if (language !== 'console') return content
    let block = ''
    let said = ''
    for (const [line] of content.matchAll(/^(?:# \d{4}-.*|\$ (?:.*\\\n)*.*)\n/gm)) {
      const [sign, first = '', ...words] = wordsOf(line)
      // A long output is set apart from what follows.
      block += (said.split('\n').length > 2 ? '\n' : '') + line
      said = ''
      if (sign === '#') now = Date.parse(`${first}T${words[0] ?? '09:00'}:00Z`)
      else if (first === 'soloist') block += said = await soloist(words)
      else throw new Error(`A lesson runs soloist, and nothing else: ${line}`)
    }
    return block
  }
}

const shownUuid = (index: number) => `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`

/** As a shell reads them, as far as lessons go: quotes hold words together, a backslash goes on in the next line. */
const wordsOf = (line: string) =>
  [...line.replaceAll('\\\n', ' ').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? (plain as string)
  )
