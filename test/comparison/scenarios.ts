import t from 'tap'
import { changed, compared, told } from './compared.ts'
import { scenarios } from './walk.ts'

for (const { name, contract, document, next, findings } of scenarios()) {
  t.test(`scenario ${name}`, async t => {
    const found = next === undefined ? compared(contract, document) : changed(contract, document, next).findings
    t.same(told(found), [...findings].sort())
  })
}
