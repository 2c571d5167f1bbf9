import { Type } from 'typebox'
import { Instant, Links, orNull, times } from './document.ts'
import { EnvironmentDocument } from './environments.ts'
import { identity } from './versions.ts'

const instance = Type.Optional(orNull(Type.String()))

/** One of several instances of the application in the environment; `target` is its old name. */
export const DeploymentFields = orNull(Type.Object({ applicationInstance: instance, target: instance, ...identity }))

/** Only `false` makes sense: what ended is deployed or released anew. */
export const DeploymentChange = orNull(Type.Object({ currentlyDeployed: Type.Optional(Type.Boolean()) }))

const supportedUntil = Type.Optional(
  orNull(Type.String({ description: 'The last day, UTC, on which the release counts: 2026-01-31. Null for no end.' }))
)

/** A release that is repeated without a day keeps the one it has. */
export const ReleaseFields = orNull(Type.Object({ supportedUntil }))
export const ReleaseChange = orNull(Type.Object({ currentlySupported: Type.Optional(Type.Boolean()), supportedUntil }))

export const DeployedQuery = Type.Object({
  pacticipant: Type.Optional(Type.String({ description: 'Only of this application.' })),
  applicationInstance: Type.Optional(orNull(Type.String({ description: 'Only this instance; empty means none.' }))),
  target: Type.Optional(orNull(Type.String({ description: 'Old name of applicationInstance.' })))
})

export const SupportedQuery = Type.Object({
  pacticipant: Type.Optional(Type.String({ description: 'Only of this application.' })),
  version: Type.Optional(Type.String({ description: 'Only this version.' }))
})

/** What was noticed when it was recorded. */
export const noticed = {
  notices: Type.Optional(
    Type.Array(Type.Object({ type: Type.String(), text: Type.String() }), {
      description: 'Only where it was just recorded: what does not fit, or is not proved to fit, what is there.'
    })
  )
}

const who = {
  pacticipant: Type.Optional(Type.Object({ name: Type.String(), _links: Links })),
  version: Type.Optional(Type.Object({ number: Type.String(), _links: Links })),
  environment: Type.Optional(EnvironmentDocument)
}

export const DeployedVersionDocument = Type.Object({
  uuid: Type.String(),
  currentlyDeployed: Type.Boolean(),
  applicationInstance: Type.Optional(Type.String()),
  target: Type.Optional(Type.String()),
  ...times,
  undeployedAt: Type.Optional(Instant),
  ...noticed,
  _embedded: Type.Optional(Type.Object(who)),
  _links: Links
})

export const ReleasedVersionDocument = Type.Object({
  uuid: Type.String(),
  currentlySupported: Type.Boolean(),
  supportedUntil: Type.Optional(Type.String({ description: 'The last day, UTC, on which it counts.' })),
  ...times,
  supportEndedAt: Type.Optional(Instant),
  ...noticed,
  _embedded: Type.Optional(Type.Object(who)),
  _links: Links
})

export const DeployedVersionsDocument = Type.Object({
  _embedded: Type.Object({ deployedVersions: Type.Array(DeployedVersionDocument) }),
  _links: Links
})

export const ReleasedVersionsDocument = Type.Object({
  _embedded: Type.Object({ releasedVersions: Type.Array(ReleasedVersionDocument) }),
  _links: Links
})
