import { Type } from 'typebox'
import { noticed } from './deployments.ts'
import { Instant, Links, orNull, times } from './document.ts'
import { EnvironmentDocument } from './environments.ts'
import { MatrixAnswerDocument } from './matrix.ts'

const lease = (usual: number, longest: number) =>
  Type.Optional(
    orNull(Type.Integer({ minimum: 1, maximum: longest, description: `For how long, in seconds. Default: ${usual}.` }))
  )

const applicationInstance = Type.Optional(
  orNull(Type.String({ description: 'Which of several instances there. Default: none.' }))
)

/** Repeated for the version that is in progress, it begins a new lease. */
export const RolloutFields = orNull(Type.Object({ applicationInstance, lease: lease(3600, 2_592_000) }))

export const ReservationFields = orNull(
  Type.Object({
    applicationInstance,
    lease: lease(900, 604_800),
    ignore: Type.Optional(
      Type.Array(
        Type.Union([Type.String(), Type.Object({ pacticipant: Type.String(), version: Type.Optional(Type.String()) })]),
        { description: 'Applications, or versions of them, to leave out of the question.' }
      )
    )
  })
)

const who = {
  pacticipant: Type.Object({ name: Type.String(), _links: Links }),
  version: Type.Object({ number: Type.String(), _links: Links }),
  environment: Type.Optional(EnvironmentDocument)
}

const words = (...values: string[]) => Type.Union(values.map(value => Type.Literal(value)))

export const RolloutDocument = Type.Object({
  uuid: Type.String(),
  state: words('in-progress', 'finished', 'aborted', 'replaced'),
  overdue: Type.Optional(Type.Literal(true, { description: 'In progress, and its lease is over.' })),
  applicationInstance: Type.Optional(Type.String()),
  leaseUntil: Instant,
  ...times,
  endedAt: Type.Optional(Instant),
  ...noticed,
  _embedded: Type.Object(who),
  _links: Links
})

export const RolloutsDocument = Type.Object({
  _embedded: Type.Object({ rollouts: Type.Array(RolloutDocument) }),
  _links: Links
})

export const ReservationDocument = Type.Object({
  uuid: Type.String(),
  applicationInstance: Type.Optional(Type.String()),
  reservedAt: Instant,
  leaseUntil: Instant,
  _embedded: Type.Object(who),
  _links: Links
})

/** The answer of `/can-i-deploy`, and the reservation: only where that is yes. */
export const ReservingDocument = Type.Object({
  ...MatrixAnswerDocument.properties,
  reservation: Type.Union([ReservationDocument, Type.Null()])
})

export const ReservationsDocument = Type.Object({
  _embedded: Type.Object({ reservations: Type.Array(ReservationDocument) }),
  _links: Links
})
