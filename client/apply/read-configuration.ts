import type { Configuration } from '../../schemas/apply.ts'
import type { Schema } from '../checked-file/check-schema.ts'
import { readChecked } from '../checked-file/read.ts'
import { fillVariables } from './variables.ts'

/** Reads the file, checks it and puts in the variables of the environment; every refusal names file, line and column. */
export async function readConfiguration(
  file: string,
  folder: string,
  env: Record<string, string | undefined>
): Promise<Configuration> {
  const { configurationSchema } = await import('../../schemas/apply.ts')
  const { value, refuse } = await readChecked(file, folder, configurationSchema as Schema)
  // What is refused is told as it stands in the file, before secrets are put in.
  const { filled, unset } = fillVariables(value, env)
  refuse([
    ...doubles(value as Configuration),
    ...unset.map(({ path, name }) => ({ path, sentence: `needs the variable ${name}, which is not set` }))
  ])
  return filled as Configuration
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
