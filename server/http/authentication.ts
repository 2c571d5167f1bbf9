import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { type Access, accessNeeded, suffices } from '../domain/access.ts'
import { rememberUsers } from './users.ts'

/** What a request's credentials allow, and whose they are; undefined where an authority knows none of them. */
export interface Granted {
  access: Access
  user: string
}
export type Authority = (request: FastifyRequest) => Granted | undefined | Promise<Granted | undefined>

type AuthSettings = Pick<
  Config,
  | 'basicAuthEnabled'
  | 'basicAuthUsername'
  | 'basicAuthPassword'
  | 'basicAuthReadOnlyUsername'
  | 'basicAuthReadOnlyPassword'
  | 'allowPublicRead'
  | 'publicHeartbeat'
  | 'enablePublicBadgeAccess'
>

/** Also on when an account is set by half, so that a forgotten password never opens the broker. */
export function asksForCredentials(settings: AuthSettings): boolean {
  const { basicAuthUsername, basicAuthPassword, basicAuthReadOnlyUsername, basicAuthReadOnlyPassword } = settings
  const parts = [basicAuthUsername, basicAuthPassword, basicAuthReadOnlyUsername, basicAuthReadOnlyPassword]
  return settings.basicAuthEnabled ?? parts.some(part => part !== undefined)
}

/**
 * Asks for credentials before anything else looks at a request, whatever its path. Enabled without a read-write pair, nobody
 * can write. Reference 5.2.
 */
export function authenticate(app: FastifyInstance, settings: AuthSettings): void {
  rememberUsers(app)
  if (!asksForCredentials(settings)) return
  const authorities: Authority[] = [basicAuth(settings)]
  app.addHook('onRequest', async (request, reply) => {
    // The router ends a path at # as well: with what follows, an address could look like one that is public.
    const path = request.url.split(/[?#]/, 1)[0] as string
    const needed = accessNeeded(request.method, path, settings)
    if (needed === 'none') return
    for (const authority of authorities) {
      const granted = await authority(request)
      if (granted === undefined || !suffices(granted.access, needed)) continue
      request.user = granted.user
      return
    }
    // An account that may only read is answered alike: whoever has the right one is asked for it.
    return reply.code(401).header('WWW-Authenticate', 'Basic realm="Restricted area"').send()
  })
}

/** One or two accounts from the settings. */
export function basicAuth(settings: AuthSettings): Authority {
  const key = randomBytes(32)
  const digest = (text: string) => createHmac('sha256', key).update(text).digest()
  const account = (access: Access, username: string | undefined, password: string | undefined) =>
    username && password ? [{ access, username: digest(username), password: digest(password) }] : []
  const accounts = [
    ...account('write', settings.basicAuthUsername, settings.basicAuthPassword),
    ...account('read', settings.basicAuthReadOnlyUsername, settings.basicAuthReadOnlyPassword)
  ]
  return request => {
    const given = credentialsOf(request)
    if (given === undefined) return undefined
    const [username, password] = [digest(given.username), digest(given.password)]
    // Every account is compared in full, so that the time taken tells nothing about any.
    const matching = accounts.filter(account => {
      const [sameName, samePassword] = [timingSafeEqual(username, account.username), timingSafeEqual(password, account.password)]
      return sameName && samePassword
    })
    return matching[0] && { access: matching[0].access, user: given.username }
  }
}

function credentialsOf({ headers: { authorization = '' } }: FastifyRequest): { username: string; password: string } | undefined {
  const encoded = /^basic +([\w+/=-]+) *$/i.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon === -1 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) }
}
