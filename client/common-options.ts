import type { Command, Options } from './command.ts'

/** Options of every command that speaks with a broker. */
export const commonOptions = {
  'broker-base-url': {
    type: 'string',
    short: 'b',
    value: 'URL',
    help: 'Where the broker is (SOLOIST_BROKER_URL, PACT_BROKER_BASE_URL; else http://127.0.0.1:9292)'
  },
  'broker-token': { type: 'string', short: 'k', value: 'TOKEN', help: 'Bearer token (SOLOIST_TOKEN, PACT_BROKER_TOKEN)' },
  'broker-username': { type: 'string', short: 'u', value: 'NAME', help: 'Basic auth (SOLOIST_USERNAME, PACT_BROKER_USERNAME)' },
  'broker-password': { type: 'string', short: 'p', value: 'WORD', help: 'Basic auth (SOLOIST_PASSWORD, PACT_BROKER_PASSWORD)' },
  'custom-header': { type: 'string', multiple: true, value: '"NAME: VALUE"', help: 'Sent with every request; repeatable' },
  output: {
    type: 'string',
    short: 'o',
    value: 'FORM',
    help: "text, markdown, junit, github, or json: the broker's document (SOLOIST_OUTPUT; else text, in GitHub Actions github)"
  },
  report: { type: 'string', multiple: true, value: 'FORM=FILE', help: 'Write the answer to a file as well; repeatable' },
  verbose: { type: 'boolean', short: 'v', help: 'Leave nothing out' },
  help: { type: 'boolean', help: 'This help' }
} as const satisfies Options

/** A command's own options and those of all; -h is the help where no other option has it. */
export function optionsOf({ options }: Command): Options {
  const taken = Object.values(options).some(({ short }) => short === 'h')
  return { ...commonOptions, help: taken ? commonOptions.help : { ...commonOptions.help, short: 'h' }, ...options }
}

/** The application that a command is about, under the names that clients know. */
export const application = {
  type: 'string',
  short: 'a',
  aliases: ['application', 'name'],
  needed: true,
  value: 'NAME',
  inFile: 'application',
  help: 'The application'
} as const

/** Of commands that read soloist.yml. */
export const config = {
  type: 'string',
  value: 'FILE',
  help: 'What the repository says of its application; else soloist.yml in this folder, if there is one'
} as const

export const version = {
  type: 'string',
  short: 'e',
  aliases: ['application-version', 'pacticipant-version'],
  value: 'VERSION',
  help: 'Its version; else the commit that CI or git tell'
} as const

export const environment = {
  type: 'string',
  aliases: ['to-environment', 'uuid'],
  needed: true,
  value: 'NAME',
  help: 'The environment, by name or uuid'
} as const

export const applicationInstance = {
  type: 'string',
  aliases: ['target', 'instance'],
  value: 'NAME',
  help: 'Which of several instances there'
} as const

/** What a version is. */
export const identity = {
  'artifact-digest': { type: 'string', value: 'DIGEST', help: 'Of what was built, such as sha256:…; said once' },
  'source-fingerprint': { type: 'string', value: 'FINGERPRINT', help: 'Of what it was built from; said once' },
  'source-path': {
    type: 'string',
    multiple: true,
    value: 'PATH',
    help: 'Instead: find that fingerprint, as the command fingerprint does; repeatable'
  }
} as const
