const interactions = 10

/** A pact of ten interactions, of which one differs with the content. */
export function pactOf(consumer: string, provider: string, content: number): object {
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: Array.from({ length: interactions }, (_, i) => ({
      description: `request ${i === 0 ? `c${content}` : i}`,
      providerState: `thing ${i} exists`,
      request: { method: 'GET', path: `/things/${i === 0 ? content : i}`, headers: { Accept: 'application/json' } },
      response: {
        status: 200,
        headers: { 'Content-Type': 'application/json' },
        body: { id: i, name: `thing ${i}`, tags: ['a', 'b', 'c'], owner: { id: i * 7, name: `owner ${i}` }, price: 19.5 + i }
      }
    })),
    metadata: { pactSpecification: { version: '3.0.0' } }
  }
}

export const toBase64 = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64')
