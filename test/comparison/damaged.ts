import fc from 'fast-check'
import t from 'tap'
import { changed, compared } from './compared.ts'
import { scenarios } from './walk.ts'

const junk = [null, 1, 'x', [], {}, true, { $ref: '#' }, { $ref: '#/paths' }, { $ref: 'nowhere.yaml' }, [[]], -1, 1e300]

/** One place of a value replaced or taken out; `where` chooses it. */
function damaged(value: unknown, where: number, what: number): unknown {
  const places: string[][] = []
  const visit = (inner: unknown, path: string[]) => {
    if (path.length > 0) places.push(path)
    if (typeof inner === 'object' && inner !== null) for (const [name, one] of Object.entries(inner)) visit(one, [...path, name])
  }
  visit(value, [])
  const path = places[where % Math.max(1, places.length)]
  if (path === undefined) return value
  const copy = structuredClone(value)
  const holder = path
    .slice(0, -1)
    .reduce((inner, name) => inner[name] as Record<string, unknown>, copy as Record<string, unknown>)
  const last = path.at(-1)!
  if (what % 5 === 0) delete holder[last]
  else holder[last] = junk[what % junk.length]
  return copy
}

t.test('documents and contracts that are damaged anywhere are answered, never thrown about', async () => {
  const all = scenarios()
  const places = fc.array(fc.tuple(fc.boolean(), fc.nat(5_000), fc.nat(1_000)), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.constantFrom(...all), places, ({ contract, document, next }, damages) => {
      let [sent, offered] = [contract as unknown, document as unknown]
      for (const [ofContract, where, what] of damages) {
        if (ofContract) sent = damaged(sent, where, what)
        else offered = damaged(offered, where, what)
      }
      const findings =
        next === undefined ? compared(sent, offered) : [...changed(sent, offered, next).findings, ...compared(sent, offered)]
      return findings.every(({ code, severity }) => typeof code === 'string' && typeof severity === 'string')
    }),
    { numRuns: 2_000 }
  )
})
