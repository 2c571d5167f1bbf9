import fastify from 'fastify'
import { buildApp } from '../server/app.ts'
import { type Comparing, startComparing } from '../server/comparing.ts'
import { readConfig } from '../server/config.ts'
import { type Delivery, startDelivery } from '../server/delivery.ts'
import { outgoing } from '../server/outgoing/send.ts'
import { migrationsFolder } from '../server/package.ts'
import { secretsWith } from '../server/secrets.ts'
import { openDatabase } from '../server/storage/open.ts'
import { analyze, seed } from './seed.ts'

/**
 * The measured process: a broker on a seeded database, and beside it the floor, a bare Fastify that answers with a constant.
 * Arguments: database address, number of results to seed, 0 for an empty one. Speaks to its parent by messages.
 */
const [url = '', results = '0'] = process.argv.slice(2)
let statements = 0
const db = await openDatabase(url, {
  migrations: migrationsFolder,
  onStatement: () => {
    statements++
  }
})
if (Number(results) > 0) await seed(db, Number(results))
const config = readConfig({
  SOLOIST_LOG_LEVEL: 'silent',
  SOLOIST_WEBHOOK_SCHEMES: 'http',
  SOLOIST_WEBHOOK_ALLOW_ADDRESSES: '127.0.0.1'
})
const secrets = secretsWith(['a key for data that is thrown away'])
const measured = { db, config, now: Date.now, send: outgoing(config), secrets }
const app = await buildApp(measured)

const floor = fastify()
const constants = new Map<number, string>()
floor.get<{ Params: { size: string } }>('/:size', async ({ params }, reply) => {
  const size = Number(params.size)
  let body = constants.get(size)
  if (body === undefined) constants.set(size, (body = JSON.stringify({ constant: 'x'.repeat(Math.max(0, size - 15)) })))
  return reply.type('application/hal+json;charset=utf-8').send(body)
})

const broker = await app.listen({ port: 0, host: '127.0.0.1' })
let delivery: Delivery | undefined
let comparing: Comparing | undefined
process.on('message', async (message: 'statements' | 'deliver' | 'compare' | 'settle' | 'end') => {
  if (message === 'statements') {
    process.send?.({ statements })
    statements = 0
  } else if (message === 'settle') {
    await analyze(db)
    process.send?.({})
  } else if (message === 'deliver') {
    delivery = startDelivery(measured, console.error)
  } else if (message === 'compare') {
    comparing = startComparing(measured, console.error)
  } else {
    await comparing?.stop()
    await delivery?.stop(1000)
    await app.close()
    await floor.close()
    await db.close()
    process.disconnect()
  }
})
process.send?.({ broker, floor: await floor.listen({ port: 0, host: '127.0.0.1' }) })
