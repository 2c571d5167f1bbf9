/**
 * What `soloist apply` brings to a broker, as plain JSON Schema: the command needs it as a value, without any dependency, and so do
 * editors (`soloist apply --print-schema`). A section that is left out is left alone.
 */
export interface Configuration {
  environments?: EnvironmentWanted[]
  applications?: ApplicationWanted[]
  policies?: PolicyWanted[]
  webhooks?: WebhookWanted[]
}

export interface EnvironmentWanted {
  name: string
  displayName?: string
  production: boolean
  contacts?: Array<{ name: string; details?: Record<string, unknown> }> | null
}

export interface ApplicationWanted {
  name: string
  displayName?: string
  mainBranch?: string | null
  repositoryUrl?: string | null
  repositoryName?: string | null
  repositoryNamespace?: string | null
  owner?: string | null
  contact?: string | null
  /** Exactly these are wanted; others go with `--prune labels` only. */
  labels?: string[]
}

export interface PolicyWanted {
  kind:
    | 'provider-not-deployed'
    | 'no-content'
    | 'evidence'
    | 'equivalence'
    | 'minimum-window'
    | 'after-sunset'
    | 'window'
    | 'shared-persistence'
  consumer?: string
  provider?: string
  environment?: string
  rule: string
  until?: string
  reason: string
}

export type Side = { name: string } | { label: string }

export interface WebhookWanted {
  /** Makes its uuid, so that it is the same webhook the next time. */
  name: string
  description?: string
  consumer?: Side
  provider?: Side
  enabled?: boolean
  events?: string[]
  request: {
    method: string
    url: string
    headers?: Record<string, string>
    body?: unknown
    username?: string
    password?: string
  }
}

const text = { type: 'string', minLength: 1 }
const textOrNull = { type: ['string', 'null'], minLength: 1 }

/** Of exactly these members. */
const map = (properties: object, required: string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties
})
const list = (items: object) => ({ type: 'array', items })

const side = { ...map({ name: text, label: text }), minProperties: 1, maxProperties: 1 }

export const configurationSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'What soloist apply brings to a broker',
  ...map({
    $schema: text,
    environments: list(
      map(
        {
          name: text,
          displayName: text,
          production: { type: 'boolean' },
          contacts: { type: ['array', 'null'], items: map({ name: text, details: { type: 'object' } }, ['name']) }
        },
        ['name', 'production']
      )
    ),
    applications: list(
      map(
        {
          name: text,
          displayName: text,
          mainBranch: textOrNull,
          repositoryUrl: textOrNull,
          repositoryName: textOrNull,
          repositoryNamespace: textOrNull,
          owner: textOrNull,
          contact: textOrNull,
          labels: list(text)
        },
        ['name']
      )
    ),
    policies: list(
      map(
        {
          kind: {
            type: 'string',
            enum: [
              'provider-not-deployed',
              'no-content',
              'evidence',
              'equivalence',
              'minimum-window',
              'after-sunset',
              'window',
              'shared-persistence'
            ]
          },
          consumer: text,
          provider: text,
          environment: text,
          // Which rule fits which kind, the broker tells: one of them is a number of days.
          rule: text,
          until: text,
          reason: text
        },
        ['kind', 'rule', 'reason']
      )
    ),
    webhooks: list(
      map(
        {
          name: text,
          description: text,
          consumer: side,
          provider: side,
          enabled: { type: 'boolean' },
          events: { ...list(text), minItems: 1 },
          request: map(
            {
              method: text,
              url: text,
              headers: { type: 'object', additionalProperties: { type: 'string' } },
              body: {},
              username: text,
              password: text
            },
            ['method', 'url']
          )
        },
        ['name', 'request']
      )
    )
  })
}
