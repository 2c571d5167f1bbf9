/**
 * The element itself, and those that it is in, the nearest first: `GET /a#response.200.body/b/c` is in `…/b`, the answer with status 200,
 * and the endpoint.
 */
export function around(key: string): string[] {
  const [endpoint] = /^[A-Za-z]+ \/[^#]*/.exec(key) ?? []
  const whole = endpoint ?? /^[^#]*#.+?@[^@/#]+/.exec(key)?.[0] ?? key
  const keys = [key]
  for (let end = key.lastIndexOf('/'); end > whole.length; end = key.lastIndexOf('/', end - 1)) keys.push(key.slice(0, end))
  const [answer] = /^#response\.\w+/.exec(key.slice(whole.length)) ?? []
  if (endpoint !== undefined && answer !== undefined) keys.push(whole + answer)
  keys.push(whole)
  return [...new Set(keys)]
}
