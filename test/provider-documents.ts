import { sql } from '../server/storage/sql.ts'
import type { Story } from './story.ts'

export const oas = (title: string, rest = '') => `openapi: 3.0.3\ninfo: {title: ${title}, version: '1'}\npaths: {}\n${rest}`
export const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
export const contract = (text: string | Buffer, rest: object = {}) => ({
  content: base64(text),
  contentType: 'application/yaml',
  specification: 'oas',
  ...rest
})
export const checked = {
  success: true,
  content: base64('all good'),
  contentType: 'text/plain',
  format: 'text',
  verifier: 'x',
  verifierVersion: '1'
}

export const publish = ({ request }: Story, number: string, body: object, provider = 'api') =>
  request('POST', `/provider-contracts/provider/${provider}/publish`, { pacticipantVersionNumber: number, ...body })
export const names = (body: {
  _embedded: { providerContracts: Array<{ name: string; _embedded: { version: { number: string } } }> }
}) => body._embedded.providerContracts.map(({ name, _embedded }) => `${_embedded.version.number} ${name}`)
export const path = (href: string) => new URL(href).pathname
export const count = async ({ broker }: Story) => {
  const row = await broker.db.get(sql`
    select (select count(*) from applications) as applications, (select count(*) from contents) as contents,
      (select count(*) from provider_documents) as documents, (select count(*) from provider_contracts) as contracts,
      (select count(*) from self_verifications) as checks`)
  return row as Record<string, number>
}
