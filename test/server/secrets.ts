import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { findSecretKeys } from '../../server/actions/find-secret-keys.ts'
import { secretsWith } from '../../server/secrets.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'

const [old, young] = ['an old key of more than 32 characters', 'a young key of more than 32 characters']

t.test('what was sealed can be opened, and tells nothing', async t => {
  const secrets = secretsWith([old])
  for (const text of ['', 'p', 'pässwörd 🗝']) t.equal(secrets.open(secrets.seal(text)), text)
  t.not(secrets.seal('p'), secrets.seal('p'))
  t.notMatch(secrets.seal('password'), /password/)
})

t.test('keys are rotated: the first seals, all open', async t => {
  const sealed = secretsWith([old]).seal('p')
  const both = secretsWith([young, old])
  t.equal(both.open(sealed), 'p')
  t.equal(secretsWith([young]).open(both.seal('p')), 'p')
  t.throws(() => secretsWith([young]).open(sealed), /SOLOIST_SECRET_KEY no longer holds/)
})

t.test('what was changed does not open', async t => {
  const secrets = secretsWith([old])
  const sealed = secrets.seal('secret')
  const flipped = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')
  for (const text of [flipped, sealed.slice(0, -6), 'v1', 'secret', '']) t.throws(() => secrets.open(text), text)
})

await forEachEngine(t, 'without a key one is made once and kept', async (t, engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'soloist-key-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const db = await freshDatabase(t, engine)
  const find = async (secretKey: string[] = []) => {
    const warnings: string[] = []
    const warn = (sentence: string) => warnings.push(sentence)
    const config = { databaseUrl: `sqlite:${join(folder, 'soloist.db')}`, secretKey }
    return { keys: await findSecretKeys({ db, config, now: Date.now, warn }), warnings }
  }
  const [first, second] = [await find(), await find()]
  t.equal(first.keys.length, 1)
  t.ok((first.keys[0] as string).length >= 32)
  t.same(second.keys, first.keys)
  t.same((await find([old])).keys, [old, ...first.keys], 'a key that is set seals, the kept one still opens')
  if (engine === 'postgres') {
    t.match(first.warnings, [/kept in the same database/])
    return
  }
  const file = join(folder, 'soloist.db.key')
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.same(first.warnings, [])
  chmodSync(file, 0o644)
  t.match((await find()).warnings, [/can be read by others/])
})
