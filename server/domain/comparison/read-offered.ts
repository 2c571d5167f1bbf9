import type { Offered } from './compare-contract.ts'
import { readApi } from './documents/read-api.ts'
import type { Json } from './json.ts'
import { readMessages } from './messages/read-catalogue.ts'

/** All that a provider version offers, from its parsed documents. A document of no known kind offers nothing. */
export function readOffered(documents: ReadonlyArray<{ name: string; content: Json }>): Offered {
  return {
    apis: documents.flatMap(({ name, content }) => {
      const api = readApi(content, name)
      return api === undefined
        ? []
        : { ...api, operations: api.operations.map(operation => ({ ...operation, documentName: name })) }
    }),
    catalogues: documents.flatMap(({ name, content }) => {
      const catalogue = readMessages(content, name)
      return catalogue === undefined
        ? []
        : { ...catalogue, offers: catalogue.offers.map(offer => ({ ...offer, documentName: name })) }
    })
  }
}
