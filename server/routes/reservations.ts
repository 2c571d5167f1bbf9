import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { gone, refusals } from '../../schemas/document.ts'
import { EnvironmentPath, UuidPath, VersionEnvironmentPath } from '../../schemas/paths.ts'
import { ReservationDocument, ReservationFields, ReservationsDocument, ReservingDocument } from '../../schemas/rollouts.ts'
import { missing, theEnvironment, theVersion } from '../actions/found.ts'
import { releaseReservation, reserveVersion } from '../actions/reserve-version.ts'
import type { Broker } from '../broker.ts'
import { usualReservation } from '../domain/reservations.ts'
import { matrixDocument } from '../hal/matrix.ts'
import { reservationDocument, reservationsDocument } from '../hal/rollouts.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkNames } from '../http/names.ts'
import { requestUrl } from '../http/request-url.ts'
import { findReservation, reservationsIn } from '../storage/held-versions.ts'

const tags = ['Reservations']
const path = '/pacticipants/:pacticipant/versions/:version/reservations/environment/:environment'
const onePath = '/reservations/:uuid'

export function reservationRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker

  async function describe(base: string, uuid: string) {
    const reservation = (await findReservation(db, uuid, now())) ?? missing(`No reservation has the UUID ${uuid}`)
    return reservationDocument(base, reservation, await theEnvironment(db, reservation.environmentUuid))
  }

  return async app => {
    app.get(
      path,
      {
        schema: {
          summary: 'The places that are held for the version in the environment now',
          tags,
          params: VersionEnvironmentPath,
          response: { 200: ReservationsDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const version = await theVersion(db, request.params.pacticipant, request.params.version)
        const { id } = await theEnvironment(db, request.params.environment)
        const base = baseUrlOf(request, config.baseUrl)
        const found = await reservationsIn(db, id, now(), version.id)
        return hal(reply, reservationsDocument(base, requestUrl(request, base), found))
      }
    )

    app.post(
      path,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Can this version be deployed there alone? If so, hold its place: the verdicts of others count it',
          tags,
          params: VersionEnvironmentPath,
          body: ReservationFields,
          response: {
            200: { ...ReservingDocument, description: 'It cannot be deployed, or that is not proved: nothing is reserved.' },
            201: { ...ReservingDocument, description: 'It can, and it is reserved; or its reservation has a new lease.' },
            ...refusals.invalid,
            ...refusals.notFound,
            ...refusals.mediaType
          }
        }
      },
      async (request, reply) => {
        const { pacticipant: application, version, environment } = request.params
        const { applicationInstance, lease, ignore } = request.body ?? {}
        const instance = applicationInstance ?? undefined
        if (instance !== undefined && instance !== '') checkNames({ applicationInstance: instance })
        const asked = { application, version, environment, instance, lease: (lease ?? usualReservation) * 1000, ignore }
        const made = await reserveVersion(broker, asked)
        broker.recorder?.record(made.answer.given)
        const base = baseUrlOf(request, config.baseUrl)
        const reservation = made.reservation === undefined ? null : await describe(base, made.reservation)
        const document = matrixDocument(made.answer, base, made.environment, { reservation }).text
        return made.reservation === undefined
          ? hal(reply, document)
          : hal(reply, document, base + urls.reservation(made.reservation))
      }
    )

    app.get(
      onePath,
      {
        schema: {
          summary: 'A reservation, while it lasts',
          tags,
          params: UuidPath,
          response: { 200: ReservationDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => hal(reply, await describe(baseUrlOf(request, config.baseUrl), request.params.uuid))
    )

    app.delete(
      onePath,
      {
        schema: {
          summary: 'Give the place back',
          tags,
          params: UuidPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        await releaseReservation(broker, request.params.uuid)
        return reply.code(204).send(null)
      }
    )

    app.get(
      '/environments/:environment/reservations',
      {
        schema: {
          summary: 'What is reserved in the environment now',
          tags,
          params: EnvironmentPath,
          response: { 200: ReservationsDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { id } = await theEnvironment(db, request.params.environment)
        const base = baseUrlOf(request, config.baseUrl)
        return hal(reply, reservationsDocument(base, requestUrl(request, base), await reservationsIn(db, id, now())))
      }
    )
  }
}
