import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from './base-url.ts'

const apiTypes = [
  'application/hal+json',
  'application/problem+json',
  'application/json',
  'text/csv',
  'application/yaml',
  'text/plain'
]
const asset = /\.(js|woff2?|css|png|html|map|ttf|ico)$/

/** Whether a person asks, with a browser; else it is a program, and gets a document. Reference 1.1.2. */
export function isForPeople(request: FastifyRequest): boolean {
  const { accept = '' } = request.headers
  const path = request.url.split('?', 1)[0] as string
  if (accept.trim() === '' || apiTypes.some(type => accept.includes(type))) return false
  if (accept.includes('svg') && !accept.includes('html') && /\/badge(\.svg)?$/.test(path)) return false
  return accept.trim() !== '*/*' || asset.test(path)
}

/**
 * Whether a browser is going there, and not a program that says it reads pages too: Java's own HTTP client, say, accepts
 * `text/html` unless told otherwise, and wants the document.
 */
export const isNavigation = ({ headers }: FastifyRequest): boolean =>
  headers.accept?.includes('text/html') === true &&
  (headers['sec-fetch-mode'] === 'navigate' || headers['upgrade-insecure-requests'] === '1')

/** Accepts pages first and JSON too: whoever writes this wants the HAL browser. Reference 1.1.2. */
const asksForHalBrowser = ({ headers: { accept = '' } }: FastifyRequest) =>
  accept.startsWith('text/html') && accept.includes('json')

/** People who come to a document that has no page are led to the page that shows documents. */
export function openHalBrowser(app: FastifyInstance, baseUrl: readonly string[]): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isAsked = request.method === 'GET' && (isNavigation(request) || asksForHalBrowser(request))
    if (!isAsked || reply.statusCode !== 200 || !isHal(reply)) return done(null, payload)
    reply.code(303).removeHeader('Content-Type').removeHeader('Content-Length')
    reply.header('Location', baseUrlOf(request, baseUrl) + urls.halBrowser(request.url))
    return done(null, '')
  })
}

const isHal = (reply: FastifyReply) => String(reply.getHeader('Content-Type')).startsWith('application/hal+json')

/** A page holds what is known now, and nothing of it is kept by the browser. */
export const sendPage = (reply: FastifyReply, text: string): FastifyReply =>
  reply.type('text/html;charset=utf-8').header('Cache-Control', 'no-cache, no-store, must-revalidate').send(text)
