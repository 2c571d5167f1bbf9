import t, { type Test } from 'tap'
import { browser, proxyWithPrefix } from '../browser.ts'
import { tellStory } from '../story.ts'

/** A browser's page that remembers what went wrong on it. */
async function openPage(t: Test, options: { javaScriptEnabled?: boolean; colorScheme?: 'light' | 'dark' } = {}) {
  const context = await (await browser()).newContext(options)
  t.teardown(() => context.close())
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  return { page, complaints }
}

async function brokerBehindProxy(t: Test) {
  const proxy = await proxyWithPrefix(t, '/tools/broker')
  const story = await tellStory(t, { config: { baseUrl: [proxy.baseUrl] } })
  proxy.leadTo(await story.app.listen({ host: '127.0.0.1', port: 0 }))
  return { story, baseUrl: [proxy.baseUrl] }
}

t.test('people follow links through the API, below a path prefix too', async t => {
  const { story, baseUrl } = await brokerBehindProxy(t)
  await story.environment('test')
  await story.published('web/shop', '1', { api: 1 }, { branch: 'main' })
  const { page, complaints } = await openPage(t)

  // A browser that comes to a document is led to the page that shows it.
  await page.goto(`${baseUrl}/pacticipants`)
  t.equal(page.url(), `${baseUrl}/hal-browser/browser.html#/pacticipants`)
  await page.getByRole('link', { name: 'web/shop' }).first().click()
  await page.getByRole('heading', { name: '/pacticipants/web%2Fshop' }).waitFor()
  t.match(await page.locator('pre').first().textContent(), /"displayName": "Web\/shop"/)

  // A link with blanks is a form.
  const form = page.getByRole('form', { name: 'Branch version' })
  await form.getByLabel('branch').fill('main')
  await form.getByLabel('version').fill('1')
  await form.getByRole('button').click()
  await page.getByRole('heading', { name: '/pacticipants/web%2Fshop/branches/main/versions/1' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: '/pacticipants/web%2Fshop', exact: true }).waitFor()

  // What is embedded shows its own links; a relation leads to what it means.
  t.match(await page.locator('.embedded summary').first().textContent(), /latestVersion \(1\)/)
  await page.getByRole('link', { name: 'pb:versions', exact: true }).click()
  await page.getByRole('heading', { name: 'The relation versions' }).waitFor()
  t.equal(page.url(), `${baseUrl}/doc/versions?context=pacticipant`)
  t.same(complaints, [], 'the Content-Security-Policy stops nothing of ours')

  // An address that finds nothing says so.
  await page.goto(`${baseUrl}/hal-browser/browser.html#/pacticipants/nobody`)
  await page.locator('.error').waitFor()
  t.match(await page.locator('.error').textContent(), /404/)
})

t.test('what documents say never becomes markup or a script', async t => {
  const { story, baseUrl } = await brokerBehindProxy(t)
  const evil = '<img src=x onerror="document.title=\'owned\'">'
  await story.must([201], 'POST', '/pacticipants', { name: evil, repositoryUrl: 'javascript:document.title="owned"' })
  const pact = { interactions: [{ description: evil, request: { method: 'GET', path: evil, body: '</pre><script>1</script>' } }] }
  await story.must([201], 'PUT', `/pacts/provider/api/consumer/${encodeURIComponent(evil)}/version/1`, pact)
  const { page } = await openPage(t)
  for (const path of [
    '/hal-browser/browser.html#/pacticipants',
    `/pacts/provider/api/consumer/${encodeURIComponent(evil)}/latest`
  ]) {
    await page.goto(baseUrl + path)
    await page.getByText(evil).first().waitFor()
    t.equal(await page.locator('img').count(), 0, path)
    t.not(await page.title(), 'owned')
  }
})

t.test('a pact is a page for people, without JavaScript, light and dark', async t => {
  const { story, baseUrl } = await brokerBehindProxy(t)
  await story.published('web', '1', { api: 7 }, { branch: 'main' })
  const backgrounds = new Set<string>()
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, complaints } = await openPage(t, { javaScriptEnabled: false, colorScheme })
    await page.goto(`${baseUrl}/pacts/provider/api/consumer/web/latest`)
    t.equal(await page.locator('h1').textContent(), 'What web 1 expects of api')
    t.match(await page.locator('article').textContent(), /request 7Given state 1Request GET \/things\/7Response 200/)
    backgrounds.add(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor'))
    t.same(complaints, [])
    await page.getByRole('link', { name: 'What changed' }).click()
    t.match(await page.textContent('body'), /No version of web before 1/)
  }
  t.equal(backgrounds.size, 2, [...backgrounds].join())
})
