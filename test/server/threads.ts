import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { inThread, Overrun } from '../../server/threads/in-thread.ts'
import { Turns } from '../../server/threads/turns.ts'

const code = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(text)}`)
const limits = { deadline: 20_000, memory: 64 }
const answering = "import { parentPort, workerData } from 'node:worker_threads'; parentPort.postMessage(workerData + 1)"

t.test('a thread answers, or is ended for what it takes', async t => {
  t.equal(await inThread(code(answering), 6, limits), 7)
  await t.rejects(inThread(code('for (;;);'), null, { ...limits, deadline: 300 }), new Overrun('longer than 0.3 seconds'))
  const greedy = 'const all = []; for (;;) all.push(new Array(1000).fill(all.length))'
  await t.rejects(inThread(code(greedy), null, limits), new Overrun('more than 64 MB of memory'))
  await t.rejects(inThread(code("throw new TypeError('odd')"), null, limits), { message: 'odd' })
  await t.rejects(inThread(code(''), null, limits), { message: /ended with 0 and no answer/ })
})

t.test('so many work at once, the others in the order in which they came', async t => {
  const turns = new Turns(2)
  const begun: number[] = []
  let working = 0
  let most = 0
  const work = (i: number) =>
    turns.take(async () => {
      begun.push(i)
      most = Math.max(most, ++working)
      await sleep(5)
      working--
      if (i === 1) throw new Error('failed')
      return i
    })
  const all = [0, 1, 2, 3, 4].map(work)
  t.equal(turns.waiting, 3)
  t.same(
    (await Promise.allSettled(all)).map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']
  )
  t.same(begun, [0, 1, 2, 3, 4])
  t.equal(most, 2)
  t.equal(await work(5), 5, 'a place that was handed on is free again')
})
