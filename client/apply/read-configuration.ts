import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Configuration } from '../../schemas/apply.ts'
import { wrong } from '../door.ts'
import { findingsIn, type Schema } from './check-schema.ts'
import { readJson } from './json-places.ts'
import { offsetOf, placeIn } from './places.ts'
import { fillVariables } from './variables.ts'
import { readYaml } from './yaml-places.ts'

/** Reads the file, checks it and puts in the variables of the environment; every refusal names file, line and column. */
export async function readConfiguration(
  file: string,
  folder: string,
  env: Record<string, string | undefined>
): Promise<Configuration> {
  const text = await textOf(file, folder)
  const read = /^\s*[[{]/.test(text) ? readJson(text) : await readYaml(text)
  if ('sentence' in read) throw wrong(`${placeIn(file, text, read.at)}: ${read.sentence}.`)
  const { value, places } = read
  // What is refused is told as it stands in the file, before secrets are put in.
  const { configurationSchema } = await import('../../schemas/apply.ts')
  const findings = value === null ? [] : findingsIn(value, configurationSchema as Schema)
  const told = (path: Array<string | number>, sentence: string) =>
    `${placeIn(file, text, offsetOf(places, path))}: ${[...path, sentence].join(' ').replace(/[^.?]$/, '$&.')}`
  if (findings.length === 0) findings.push(...doubles((value ?? {}) as Configuration))
  const { filled, unset } = fillVariables(value ?? {}, env)
  findings.push(...unset.map(({ path, name }) => ({ path, sentence: `needs the variable ${name}, which is not set` })))
  if (findings.length > 0) throw wrong(findings.map(({ path, sentence }) => told(path, sentence)).join('\n'))
  return filled as Configuration
}

async function textOf(file: string, folder: string): Promise<string> {
  try {
    const bytes = await readFile(resolve(folder, file))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw wrong(`${file} cannot be read: ${(cause as Error).message}.`, cause)
  }
}

/** Two wishes for one thing would make each run undo half of the other. */
function doubles(configuration: Configuration) {
  const { environments = [], applications = [], policies = [], webhooks = [] } = configuration
  const scope = ({ kind, consumer, provider, environment }: (typeof policies)[number]) =>
    JSON.stringify([kind, consumer, provider, environment])
  const sections = {
    environments: environments.map(({ name }) => name),
    applications: applications.map(({ name }) => name),
    policies: policies.map(scope),
    webhooks: webhooks.map(({ name }) => name)
  }
  return Object.entries(sections).flatMap(([section, keys]) =>
    keys.flatMap((key, index) => (keys.indexOf(key) < index ? [{ path: [section, index], sentence: 'is there twice' }] : []))
  )
}
