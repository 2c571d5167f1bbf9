import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { refusals } from '../../schemas/document.ts'
import { ProviderBranchPath, ProviderEnvironmentPath, ProviderPath } from '../../schemas/pact-paths.ts'
import { ProviderStates } from '../../schemas/provider-states.ts'
import { expectedStates } from '../actions/provider-states.ts'
import type { Broker } from '../broker.ts'
import { providerStatesDocument } from '../hal/provider-states.ts'
import { hal } from '../http/hal.ts'

const path = '/pacts/provider/:provider/provider-states'
const tags = ['Pacts']
const response = { 200: ProviderStates, ...refusals.notFound }

export function providerStateRoutes({ db }: Broker): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      path,
      { schema: { summary: 'The states that main branches expect of a provider', tags, params: ProviderPath, response } },
      async (request, reply) => hal(reply, providerStatesDocument(await expectedStates(db, request.params)))
    )
    app.get(
      `${path}/branch/:branch`,
      { schema: { summary: 'The states that a branch expects of a provider', tags, params: ProviderBranchPath, response } },
      async (request, reply) => hal(reply, providerStatesDocument(await expectedStates(db, request.params)))
    )
    app.get(
      `${path}/environment/:environment`,
      {
        schema: {
          summary: 'The states that what runs in an environment expects of a provider',
          tags,
          params: ProviderEnvironmentPath,
          response
        }
      },
      async (request, reply) => hal(reply, providerStatesDocument(await expectedStates(db, request.params)))
    )
  }
}
