import { around } from '../windows/around.ts'
import type { OfferedElements } from '../windows/offered-elements.ts'

export type Direction = 'sends' | 'receives'

/** `GET /users/{}…`; every other key is of a message. */
export const isHttp = (key: string): boolean => /^[A-Z]+ \//.test(key)

/** `channel#name@version`, without a field. */
const messageForm = /^([^#]*)#(.+?)@([^@/#]+)(\/.*)?$/s

/** The parts of a message version's key; undefined for all others, fields of messages included. */
export function messageVersion(key: string): { channel: string; name: string; version: string } | undefined {
  const [, channel = '', name = '', version = '', field] = (isHttp(key) ? null : messageForm.exec(key)) ?? []
  return name === '' || field !== undefined ? undefined : { channel, name, version }
}

/** What the element is inside of, from near to far. */
export const aroundOf = (key: string): string[] => around(key).slice(1)

/** Documents may say `2XX` or `default` where a contract names a status. */
function spellings(key: string): string[] {
  const [, before = '', status = '', after = ''] = /^([^#]*#response\.)(\d{3})(.*)$/s.exec(key) ?? []
  return status === '' ? [key] : [key, ...[`${status[0]}XX`, 'default'].map(form => before + form + after)]
}

/** Whether it is promised: `unknown` where a document may hold more than was found in it. */
export function offers(offered: OfferedElements, key: string, direction: Direction | undefined): boolean | 'unknown' {
  if (offeredKey(offered, key, direction) !== undefined) return true
  return spellings(key).some(each => offered.has(each) === 'unknown') ? 'unknown' : false
}

/** The key under which it is promised. */
export const offeredKey = (offered: OfferedElements, key: string, direction: Direction | undefined): string | undefined =>
  spellings(key).find(each => offered.find(each).some(one => one.direction === direction))
