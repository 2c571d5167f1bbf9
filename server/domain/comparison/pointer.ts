import { isObject, type Json, member } from './json.ts'

const escaped = (token: string) => (/[~/]/.test(token) ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token)

/** Adds steps to a JSON Pointer (RFC 6901). */
export const into = (pointer: string, ...tokens: Array<string | number>): string =>
  tokens.reduce<string>((path, token) => `${path}/${typeof token === 'number' ? token : escaped(token)}`, pointer)

export const tokensOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map(token => token.replaceAll('~1', '/').replaceAll('~0', '~'))

/** What a JSON Pointer points at, `undefined` where there is nothing. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root
  for (const token of tokensOf(pointer)) {
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined
    else value = isObject(value) ? member(value, token) : undefined
    if (value === undefined) return undefined
  }
  return value
}

/** The pointer of a local `$ref`, `undefined` where it leads out of the document or to an anchor. */
export function pointerOfRef(ref: string): string | undefined {
  if (ref === '#') return ''
  if (!ref.startsWith('#/')) return undefined
  try {
    return decodeURIComponent(ref.slice(1))
  } catch {
    return undefined
  }
}
