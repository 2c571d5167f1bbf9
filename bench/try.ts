import { rmSync } from 'node:fs'
import { buildApp } from '../server/app.ts'
import { readConfig } from '../server/config.ts'
import { migrationsFolder } from '../server/package.ts'
import { openDatabase } from '../server/storage/open.ts'
import { seed, versionsFor } from './seed.ts'

const n = Number(process.argv[2])
rmSync('/tmp/b', { recursive: true, force: true })
let statements: string[] = []
const db = await openDatabase('sqlite:/tmp/b/s.db', { migrations: migrationsFolder, onStatement: s => statements.push(s) })
console.time('seed')
await seed(db, n)
console.timeEnd('seed')
const app = await buildApp({ db, config: readConfig({ SOLOIST_LOG_LEVEL: 'silent' }), now: Date.now })
const v = versionsFor(n)
for (const a of [50]) {
  const url = `/can-i-deploy?pacticipant=app-${a}&version=${v}&environment=production`
  statements = []
  const r = await app.inject(url)
  console.log(
    r.statusCode,
    r.body.length,
    statements.length,
    JSON.parse(r.body).summary ?? r.body,
    JSON.parse(r.body).verdict?.reasons.length
  )
  for (let i = 0; i < 300; i++) await app.inject(url)
  const t = process.hrtime.bigint()
  for (let i = 0; i < 2000; i++) await app.inject(url)
  console.log('ms per', Number(process.hrtime.bigint() - t) / 1e6 / 2000)
}
