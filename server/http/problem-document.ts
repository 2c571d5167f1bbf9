import type { Problem } from '../problem.ts'

/** RFC 9457, with the members the reference gives (1.1.5); notices stand beside them where there are some. */
export function problemDocument({ code, status, message, errors, notices, place }: Problem, base: string): object {
  const noted = notices === undefined ? {} : { notices }
  if (errors === undefined) return { title: titleOf(code), type: `${base}/problem/${code}`, detail: message, status, ...noted }
  const list = Array.isArray(errors)
    ? errors.map(text => ({ type: `${base}/problems/${kindOf(text, place)}`, title: titles[place], detail: text }))
    : Object.entries(errors).flatMap(([field, texts]) =>
        texts.map(text => ({
          type: `${base}/problems/${kindOf(text, place)}`,
          title: titles[place],
          detail: text,
          ...(place === 'body' ? { pointer: `/${field.replaceAll('.', '/')}` } : { parameter: field })
        }))
      )
  return { title: 'Validation errors', type: `${base}/problems/validation-error`, status, instance: '/', errors: list, ...noted }
}

export function titleOf(code: string): string {
  const words = code.replaceAll('-', ' ')
  return `${words[0]?.toUpperCase()}${words.slice(1)}`
}

const titles = { body: 'Invalid body parameter', path: 'Invalid path segment', query: 'Invalid query parameter' }

function kindOf(text: string, place: Problem['place']): string {
  const subject = place === 'body' ? 'body-property' : 'request-parameter'
  if (text.includes('missing')) return `missing-${subject}`
  return text.includes('format') ? `invalid-${subject}-format` : `invalid-${subject}-value`
}
