import helmet from '@fastify/helmet'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyInstance } from 'fastify'
import type { Broker } from './broker.ts'
import { authenticate } from './http/authentication.ts'
import { believeProxies } from './http/base-url.ts'
import { readBodies } from './http/bodies.ts'
import { completeMethods } from './http/methods.ts'
import { describeApi } from './http/openapi.ts'
import { openHalBrowser } from './http/pages-for-people.ts'
import { parseRackQuery } from './http/rack-query.ts'
import { answerRefusals } from './http/refusals.ts'
import { findStoredNames } from './http/stored-names.ts'
import { version } from './package.ts'
import { recordVerdicts } from './recording.ts'
import { routes } from './routes/index.ts'

/** Four bytes of UTF-8 a character, three characters a byte once encoded: the longest name in a path. */
const longestSegment = 255 * 4 * 3
/** Metadata tokens carry several names. */
const longestToken = 16_000

/** Pages bring no inline scripts or styles and nothing from elsewhere. `upgrade-insecure-requests` would break a broker without TLS. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"]
  }
}

/** The whole server as a value: it does not listen, and tests speak to it with `inject`. */
export async function buildApp(broker: Broker): Promise<FastifyInstance> {
  const { config } = broker
  const app = fastify({
    bodyLimit: config.bodyLimit,
    keepAliveTimeout: config.keepAliveTimeout,
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel, redact: ['req.headers.authorization'] },
    routerOptions: {
      maxParamLength: Math.max(longestSegment, longestToken),
      ignoreTrailingSlash: true,
      querystringParser: text => parseRackQuery(text) as Record<string, unknown>
    },
    ajv: { customOptions: { allErrors: true, coerceTypes: false, removeAdditional: false, useDefaults: false } }
  }).withTypeProvider<TypeBoxTypeProvider>()

  // Answers are described by schemas and tested against them, but not cut down to them: a link that a schema forgot still arrives.
  app.setSerializerCompiler(() => value => JSON.stringify(value))
  authenticate(app, config)
  believeProxies(app, config.trustProxy)
  await app.register(helmet, { hsts: false, crossOriginResourcePolicy: false, contentSecurityPolicy })
  readBodies(app)
  answerRefusals(app, config.baseUrl)
  app.addHook('onSend', async (_request, reply) => {
    reply.header('X-Pact-Broker-Version', version)
    if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-cache')
    reply.header('Vary', 'Accept')
  })
  openHalBrowser(app, config.baseUrl)
  await describeApi(app)
  if (!config.caseSensitiveNames) findStoredNames(app, broker.db)
  const complete = completeMethods(app)
  const recorder = recordVerdicts(broker, error => app.log.error({ err: error }, 'recording verdicts failed'))
  app.addHook('onClose', () => recorder.flush())
  for (const route of routes) await app.register(route({ ...broker, recorder }))
  complete()
  await app.ready()
  return app
}
