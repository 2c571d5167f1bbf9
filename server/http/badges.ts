import { makeBadge } from 'badge-maker'
import type { FastifyReply } from 'fastify'
import type { Config } from '../config.ts'
import type { Badge } from '../domain/badges.ts'
import { shieldsAddress } from '../hal/badges.ts'
import { sendText } from './send-text.ts'

/** Sends to where the badge is drawn, or draws it. */
export function sendBadge(reply: FastifyReply, { badgeMode, shieldsBaseUrl }: Config, badge: Badge): FastifyReply {
  if (badgeMode === 'redirect') return reply.code(307).header('Location', shieldsAddress(shieldsBaseUrl, badge)).send()
  const { left, right, colour } = badge
  return sendText(reply, 'image/svg+xml', makeBadge({ label: drawable(left), message: drawable(right), color: colour }))
}

/** XML has no words for these two, however they are escaped; other characters that it lacks are in no name. */
const drawable = (text: string) => text.replace(/[\ufffe\uffff]/g, '\ufffd')
