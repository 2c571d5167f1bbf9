/** The cookies of a request, by name. */
export function cookiesOf(headers: Map<string, string[]>): Map<string, string> {
  const pairs = (headers.get('cookie') ?? []).flatMap(header => header.split(';')).map(pair => pair.trim().split('='))
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]))
}
