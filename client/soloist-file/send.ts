import { SoloistError } from '../error.ts'
import type { Output } from '../output.ts'
import type { Soloist } from '../soloist.ts'
import type { FoundFile } from './read.ts'

export interface Sending {
  application: string
  version: string
  /** A file may be newer than the version at hand: what the version has declared already then stays. */
  ifUndeclared?: true
}

/** Tells the broker what the file says about the application and this version of it; nothing where it is about another application. */
export async function sendFile(
  broker: Soloist,
  file: FoundFile | undefined,
  { application, version, ifUndeclared }: Sending,
  out: Pick<Output, 'say'>
): Promise<void> {
  if (file === undefined || file.application !== application) return
  const { owner, contact, mainBranch, resources, policies } = file
  if (ifUndeclared && (await isDeclared(broker, { application, version }))) return
  if ([owner, contact, mainBranch].some(value => value !== undefined)) {
    await broker.updateApplication({ application, owner, contact, mainBranch })
  }
  if (resources !== undefined) {
    await whereKnown('resources', out, async () => {
      await broker.declareResources({ application, version, resources })
      const count = `${resources.length} store${resources.length === 1 ? '' : 's'}`
      out.say(`Declared: ${application} ${version} uses ${count} (from ${file.file})`)
    })
  }
  if (policies !== undefined) {
    await whereKnown('policies of repositories', out, async () => {
      const { notices } = await broker.declarePolicies({ application, version, policies })
      for (const { text } of notices) out.say(`${file.file}: ${text}.`)
    })
  }
}

async function isDeclared(broker: Soloist, version: { application: string; version: string }): Promise<boolean> {
  try {
    return (await broker.getResources(version)).declared
  } catch (error) {
    // A version that does not exist is not made here: that it was misspelt would never show.
    if (error instanceof SoloistError && error.code === 'not-found') return true
    throw error
  }
}

/** Other brokers of this kind know nothing of it, which is no reason to fail. */
async function whereKnown(what: string, out: Pick<Output, 'say'>, send: () => Promise<void>): Promise<void> {
  try {
    await send()
  } catch (error) {
    if (!(error instanceof SoloistError) || error.code !== 'not-found') throw error
    out.say(`This broker keeps no ${what}; those of the file are left out.`)
  }
}
