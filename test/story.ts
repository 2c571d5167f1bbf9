import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Test } from 'tap'
import { buildApp } from '../server/app.ts'
import type { Broker } from '../server/broker.ts'
import { type Config, readConfig } from '../server/config.ts'
import { encodeName } from '../server/hal/urls.ts'
import { outgoing, type Send } from '../server/outgoing/send.ts'
import { secretsWith } from '../server/secrets.ts'
import type { OnStatement } from '../server/storage/database.ts'
import { checkAnswers } from './answers.ts'
import { type Engine, freshDatabase } from './engines.ts'
import { collectRoutes, type Route, watched } from './routes.ts'

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look at documents whose shape is what they test
  body: any
  text: string
  headers: Record<string, unknown>
}

export type Story = Awaited<ReturnType<typeof tellStory>>

interface Setting {
  engine?: Engine
  config?: Partial<Config>
  now?: () => number
  /** Stands in for the network. */
  send?: Send
  onStatement?: OnStatement
}

/** A broker of the test's own, spoken to over HTTP (without a port), and what happens told in the users' words. */
export async function tellStory(t: Test, { engine = 'sqlite', config = {}, now = Date.now, send, onStatement }: Setting = {}) {
  const db = await freshDatabase(t, engine, onStatement)
  const settings = { ...readConfig({ SOLOIST_LOG_LEVEL: 'silent', SOLOIST_SEED_ENVIRONMENTS: 'false' }), ...config }
  const secrets = secretsWith(['a key that only the tests of this project know'])
  const broker: Broker = { db, config: settings, now, send: send ?? outgoing(settings), secrets }
  let routes: Route[] = []
  const app = await watched(
    () => buildApp(broker),
    begun => {
      routes = collectRoutes(begun)
      checkAnswers(t, begun, routes)
    }
  )
  t.teardown(() => app.close())
  return { broker, app, routes, ...storyOf(t, app) }
}

function storyOf(t: Test, app: FastifyInstance) {
  const environments = new Map<string, string>()

  async function request(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const type = { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }
    const payload = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    const options = { method, url, headers: { ...(payload === undefined ? {} : type), ...headers } } as InjectOptions
    const reply = await app.inject(payload === undefined ? options : { ...options, payload })
    const json = /json/.test(String(reply.headers['content-type'])) && reply.body !== ''
    return { status: reply.statusCode, body: json ? JSON.parse(reply.body) : undefined, text: reply.body, headers: reply.headers }
  }

  async function must(expected: number[], method: string, url: string, body?: unknown): Promise<Answer> {
    const answer = await request(method, url, body)
    if (!expected.includes(answer.status)) t.fail(`${method} ${url} answered ${answer.status}: ${answer.text}`)
    return answer
  }

  const get = (url: string, headers?: Record<string, string>) => request('GET', url, undefined, headers)
  const version = (name: string, number: string) => `/pacticipants/${encodeName(name)}/versions/${encodeName(number)}`

  return {
    request,
    must,
    get,
    application: (name: string, rest: object = {}) => must([201], 'POST', '/pacticipants', { name, ...rest }),
    environment: async (name: string, production = false) => {
      const { body } = await must([201], 'POST', '/environments', { name, production })
      environments.set(name, body.uuid)
    },
    /** Publishes for each provider a pact with one interaction, made from the content's number. */
    published: (
      consumer: string,
      number: string,
      contracts: Record<string, number | object>,
      rest: { branch?: string; tags?: string[]; buildUrl?: string } = {}
    ) =>
      must([200], 'POST', '/contracts/publish', {
        pacticipantName: consumer,
        pacticipantVersionNumber: number,
        ...rest,
        contracts: Object.entries(contracts).map(([provider, content]) => ({
          consumerName: consumer,
          providerName: provider,
          specification: 'pact',
          contentType: 'application/json',
          content: toBase64(typeof content === 'number' ? pactOf(consumer, provider, content) : content)
        }))
      }),
    /** The result of verifying what a consumer version published, by a provider version. */
    verified: async (consumer: string, number: string, provider: string, providerNumber: string, success = true, rest = {}) => {
      const pact = await must([200], 'GET', pactUrl(provider, consumer, number))
      const { pathname } = new URL(pact.body._links['pb:publish-verification-results'].href)
      return must([201], 'POST', pathname, { success, providerApplicationVersion: providerNumber, ...rest })
    },
    branched: (name: string, number: string, branch: string) =>
      must(
        [200, 201],
        'PUT',
        `/pacticipants/${encodeName(name)}/branches/${encodeName(branch)}/versions/${encodeName(number)}`,
        {}
      ),
    tagged: (name: string, number: string, tag: string) =>
      must([200, 201], 'PUT', `${version(name, number)}/tags/${encodeName(tag)}`, {}),
    deployed: (name: string, number: string, environment: string, applicationInstance?: string) =>
      must(
        [201],
        'POST',
        `${version(name, number)}/deployed-versions/environment/${environments.get(environment)}`,
        applicationInstance === undefined ? {} : { applicationInstance }
      ),
    released: (name: string, number: string, environment: string, rest: { supportedUntil?: string | null } = {}) =>
      must([200, 201], 'POST', `${version(name, number)}/released-versions/environment/${environments.get(environment)}`, rest),
    environmentId: (name: string) => environments.get(name),
    canIDeploy: async (name: string, number: string, environment: string, more = '') => {
      const query = `pacticipant=${encodeName(name)}&version=${encodeName(number)}&environment=${encodeName(environment)}${more}`
      return (await must([200], 'GET', `/can-i-deploy?${query}`)).body
    }
  }
}

export const pactUrl = (provider: string, consumer: string, number: string) =>
  `/pacts/provider/${encodeName(provider)}/consumer/${encodeName(consumer)}/version/${encodeName(number)}`

export const toBase64 = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64')

/** A pact with one interaction. */
export function pactOf(consumer: string, provider: string, content: number) {
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: [
      {
        description: `request ${content}`,
        providerState: `state ${content % 3}`,
        request: { method: 'GET', path: `/things/${content}` },
        response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: { id: content } }
      }
    ],
    metadata: { pactSpecification: { version: '2.0.0' } }
  }
}
