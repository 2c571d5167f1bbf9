import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Json } from '../../server/domain/comparison/json.ts'

// The test runs compiled; the scenarios are beside the sources.
const root = new URL('../../../test/comparison/scenarios/', import.meta.url)

export interface Scenario {
  name: string
  contract?: Json
  document?: Json
  next?: Json
  /** What is to be found, one text each: `severity code path`. */
  findings: string[]
}

/** Every folder is a scenario. A new one needs no code. */
export function scenarios(): Scenario[] {
  return readdirSync(root)
    .sort()
    .map(name => {
      const read = (file: string): Json | undefined => {
        const found = [`${file}.json`, `${file}.yaml`].map(each => new URL(`${name}/${each}`, root)).find(url => existsSync(url))
        return found === undefined ? undefined : (parse(readFileSync(found, 'utf8')) as Json)
      }
      const [contract, document, next] = ['contract', 'document', 'next'].map(read)
      return {
        name,
        findings: read('findings') as string[],
        ...(contract !== undefined && { contract }),
        ...(document !== undefined && { document }),
        ...(next !== undefined && { next })
      }
    })
}
