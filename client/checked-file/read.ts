import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { wrong } from '../door.ts'
import { type Finding, findingsIn, type Schema } from './check-schema.ts'
import { readJson } from './json-places.ts'
import { offsetOf, placeIn } from './places.ts'
import { readYaml } from './yaml-places.ts'

/** A file that fits its schema. */
export interface CheckedFile {
  value: unknown
  /** Refuses the file for more than a schema can say, if there is anything; each finding with its line and column. */
  refuse(findings: readonly Finding[]): void
}

/** Reads YAML or JSON and checks it; every refusal names file, line and column. An empty file is an empty map. */
export async function readChecked(file: string, folder: string, schema: Schema): Promise<CheckedFile> {
  const text = await textOf(file, folder)
  const read = /^\s*[[{]/.test(text) ? readJson(text) : await readYaml(text)
  if ('sentence' in read) throw wrong(`${placeIn(file, text, read.at)}: ${read.sentence}.`)
  const { value, places } = read
  const told = ({ path, sentence }: Finding) =>
    `${placeIn(file, text, offsetOf(places, path))}: ${[...path, sentence].join(' ').replace(/[^.?]$/, '$&.')}`
  const refuse = (findings: readonly Finding[]) => {
    if (findings.length > 0) throw wrong(findings.map(told).join('\n'))
  }
  refuse(findingsIn(value ?? {}, schema))
  return { value: value ?? {}, refuse }
}

async function textOf(file: string, folder: string): Promise<string> {
  try {
    const bytes = await readFile(resolve(folder, file))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw wrong(`${file} cannot be read: ${(cause as Error).message}.`, cause)
  }
}
