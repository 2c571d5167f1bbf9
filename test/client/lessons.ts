import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { reportsOfCompanies } from '../../demo/companies.ts'
import { playLesson } from '../lesson.ts'

const pageOf = (name: string) => fileURLToPath(new URL(`../../../docs/${name}.md`, import.meta.url))
const write = process.env.SOLOIST_TEST_LESSON === 'write'

for (const name of ['autonomy', 'autonomy-report']) {
  t.test(`docs/${name}.md shows what the program says; SOLOIST_TEST_LESSON=write brings it up to date`, async t => {
    const page = pageOf(name)
    const { text, played } = await playLesson(t, page)
    if (write) writeFileSync(page, played)
    else t.equal(played, text)
  })
}

t.test('docs/autonomy-report.md shows the reports of the two simulated companies as they are', async t => {
  const text = readFileSync(pageOf('autonomy-report'), 'utf8')
  for (const report of reportsOfCompanies()) t.match(text, report)
})
