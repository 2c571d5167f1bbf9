import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

await forEachEngine(
  t,
  'every list that comes in pages leads through all of them, with the rest of the question',
  async (t, engine) => {
    const story = await tellStory(t, { engine })
    await story.environment('test')
    for (const number of ['1', '2', '3', '4', '5']) {
      await story.branched('shop', number, 'main')
      await story.branched('shop', number, `feature-${number}`)
      await story.tagged('shop', number, 'dev')
      if (number !== '5') await story.deployed('shop', number, 'test')
      await story.application(`shop-${number}`)
      await story.must([201], 'PUT', `/pacticipants/shop-${number}/labels/core`, {})
      await story.must([201], 'PUT', `/pacticipants/shop/labels/label-${number}`, {})
    }
    const id = story.environmentId('test')
    const five = ['5', '4', '3', '2', '1']
    const cases: Array<[path: string, key: string, wanted: string[] | number, search?: string]> = [
      ['/pacticipants/shop/versions', 'versions', five],
      ['/pacticipants/shop/branches/main/versions', 'versions', five],
      ['/pacticipants/shop/tags/dev/versions', 'versions', five],
      [`/pacticipants/shop/environments/${id}/versions`, 'versions', ['4', '3', '2', '1']],
      ['/pacticipants', 'pacticipants', ['shop', 'shop-1', 'shop-2', 'shop-3', 'shop-4', 'shop-5']],
      ['/pacticipants', 'pacticipants', ['shop-1', 'shop-2', 'shop-3', 'shop-4', 'shop-5'], 'q=OP-'],
      ['/pacticipants/label/core', 'pacticipants', ['shop-3'], 'q=3'],
      ['/pacticipants/label/core', 'pacticipants', 5],
      ['/labels', 'labels', ['core', 'label-1', 'label-2', 'label-3', 'label-4', 'label-5']],
      ['/pacticipants/shop/branches', 'branches', 6],
      ['/pacticipants/shop/branches', 'branches', ['feature-4'], 'q=URE-4']
    ]
    for (const [path, key, wanted, search] of cases) {
      const says = `${path} ${search ?? ''}`
      const found: string[] = []
      const total = typeof wanted === 'number' ? wanted : wanted.length
      let next: string | undefined = `${path}?${search === undefined ? '' : `${search}&`}size=2`
      for (let number = 1; next !== undefined; number++) {
        const { status, body } = await story.get(next)
        t.equal(status, 200, next)
        t.same(body.page, { number, size: 2, totalElements: total, totalPages: Math.ceil(total / 2) }, says)
        t.equal('previous' in body._links, number > 1, says)
        found.push(...body._embedded[key].map((item: { name?: string; number?: string }) => item.name ?? item.number))
        const href: string | undefined = body._links.next?.href
        next = href?.slice(href.indexOf('/', 'http://'.length))
      }
      if (typeof wanted === 'number') t.equal(new Set(found).size, wanted, says)
      else t.same(found, wanted, says)
      const whole = (await story.get(path)).body
      t.equal('page' in whole, key === 'branches', `${path} is given whole unless pages are asked for, branches never`)
    }
    t.match(await story.get('/pacticipants/shop/tags/none/versions'), { status: 404 })
    t.match(await story.get('/pacticipants/shop/branches/none/versions'), { status: 404 })
    t.match(await story.get('/pacticipants/shop/environments/none/versions'), { status: 404 })
    t.match(await story.get(`/pacticipants/none/environments/${id}/versions`), { status: 404 })
  }
)
