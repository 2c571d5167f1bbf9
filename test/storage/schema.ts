import { readFileSync } from 'node:fs'
import t from 'tap'
import { schemaFile, schemaText } from '../../server/storage/dump-schema.ts'

t.test('migrations/schema.sql shows the tables as they are (npm run schema writes it)', async t => {
  t.equal(readFileSync(schemaFile, 'utf8'), await schemaText())
})
