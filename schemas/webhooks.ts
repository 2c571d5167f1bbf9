import { type Static, Type } from 'typebox'
import { Links, orNull, times } from './document.ts'

const textOrNull = (description: string) => Type.Optional(orNull(Type.String({ description })))

const side = (what: string) =>
  Type.Optional(
    orNull(
      Type.Object(
        { name: textOrNull(`The name of the ${what}.`), label: textOrNull(`A label that the ${what} has.`) },
        { description: `Calls are made for this ${what}, for every one with a label, or, left out, for any.` }
      )
    )
  )

const method = Type.String({ description: 'POST, unless the broker allows others.' })
const url = Type.String({
  description: 'Where the call goes. Template parameters (docs/webhooks.md) may stand anywhere but in the host.'
})
const body = Type.Optional(Type.Unknown({ description: 'Text, or any JSON. Template parameters are filled in.' }))
const event = Type.Object({ name: Type.String({ examples: ['contract_content_changed'] }) })

export const WebhookFields = Type.Object({
  description: textOrNull('What it is for.'),
  consumer: side('consumer'),
  provider: side('provider'),
  enabled: Type.Optional(orNull(Type.Boolean({ description: 'Default true.' }))),
  events: Type.Optional(orNull(Type.Array(event, { description: 'Default contract_content_changed.' }))),
  request: Type.Object({
    method,
    url,
    headers: Type.Optional(orNull(Type.Record(Type.String(), Type.String()))),
    body,
    username: textOrNull('For basic authentication.'),
    password: textOrNull('Left out, or as asterisks, in an update: the stored one is kept.')
  })
})
export type WebhookFields = Static<typeof WebhookFields>

const ShownSide = Type.Optional(Type.Object({ name: Type.Optional(Type.String()), label: Type.Optional(Type.String()) }))

/** Secrets are shown as asterisks. */
export const WebhookDocument = Type.Object({
  uuid: Type.String(),
  description: Type.String(),
  consumer: ShownSide,
  provider: ShownSide,
  enabled: Type.Boolean(),
  request: Type.Object({
    method,
    url,
    headers: Type.Record(Type.String(), Type.String()),
    body,
    username: Type.Optional(Type.String()),
    password: Type.Optional(Type.String())
  }),
  events: Type.Array(event),
  signingSecret: Type.Optional(
    Type.String({ description: 'With which the calls are signed. Only in the answer that creates the webhook.' })
  ),
  ...times,
  _links: Links
})

export const WebhooksDocument = Type.Object({
  _embedded: Type.Object({ webhooks: Type.Array(WebhookDocument) }),
  _links: Links
})

export const SigningSecret = Type.Object({ signingSecret: Type.String(), _links: Links })

const Message = Type.Object({ message: Type.String() })

export const WebhookExecution = Type.Object({
  success: Type.Boolean(),
  logs: Type.String(),
  request: Type.Optional(
    Type.Object({
      headers: Type.Record(Type.String(), Type.String()),
      body,
      url: Type.String({ description: 'Path and query.' })
    })
  ),
  response: Type.Optional(
    Type.Object({ status: Type.Integer(), headers: Type.Record(Type.String(), Type.String()), body: Type.Unknown() })
  ),
  error: Type.Optional(Message),
  message: Type.Optional(Type.String()),
  _links: Links
})

const status = Type.Unsafe<'not_run' | 'retrying' | 'success' | 'failure'>({
  type: 'string',
  enum: ['not_run', 'retrying', 'success', 'failure']
})

export const TriggeredWebhookDocument = Type.Object({
  uuid: Type.String(),
  name: Type.String(),
  status,
  attemptsMade: Type.Integer(),
  attemptsRemaining: Type.Integer(),
  triggerType: Type.String(),
  eventName: Type.String(),
  consumerName: Type.Optional(Type.String()),
  providerName: Type.Optional(Type.String()),
  triggeredAt: Type.String(),
  _links: Links
})

const triggeredWebhooks = Type.Object({ triggeredWebhooks: Type.Array(TriggeredWebhookDocument) })

export const TriggeredWebhooksDocument = Type.Object({ _embedded: triggeredWebhooks, _links: Links })

export const WebhookStatusDocument = Type.Object({
  summary: Type.Object({
    successful: Type.Integer(),
    failed: Type.Integer(),
    retrying: Type.Optional(Type.Integer()),
    notRun: Type.Optional(Type.Integer())
  }),
  _embedded: triggeredWebhooks,
  _links: Links
})

export const TriggeredWebhookLogs = Type.Object({
  eventName: Type.String(),
  consumerName: Type.Optional(Type.String()),
  providerName: Type.Optional(Type.String()),
  executions: Type.Array(Type.Object({ success: Type.Boolean(), logs: Type.String(), createdAt: Type.String() })),
  _embedded: Type.Object({ triggeredWebhook: Type.Object({ uuid: Type.String() }) }),
  _links: Links
})

export const DeadLettersReplayed = Type.Object({ replayed: Type.Integer({ description: 'How many.' }), _links: Links })
