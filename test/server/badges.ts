import t from 'tap'
import { readConfig } from '../../server/config.ts'
import { encodeName } from '../../server/hal/urls.ts'
import { type Story, tellStory } from '../story.ts'

async function told(t: Parameters<typeof tellStory>[0], config = {}): Promise<Story> {
  const story = await tellStory(t, { config })
  await story.environment('production', true)
  await story.published('web', '1', { api: 1 }, { branch: 'main', tags: ['dev'] })
  await story.branched('api', '7', 'main')
  await story.tagged('api', '7', 'prod')
  await story.verified('web', '1', 'api', '7')
  await story.deployed('api', '7', 'production')
  return story
}

const pair = '/pacts/provider/api/consumer/web'
const merge = '/pacticipants/web/main-branch/can-i-merge/badge'
const toTag = '/pacticipants/web/latest-version/dev/can-i-deploy/to/prod/badge'
const toEnvironment = '/pacticipants/web/branches/main/latest-version/can-i-deploy/to-environment/production/badge'

/** Address, and the shields address without its beginning and end. */
const cases: Array<[says: string, url: string, badge: string]> = [
  ['a verified pact', `${pair}/latest/badge`, 'web%2Fapi%20pact-verified-brightgreen'],
  ['one side of it', `${pair}/latest/badge?label=provider`, 'api%20pact-verified-brightgreen'],
  ['with the ending .svg', `${pair}/latest/badge.svg`, 'web%2Fapi%20pact-verified-brightgreen'],
  ['initials', `${pair}/latest/badge?initials=true`, 'web%2Fapi%20pact-verified-brightgreen'],
  ['the latest with a tag', `${pair}/latest/dev/badge`, 'web%20%28dev%29%2Fapi%20pact-verified-brightgreen'],
  ['the latest without tags', `${pair}/latest-untagged/badge`, 'pact%20not%20found-unknown-lightgrey'],
  ['a pact that is not there', '/pacts/provider/api/consumer/x/latest/badge', 'pact%20not%20found-unknown-lightgrey'],
  [
    'two tags',
    '/matrix/provider/api/latest/prod/consumer/web/latest/dev/badge.svg',
    'web%20%28dev%29%2Fapi%20%28prod%29%20pact-verified-brightgreen'
  ],
  [
    'two tags without a result',
    '/matrix/provider/api/latest/test/consumer/web/latest/dev/badge',
    'web%20%28dev%29%2Fapi%20%28test%29%20pact-unknown-lightgrey'
  ],
  [
    'two tags without a pact',
    '/matrix/provider/api/latest/prod/consumer/web/latest/x/badge',
    'pact%20not%20found-unknown-lightgrey'
  ],
  ['from tag to tag', toTag, 'can--i--deploy-dev%20to%20prod-brightgreen'],
  ['from tag to tag, not there', toTag.replace('dev', 'x'), 'version-not%20found-lightgrey'],
  ['from branch to environment', `${toEnvironment}.svg?label=ship_it`, 'ship__it-main%20to%20production-brightgreen'],
  ['a branch that is not there', toEnvironment.replace('main', 'x'), 'branch-not%20found-lightgrey'],
  ['an environment that is not there', toEnvironment.replace('production', 'x'), 'environment-not%20found-lightgrey'],
  ['an application that is not there', toEnvironment.replace('web', 'x'), 'pacticipant-not%20found-lightgrey'],
  ['can it be merged?', merge, 'can--i--merge-success-brightgreen'],
  ['an application without a main branch', merge.replace('web', 'old'), 'main%20branch-not%20found-lightgrey']
]

t.test('a badge is drawn by shields.io, where its address says everything', async t => {
  const { get, application } = await told(t)
  await application('old')
  for (const [says, url, badge] of cases) {
    const { status, headers, text } = await get(url, { accept: 'image/svg+xml' })
    t.equal(status, 307, says)
    t.equal(headers.location, `https://img.shields.io/badge/${badge}.svg`, says)
    t.equal(headers['cache-control'], url.includes('can-i-merge') ? 'max-age=30' : 'no-cache', says)
    t.equal(headers.vary, 'Accept')
    t.equal(text, '')
  }
})

t.test('a badge follows what happens', async t => {
  const story = await told(t)
  const badgeAt = async (url: string) => decodeURIComponent(String((await story.get(url)).headers.location)).slice(29, -4)
  await story.published('web', '2', { api: 2 }, { branch: 'main', tags: ['dev'] })
  t.equal(await badgeAt(`${pair}/latest/badge`), 'web/api pact-changed-orange')
  t.equal(await badgeAt(`${pair}/latest/dev/badge`), 'web (dev)/api pact-changed-orange')
  t.equal(await badgeAt(merge), 'can--i--merge-unknown-lightgrey')
  t.equal(await badgeAt(toEnvironment), 'can--i--deploy-main to production-red', 'unknown is never green')
  await story.verified('web', '2', 'api', '7', false)
  t.equal(await badgeAt(`${pair}/latest/badge`), 'web/api pact-failed-red')
  t.equal(await badgeAt(merge), 'can--i--merge-failed-red')
  t.equal(await badgeAt(toTag), 'can--i--deploy-dev to prod-red')
})

t.test('a result that leaves out interactions is no green badge', async t => {
  const story = await told(t)
  const { body } = await story.get('/pacts/provider/api/consumer/web/version/1')
  const content = { ...body, interactions: [...body.interactions, { description: 'another', request: {}, response: {} }] }
  await story.published('web', '2', { api: content }, { branch: 'main' })
  const second = (await story.get('/pacts/provider/api/consumer/web/version/2')).body.interactions
  await story.verified('web', '2', 'api', '7', true, {
    testResults: { tests: [{ interactionId: second[0]._id, success: true }] }
  })
  t.match((await story.get(`${pair}/latest/badge`)).headers.location, /-unknown-lightgrey/)
})

t.test('a new tag has its own past', async t => {
  const story = await told(t)
  await story.published('web', '2', { api: 2 }, { branch: 'x', tags: ['feature'] })
  const { headers } = await story.get(`${pair}/latest/feature/badge`)
  t.match(headers.location, /-unknown-lightgrey/, 'what dev proved says nothing about it')
})

t.test('in the mode proxy the broker draws the badge itself', async t => {
  const { get } = await told(t, { badgeMode: 'proxy' })
  const { status, headers, text } = await get(`${pair}/latest/badge.svg`)
  t.equal(status, 200)
  t.match(headers, { 'content-type': 'image/svg+xml;charset=utf-8', 'cache-control': 'no-cache' })
  t.match(text, /^<svg [\s\S]*web\/api pact[\s\S]*verified[\s\S]*<\/svg>$/)
  t.equal((await get('/pacts/provider/api/consumer/none/latest/badge')).status, 200, 'not found is drawn, too')
})

const hostile = [
  '"><script>alert(1)</script>',
  "'/../..?a=b#c&d",
  '%2F..%2f\\ [x](javascript:y)',
  ']]><![CDATA[',
  '&lt;&#x26;',
  'Größe/店 😀',
  '\uffff'
]

t.test('names reach neither address nor picture unescaped', async t => {
  const redirecting = await tellStory(t)
  const drawing = await tellStory(t, { config: { badgeMode: 'proxy' } })
  for (const name of hostile) {
    const url = `/pacts/provider/${encodeName(`p${name}`)}/consumer/${encodeName(name)}/latest/${encodeName(name)}/badge`
    const label = `/pacticipants/none${encodeName(name)}/main-branch/can-i-merge/badge?label=${encodeName(name)}`
    for (const story of [redirecting, drawing]) {
      await story.published(name, '1', { [`p${name}`]: 1 }, { branch: name, tags: [name] })
      await story.application(`none${name}`, { mainBranch: 'main' })
      await story.branched(`none${name}`, '1', 'main')
    }
    for (const each of [url, label]) {
      const location = String((await redirecting.get(each)).headers.location)
      t.match(location, /^https:\/\/img\.shields\.io\/badge\/[\w.~%-]+\.svg$/, name)
      t.equal(new URL(location).href, location, 'and no part of it is a step in the path')
      const { text, status } = await drawing.get(each)
      t.equal(status, 200, name)
      t.notMatch(text, /<script|<!|\uffff/)
      t.match(text, /^<svg [^<>]*>(<(\/?[a-zA-Z]+)( [\w:-]+="[^"<>]*")*\/?>|[^<>])*<\/svg>$/, `${name} is no markup`)
    }
  }
})

t.test('a label that cannot be drawn is refused', async t => {
  const { get } = await told(t)
  t.match(await get(`${merge}?label=${'x'.repeat(256)}`), { status: 400, body: { errors: { label: [/255/] } } })
  t.match(await get(`${merge}?label=a%07`), { status: 400, body: { errors: { label: [/control/] } } })
  t.match(await get(`${merge}?label[]=a`), { status: 400 })
  t.match((await get(`${merge}?label=`)).headers.location, /can--i--merge/)
})

t.test('what goes wrong is drawn, with a reference to the log', async t => {
  const { get, broker } = await told(t)
  broker.db.snapshot = async () => {
    throw new Error('broken')
  }
  const { status, headers } = await get(`${pair}/latest/badge`)
  t.equal(status, 307)
  t.match(headers.location, /\/badge\/error-reference%3A%20[\w-]+-lightgrey\.svg$/)
})

t.test('settings of badges that make no sense are refused at start', async t => {
  t.throws(() => readConfig({ SOLOIST_BADGE_MODE: 'ask' }), /SOLOIST_BADGE_MODE is ask; it must be one of redirect, proxy/)
  t.throws(() => readConfig({ SOLOIST_SHIELDS_BASE_URL: 'img.shields.io' }), /SOLOIST_SHIELDS_BASE_URL/)
  t.throws(() => readConfig({ SOLOIST_BADGE_CACHE: 'max-age=1\r\nX: y' }), /SOLOIST_BADGE_CACHE/)
  const { get } = await told(t, { shieldsBaseUrl: 'http://shields.test/x', badgeCache: 'no-store' })
  const { headers } = await get(merge)
  t.match(headers, { location: /^http:\/\/shields\.test\/x\/badge\/can--i--merge-/, 'cache-control': 'no-store' })
})
