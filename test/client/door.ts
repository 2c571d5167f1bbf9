import t from 'tap'
import { Soloist, type SoloistOptions } from '../../client/index.ts'

const baseUrl = 'http://broker.test'

const options: Array<[says: string, options: unknown, message: RegExp]> = [
  ['a misspelt option', { baseUrl, tokn: 'x' }, /no option tokn\. Did you mean token/],
  ['no address', {}, /baseUrl is missing/],
  ['no options at all', undefined, /Options are needed/],
  ['an address that is none', { baseUrl: 'broker.test' }, /must be an address that begins with http/],
  ['another protocol', { baseUrl: 'ftp://broker.test' }, /http/],
  ['a query', { baseUrl: 'http://broker.test/?a=1' }, /must end before/],
  ['token and user name', { baseUrl, token: 'x', username: 'me' }, /either token, or username/],
  ['an empty token', { baseUrl, token: ' ' }, /token is empty/],
  ['a token with a line break inside', { baseUrl, token: 'a\nb' }, /token is empty, or has/],
  ['a header that cannot be sent', { baseUrl, headers: { 'a b': 'x' } }, /headers cannot be sent/],
  ['a timeout of nothing', { baseUrl, timeout: 0 }, /timeout is 0/],
  ['a timeout beyond the timers', { baseUrl, timeout: 2 ** 31 }, /timeout/]
]

for (const [says, given, message] of options) {
  t.test(`the library refuses ${says}`, async t => {
    t.throws(() => new Soloist(given as SoloistOptions), { name: 'SoloistError', code: 'asked-wrongly', message })
  })
}

const nobody = () => {
  throw new Error('nothing may be sent')
}

t.test('a question with a misspelt word is not asked: its answer would be one to another question', async t => {
  const broker = new Soloist({ baseUrl, fetch: nobody })
  const misspelt = { application: 'web', version: '7', enviroment: 'production' } as unknown as {
    application: string
    version: string
  }
  await t.rejects(broker.canIDeploy(misspelt), { code: 'asked-wrongly', message: /no option enviroment.*environment/ })
  const inSelector = { selectors: [{ application: 'web', verzion: '7' }] } as unknown as { selectors: [] }
  await t.rejects(broker.matrix(inSelector), { code: 'asked-wrongly', message: /verzion/ })
})

t.test('what is missing is named', async t => {
  const broker = new Soloist({ baseUrl, fetch: nobody })
  await t.rejects(broker.describeVersion({ application: 'web' } as { application: string; version: string }), {
    message: 'version is missing.'
  })
  await t.rejects(broker.describeApplication({ application: '' }), { code: 'asked-wrongly', message: /is missing/ })
  await t.rejects(broker.matrix({ selectors: [] }), { message: /selectors is empty/ })
})

t.test('names that no address can carry are refused', async t => {
  const broker = new Soloist({ baseUrl, fetch: nobody })
  for (const application of ['.', '..', 'half \ud83d']) {
    await t.rejects(broker.deleteApplication({ application }), { code: 'asked-wrongly' }, JSON.stringify(application))
  }
})
