import type { Broker } from '../broker.ts'
import { type AskedWindow, checkWindow } from '../domain/windows/check-window.ts'
import { invalid, Problem } from '../problem.ts'
import { lockApplication } from '../storage/applications.ts'
import { deleteCommandedWindow, keepCommandedWindow } from '../storage/windows.ts'
import { elementAsked, refuseUnknown } from './element-asked.ts'
import { missing, theApplication } from './found.ts'
import { promisesOf } from './provider-promises.ts'

export interface WindowToSet extends AskedWindow {
  reason?: string | null | undefined
}

/** Deprecates an element of the provider, or moves its dates. True when no command had said so before. */
export async function setWindow(
  broker: Broker,
  name: string,
  text: string,
  { reason, ...asked }: WindowToSet
): Promise<{ element: string; isNew: boolean }> {
  const { text: element } = elementAsked(text, 'path')
  return broker.db.transaction(async tx => {
    const provider = await theApplication(tx, name)
    // Of two that move the same dates, the second sees what the first announced.
    await lockApplication(tx, provider.id)
    const promises = await promisesOf(tx, broker, provider)
    refuseUnknown(promises, element)
    const now = broker.now()
    const checked = checkWindow(asked, { announced: promises.announced.get(element), minimum: promises.minimum, now })
    if ('invalid' in checked) throw invalid(checked.invalid)
    if ('refused' in checked) throw new Problem('conflict', `${element} of ${name}: ${checked.refused.join('. ')}`)
    const window = { element, ...checked.dates, reason: reason ?? null }
    return { element, isNew: await keepCommandedWindow(tx, provider.id, window, now) }
  })
}

/** Takes back what was set by command; what documents say stays, and what was announced is remembered. */
export async function withdrawWindow({ db }: Broker, name: string, text: string): Promise<void> {
  const { text: element } = elementAsked(text, 'path')
  await db.transaction(async tx => {
    const { id } = await theApplication(tx, name)
    if (!(await deleteCommandedWindow(tx, id, element))) missing(`No window of ${element} of ${name} was set by command`)
  })
}
