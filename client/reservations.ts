import { path } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked } from './door.ts'
import { findEnvironment } from './environments.ts'
import type { Exchange } from './exchange.ts'
import { type Ignored, type MatrixDocument, withSummary } from './questions.ts'

export interface Reservation extends Document {
  uuid: string
  applicationInstance?: string
  reservedAt: string
  leaseUntil: string
  _embedded: { pacticipant: { name: string }; version: { number: string } }
}

export type ReservationList = List<'reservations', Reservation>

/** The answer, and the reservation where it is yes. */
export type Reserving = MatrixDocument & { reservation: Reservation | null }

export type ReservationMethods = ReturnType<typeof reservationMethods>

export function reservationMethods(exchange: Exchange) {
  const { baseUrl, read, write } = exchange

  return {
    /**
     * Can this version be deployed there, alone? If so, its place is held for the lease (in seconds; else 15 minutes): until it is deployed
     * or released, the verdicts of others count it.
     */
    async reserve(asked: {
      application: string
      version: string
      environment: string
      applicationInstance?: string | undefined
      lease?: number | undefined
      ignore?: readonly Ignored[] | undefined
    }): Promise<Reserving> {
      checkAsked(asked, ['application', 'version', 'environment'], ['applicationInstance', 'lease', 'ignore'])
      const { application, version, environment, applicationInstance, lease } = asked
      const { uuid } = await findEnvironment(exchange, environment)
      const ignore = asked.ignore?.map(ignored => {
        checkAsked(ignored, ['application'], ['version'])
        return { pacticipant: ignored.application, version: ignored.version }
      })
      const address = path`/pacticipants/${application}/versions/${version}/reservations/environment/${uuid}`
      const reserving = await write<Reserving>('POST', address, { applicationInstance, lease, ignore })
      return withSummary(reserving, baseUrl + address)
    },

    async listReservations(asked: { environment: string }): Promise<ReservationList> {
      checkAsked(asked, ['environment'])
      return read(path`/environments/${(await findEnvironment(exchange, asked.environment)).uuid}/reservations`)
    },

    /** Gives the place back before its time. */
    async releaseReservation(asked: { uuid: string }): Promise<void> {
      checkAsked(asked, ['uuid'])
      return write('DELETE', path`/reservations/${asked.uuid}`)
    }
  }
}
