import { MatchersV3, PactV4, SpecificationVersion } from '@pact-foundation/pact'

const { eachLike, integer, like, string, decimal } = MatchersV3

/** Where a consumer's tests write what they expect. */
export interface TestRun {
  folder: string
}

const pactBetween = (consumer: string, provider: string, folder: string) =>
  new PactV4({ consumer, provider, dir: folder, spec: SpecificationVersion.SPECIFICATION_VERSION_V4, logLevel: 'error' })

async function fetchJson(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, { headers: { Accept: 'application/json' } })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return (await response.json()) as Record<string, unknown>
}

/** The web shop shows a product: its name and price come from the catalog. */
export async function webShowsAProduct({ folder }: TestRun, fields: Record<string, unknown> = {}): Promise<void> {
  await pactBetween('web', 'catalog', folder)
    .addInteraction()
    .given('product 7 exists')
    .uponReceiving('a request for a product')
    .withRequest('GET', '/products/7', builder => {
      builder.headers({ Accept: 'application/json' })
    })
    .willRespondWith(200, builder => {
      builder.jsonBody({ id: integer(7), name: string('Teapot'), price: decimal(19.5), ...fields })
    })
    .executeTest(async server => {
      const product = await fetchJson(`${server.url}/products/7`)
      if (typeof product.price !== 'number') throw new Error('The web shop cannot show a product without a price.')
    })
}

/** The web shop lists the orders of a customer. */
export async function webListsOrders({ folder }: TestRun): Promise<void> {
  await pactBetween('web', 'orders', folder)
    .addInteraction()
    .given('customer 3 has orders')
    .uponReceiving('a request for the orders of a customer')
    .withRequest('GET', '/orders', builder => {
      builder.query({ customer: '3' }).headers({ Accept: 'application/json' })
    })
    .willRespondWith(200, builder => {
      builder.jsonBody({ orders: eachLike({ id: integer(1), total: decimal(39.5) }) })
    })
    .executeTest(async server => {
      await fetchJson(`${server.url}/orders?customer=3`)
    })
}

/** Orders looks up what a product costs. */
export async function ordersLooksUpAPrice({ folder }: TestRun): Promise<void> {
  await pactBetween('orders', 'catalog', folder)
    .addInteraction()
    .given('product 7 exists')
    .uponReceiving('a request for the price of a product')
    .withRequest('GET', '/products/7', builder => {
      builder.headers({ Accept: 'application/json' })
    })
    .willRespondWith(200, builder => {
      builder.jsonBody(like({ price: decimal(19.5) }))
    })
    .executeTest(async server => {
      await fetchJson(`${server.url}/products/7`)
    })
}
