import t from 'tap'
import { shellWord } from '../../server/domain/shell-word.ts'

const cases: Array<[name: string, word: string]> = [
  ['web-shop_1.2', 'web-shop_1.2'],
  ['team/web@eu', 'team/web@eu'],
  ['web shop', "'web shop'"],
  ["it's", "'it'\\''s'"],
  ['$(rm -rf ~); `x`', "'$(rm -rf ~); `x`'"],
  ['-a', "'-a'"],
  ['Ärger', "'Ärger'"]
]

t.test('a name is one word of a command line, whatever is in it', async t => {
  for (const [name, word] of cases) t.equal(shellWord(name), word)
})
