import type { RuleSet } from '../pacts/rules.ts'

const classes: Record<string, [first: number, last: number]> = {
  info: [100, 199],
  success: [200, 299],
  redirect: [300, 399],
  clientError: [400, 499],
  serverError: [500, 599],
  nonError: [100, 399],
  error: [400, 599]
}

/** The statuses a consumer accepts, the one of its example first. */
export function statusesOf(rules: RuleSet, example: number): number[] {
  const accepted = rules.flatMap(({ matchers }) => matchers).filter(({ name }) => name === 'statusCode')
  const more = accepted.flatMap(({ parameters: { status } }) => {
    if (Array.isArray(status)) return status.filter(one => typeof one === 'number')
    const range = typeof status === 'string' && Object.hasOwn(classes, status) ? classes[status] : undefined
    return range === undefined ? [] : Array.from({ length: range[1] - range[0] + 1 }, (_, i) => range[0] + i)
  })
  return [...new Set([example, ...more])]
}
