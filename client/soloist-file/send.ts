import { SoloistError } from '../error.ts'
import type { Output } from '../output.ts'
import type { Soloist } from '../soloist.ts'
import type { FoundFile } from './read.ts'

export interface Sending {
  application: string
  version: string
  /** Of the version. What is about the application as a whole is said by its main branch alone, where the file names it. */
  branch?: string | undefined
  /** It was published before, perhaps with another file: what it has declared stays, and of the application nothing is said. */
  deployed?: true
}

/** Tells the broker what the file says about the application and this version of it; nothing where it is about another application. */
export async function sendFile(broker: Soloist, file: FoundFile | undefined, sending: Sending, out: Told): Promise<void> {
  const { application, version, branch, deployed } = sending
  if (file === undefined || file.application !== application) return
  if (deployed !== undefined && (await isDeclared(broker, { application, version }))) return
  const isMain = file.mainBranch === undefined || file.mainBranch === branch
  if (deployed === undefined && isMain) await sendApplication(broker, file, out)
  await sendVersion(broker, file, version, out)
}

type Told = Pick<Output, 'say'>

async function sendApplication(broker: Soloist, { application, owner, contact, mainBranch, topics }: FoundFile, out: Told) {
  if ([owner, contact, mainBranch].some(value => value !== undefined)) {
    await broker.updateApplication({ application, owner, contact, mainBranch })
  }
  if (topics === undefined) return
  await whereKnown('topics', out, async () => {
    for (const { name, retention } of topics) await broker.setTopic({ application, topic: name, retention })
  })
}

async function sendVersion(broker: Soloist, { file, application, resources, policies }: FoundFile, version: string, out: Told) {
  if (resources !== undefined) {
    await whereKnown('resources', out, async () => {
      await broker.declareResources({ application, version, resources })
      const count = `${resources.length} store${resources.length === 1 ? '' : 's'}`
      out.say(`Declared: ${application} ${version} uses ${count} (from ${file})`)
    })
  }
  if (policies !== undefined) {
    await whereKnown('policies of repositories', out, async () => {
      const { notices } = await broker.declarePolicies({ application, version, policies })
      for (const { text } of notices) out.say(`${file}: ${text}.`)
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
async function whereKnown(what: string, out: Told, send: () => Promise<void>): Promise<void> {
  try {
    await send()
  } catch (error) {
    if (!(error instanceof SoloistError) || error.code !== 'not-found') throw error
    out.say(`This broker keeps no ${what}; those of the file are left out.`)
  }
}
