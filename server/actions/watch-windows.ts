import type { Broker } from '../broker.ts'
import { Moment } from '../domain/moment.ts'
import { readElement } from '../domain/usage/element.ts'
import { days } from '../domain/windows/days.ts'
import { eventsToTell, type WindowEvent } from '../domain/windows/to-tell.ts'
import { Problem } from '../problem.ts'
import type { Transaction } from '../storage/database.ts'
import { keepEvent } from '../storage/events.ts'
import { claimRun, finishRun } from '../storage/kept-values.ts'
import { webhooksOfPairs } from '../storage/webhooks.ts'
import { announceWindows, noteTold, type UntoldWindow, untoldWindows } from '../storage/windows.ts'
import { elementUsers, isLiveIn } from './element-users.ts'
import { theApplication } from './found.ts'
import { type Promises, promisesOf } from './provider-promises.ts'
import { triggerWebhooks } from './trigger-webhooks.ts'
import type { UsingVersion } from './who-uses.ts'

/** A run that died is given up after this long. */
const lease = days(1) / 24
/** What passed longer ago is looked at no more. */
const lookBack = days(365)

/**
 * Tells of windows whose sunset is near, has passed, or has passed in vain, each once. `undefined` where another process is at it,
 * or was at `dueAt` or later; else how many events there were.
 */
export async function watchWindows(broker: Broker, dueAt: number): Promise<number | undefined> {
  const { db, now } = broker
  if (!(await db.transaction(tx => claimRun(tx, 'windows', { now: now(), dueAt, lease })))) return undefined
  try {
    return await run(broker)
  } finally {
    await db.transaction(tx => finishRun(tx, 'windows'))
  }
}

async function run(broker: Broker): Promise<number> {
  const { db, now, config } = broker
  // What no single change announces: an import, or a branch that becomes the main one by itself.
  await db.transaction(tx => announceWindows(tx, 'current', now()))
  const approaching = days(config.windowApproachingDays)
  const untold = await untoldWindows(db, { from: now() - lookBack, to: now() + approaching })
  let events = 0
  for (const name of new Set(untold.map(({ provider }) => provider))) {
    const windows = untold.filter(({ provider }) => provider === name)
    events += await tellOf(broker, name, windows)
  }
  return events
}

async function tellOf(broker: Broker, name: string, untold: readonly UntoldWindow[]): Promise<number> {
  const { db, now, config } = broker
  const promises = await db.snapshot(async queries => promisesOf(queries, broker, await theApplication(queries, name)))
  const users = await usersOf(broker, promises, untold)
  const at = { now: now(), approaching: days(config.windowApproachingDays) }
  let count = 0
  for (const window of untold) {
    const using = users.get(window.element) ?? []
    const { state, declaredBy } = promises.windows.of(window.element, new Moment(at.now))
    const present = promises.windows.has(window.element)
    const isWithdrawn = state === 'introduced' && declaredBy.length === 0
    const { events, told } = eventsToTell({ ...window, present, isUsed: using.length > 0, isWithdrawn }, at)
    if (told === window.told) continue
    count += await db.transaction(async tx => {
      // Whoever moved the sunset meanwhile, or told of it, made this untrue.
      if (!(await noteTold(tx, window, told))) return 0
      for (const event of events) await tell(tx, broker, event, window, using)
      return events.length
    })
  }
  return count
}

/** The live versions that rely on each element. Where that cannot be found out, only what is offered counts. */
async function usersOf(
  broker: Broker,
  promises: Promises,
  untold: readonly UntoldWindow[]
): Promise<Map<string, UsingVersion[]>> {
  const asked = untold.flatMap(({ element }) => {
    const read = readElement(element, false)
    return 'problem' in read ? [] : [read]
  })
  try {
    const found = await elementUsers(broker, promises, asked)
    return new Map(found.map(({ element, versions }) => [element, versions.filter(version => isLiveIn(version))]))
  } catch (error) {
    if (error instanceof Problem) return new Map()
    throw error
  }
}

/** For each consumer that relies on it; once without a consumer where none does. */
async function tell(
  tx: Transaction,
  broker: Broker,
  event: WindowEvent,
  { providerId, element, sunset }: UntoldWindow,
  using: readonly UsingVersion[]
): Promise<void> {
  await keepEvent(tx, event, { application: providerId, element, sunset }, broker.now())
  const consumers = [...new Map(using.map(version => [version.application, version])).values()]
  // No request is at hand that would say how clients reach the broker.
  const context = { baseUrl: broker.config.baseUrl[0] ?? '', window: { element, sunset } }
  for (const consumer of consumers.length === 0 ? [undefined] : consumers) {
    const consumerId = consumer === undefined ? null : (await theApplication(tx, consumer.application)).id
    const webhooks = await webhooksOfPairs(tx, consumerId, [providerId])
    const subject = { consumerId, providerId, versionId: consumer?.id ?? null, contractId: null, verificationId: null }
    await triggerWebhooks(tx, broker, webhooks, { event, subject, context })
  }
}
