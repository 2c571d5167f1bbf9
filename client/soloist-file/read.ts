import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { SoloistFile } from '../../schemas/soloist-file.ts'
import type { Finding, Schema } from '../checked-file/check-schema.ts'
import { readChecked } from '../checked-file/read.ts'
import { rulesOf } from './policies.ts'

/** What soloist.yml says, and where it was found. */
export interface FoundFile extends SoloistFile {
  file: string
}

const names = ['soloist.yml', 'soloist.yaml', 'soloist.json']

/** The file that is named, else the one in the folder; undefined where there is none. */
export async function findSoloistFile(named: string | undefined, folder: string): Promise<FoundFile | undefined> {
  const file = named ?? names.find(name => existsSync(resolve(folder, name)))
  return file === undefined ? undefined : readSoloistFile(file, folder)
}

/** Reads and checks the file; paths in it are then from the folder, no longer from the file's. */
export async function readSoloistFile(file: string, folder: string): Promise<FoundFile> {
  const { value, refuse } = await readChecked(file, folder, await schema())
  const content = value as SoloistFile
  refuse([...doubles(content), ...strangeRules(content)])
  const from = dirname(file)
  const at = (path: string) => (isAbsolute(path) ? path : join(from, path))
  return {
    ...content,
    file,
    ...(content.pacts === undefined ? {} : { pacts: at(content.pacts) }),
    ...(content.source === undefined ? {} : { source: content.source.map(at) }),
    ...(content.providerContracts === undefined
      ? {}
      : { providerContracts: content.providerContracts.map(each => ({ ...each, path: at(each.path) })) })
  }
}

/** The schema as editors have it: of what it is made nothing is needed here. */
export async function schema(): Promise<Schema> {
  return JSON.parse(await readFile(new URL('../../schemas/soloist.schema.json', import.meta.url), 'utf8')) as Schema
}

/** Two of one name or path would contradict each other. */
function doubles({ resources = [], topics = [], providerContracts = [], policies = [] }: SoloistFile): Finding[] {
  const sections = {
    resources: resources.map(({ path }) => path),
    topics: topics.map(({ name }) => name),
    providerContracts: providerContracts.map(({ name = 'default' }) => name),
    policies: policies.map(({ kind, environment }) => JSON.stringify([kind, environment]))
  }
  return Object.entries(sections).flatMap(([section, keys]) =>
    keys.flatMap((key, index) => (keys.indexOf(key) < index ? [{ path: [section, index], sentence: 'is there twice' }] : []))
  )
}

function strangeRules({ policies = [] }: SoloistFile): Finding[] {
  return policies.flatMap(({ kind, rule }, index) =>
    rulesOf[kind].includes(rule)
      ? []
      : [
          {
            path: ['policies', index, 'rule'],
            sentence: `is "${rule}"; for ${kind} it must be one of ${rulesOf[kind].join(', ')}`
          }
        ]
  )
}
