import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { relationText } from '../../server/web/relation-page.tsx'
import { tellStory } from '../story.ts'

const hal = new URL('../../../server/hal/', import.meta.url)
const chrome = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

t.test('every relation that a document may have is described', async t => {
  const sources = readdirSync(hal, { recursive: true, encoding: 'utf8' }).filter(file => /\.tsx?$/.test(file))
  const relations = sources.flatMap(file => {
    const text = readFileSync(new URL(file, hal), 'utf8')
    return [...text.matchAll(/['"`](?:pb|pf|beta|soloist):([\w-]+)['"`]/g)].map(match => match[1] as string)
  })
  t.ok(relations.length > 80, `${relations.length} places`)
  t.same([...new Set(relations)].filter(relation => relationText(relation) === undefined).sort(), [], 'server/web/relations.ts')
})

t.test('a relation has a page, whichever document names it', async t => {
  const { get } = await tellStory(t)
  for (const url of [
    '/doc/latest-pact-versions?context=index',
    '/doc/webhooks-pact-webhooks',
    '/doc/soloist/check?context=environment',
    '/doc/webhooks'
  ]) {
    t.match(await get(url), {
      status: 200,
      headers: { 'content-type': 'text/html;charset=utf-8' },
      text: /<h1>The relation <code>/
    })
  }
  t.match(await get('/doc/provider?context=pact'), { text: /Verifiers find here/ })
  const unknown = await get('/doc/%3Cscript%3Ealert(1)%3C%2Fscript%3E')
  t.match(unknown, { status: 404, text: /&lt;script/ })
  t.notMatch(unknown.text, /<script/)
  t.equal((await get('/doc/constructor')).status, 404)
})

t.test('pages bring nothing that their Content-Security-Policy has to allow', async t => {
  const { get, published } = await tellStory(t, { config: { baseUrl: ['https://tools.test/broker'] } })
  await published('web', '1', { api: 1 })
  for (const url of ['/doc/tag', '/hal-browser/browser.html', '/pacts/provider/api/consumer/web/latest', '/nowhere']) {
    const { text, headers } = await get(url, chrome)
    t.equal(headers['content-type'], 'text/html;charset=utf-8', url)
    t.match(headers['content-security-policy'], /default-src 'self'/, url)
    t.notMatch(headers['content-security-policy'], /unsafe|upgrade-insecure/, url)
    t.notMatch(text, /<script(?![^>]*src=)|<style| style=| on\w+=/, url)
    for (const [, address = ''] of text.matchAll(/(?:href|src)="([^"]*)"/g)) {
      t.match(address, /^(https:\/\/tools\.test\/broker\/|\.\.\/|browser\.js$)/, `${url} leads to ${address}`)
    }
  }
  t.match(await get('/assets/style.css'), { status: 200, headers: { 'content-type': 'text/css;charset=utf-8' } })
  t.match(await get('/hal-browser/browser.js'), { status: 200, headers: { 'content-type': 'text/javascript;charset=utf-8' } })
})
