import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { playLesson } from '../lesson.ts'

const pageOf = (name: string) => fileURLToPath(new URL(`../../../docs/${name}.md`, import.meta.url))
const write = process.env.SOLOIST_TEST_LESSON === 'write'

t.setTimeout(0)

for (const name of ['autonomy', 'autonomy-report', 'plan']) {
  t.test(`docs/${name}.md shows what the program says; SOLOIST_TEST_LESSON=write brings it up to date`, async t => {
    const page = pageOf(name)
    const { text, played } = await playLesson(t, page)
    if (write) writeFileSync(page, played)
    else t.equal(played, text)
  })
}
