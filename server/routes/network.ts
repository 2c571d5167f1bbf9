import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { refusals } from '../../schemas/document.ts'
import { GroupQuery, networkForm } from '../../schemas/overview.ts'
import { ApplicationPath } from '../../schemas/paths.ts'
import { networkOf, wholeNetwork } from '../actions/show-network.ts'
import type { Broker } from '../broker.ts'
import { urls } from '../hal/urls.ts'
import { csv } from '../http/csv.ts'
import { wholeNumber } from '../http/pages.ts'

const tags = ['Overview']
const response = { 200: networkForm }

export function networkRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/groups/:pacticipant',
      {
        schema: {
          summary: 'The applications that are connected with one, directly or through others, as CSV',
          tags,
          params: ApplicationPath,
          querystring: GroupQuery,
          response: { ...response, ...refusals.invalid, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { pacticipant } = request.params
        const { maxPacticipants } = request.query
        const most = maxPacticipants === undefined ? broker.config.networkMaxApplications : wholeNumber({ maxPacticipants })
        // An application may be called x.csv; else the ending says what the answer is, as it always is.
        return csv(reply, await networkOf(broker, [pacticipant, pacticipant.replace(/\.csv$/, '')], most))
      }
    )

    for (const path of [urls.relationships, `${urls.relationships}.csv`]) {
      app.get(
        path,
        { schema: { summary: 'All applications that have a pact with each other, as CSV', tags, response } },
        async (_request, reply) => csv(reply, await wholeNetwork(broker))
      )
    }
  }
}
