import fc from 'fast-check'
import type { Case } from './generator.ts'
import type { Step } from './history.ts'
import { pick } from './moves.ts'

const number = fc.nat(839)

/**
 * Applications that went on while the environment stood still: each has newer versions than runs there, and what is proved of them differs.
 * Few draws mean few integrations, so that some plans are short.
 */
export const planningCases: fc.Arbitrary<Case> = fc.noBias(
  fc
    .record({
      applications: fc.integer({ min: 2, max: 4 }),
      contracts: fc.array(number, { minLength: 12, maxLength: 12 }),
      contents: fc.array(number, { minLength: 36, maxLength: 36 }),
      results: fc.array(number, { minLength: 40, maxLength: 40 }),
      places: fc.array(number, { minLength: 8, maxLength: 8 }),
      documents: fc.array(number, { minLength: 13, maxLength: 13 }),
      asked: number
    })
    .map(tell)
)

interface Drawn {
  applications: number
  contracts: number[]
  contents: number[]
  results: number[]
  places: number[]
  documents: number[]
  asked: number
}

const numbers = ['1', '2', '3']

function tell({ applications, contracts, contents, results, places, documents, asked }: Drawn): Case {
  const names = [...'abcd'].slice(0, applications)
  const history: Step[] = names.map(name => ({ step: 'application', name }))
  for (const name of ['test', 'production']) history.push({ step: 'environment', name })
  // Rarely with itself.
  const pairs = names.flatMap(consumer => names.map(provider => ({ consumer, provider })))
  const integrations = pairs.filter(({ consumer, provider }, i) => pick(contracts, i) % (consumer === provider ? 12 : 2) === 0)
  const contentOf = (i: number, version: number) => 1 + ((pick(contents, i) + version * (pick(contents, i + 12) % 2)) % 3)
  for (const consumer of names) {
    for (const [version, number] of numbers.entries()) {
      const published = integrations.flatMap((one, i) =>
        one.consumer === consumer ? [{ provider: one.provider, content: contentOf(i, version) }] : []
      )
      history.push({ step: 'publish', consumer, version: number, contracts: published })
    }
  }
  const known = new Set<string>()
  for (const [i, { consumer, provider }] of integrations.entries()) {
    for (const [version, number] of numbers.entries()) {
      for (const [other, providerVersion] of numbers.entries()) {
        const key = `${i} ${contentOf(i, version)} ${providerVersion}`
        if (known.has(key)) continue
        known.add(key)
        // What is near in time fits more often.
        const luck = pick(results, i * 9 + version * 3 + other) % 10
        const apart = Math.abs(version - other) * 2
        if (luck < 1 + apart / 4) continue
        history.push({ step: 'verify', consumer, version: number, provider, providerVersion, success: luck >= 2 + apart })
      }
    }
  }
  // In half of the worlds providers publish what they offer, and now and then take something away.
  if (pick(documents, 12) % 2 === 0) {
    for (const [i, provider] of names.entries()) {
      for (const [version, number] of numbers.entries()) {
        const drawn = pick(documents, i * 3 + version) % 8
        if (drawn === 7) continue
        const document = drawn < version * 3 ? 'lacking' : 'exact'
        history.push({ step: 'offer', provider, version: number, document, checked: drawn !== 6 })
      }
    }
  }
  for (const [i, application] of names.entries()) {
    const where = pick(places, i)
    if (where % 8 === 7) continue
    history.push({ step: 'deploy', application, version: where % 8 === 6 ? '2' : '1', environment: 'test' })
    const second = pick(places, i + 4) % 6
    if (second === 0) history.push({ step: 'deploy', application, version: '1', environment: 'test', instance: 'blue' })
    if (second === 1) history.push({ step: 'release', application, version: '1', environment: 'test' })
  }
  return {
    history,
    question: { application: pick(names, asked), version: pick(['3', '2', '3'], asked), environment: 'test', at: 0 }
  }
}
