import t from 'tap'
import { exceptionsFor, hostEntryRefusal, methodRefusal, urlRefusal } from '../../server/domain/outgoing/allow-lists.ts'

const lists = { webhookMethods: ['POST', 'PUT'], webhookSchemes: ['https'], webhookHosts: [] as string[] }

const hosts: Array<[host: string, entry: string, allowed: boolean]> = [
  ['ci.example.com', 'ci.example.com', true],
  ['CI.example.com', 'ci.EXAMPLE.com', true],
  ['ci.example.com.', 'ci.example.com', true],
  ['ci.example.com', 'example.com', false],
  ['ci.example.com', '*.example.com', true],
  ['a.ci.example.com', '*.example.com', false],
  ['example.com', '*.example.com', false],
  ['.example.com', '*.example.com', false],
  ['evilexample.com', '*.example.com', false],
  ['10.1.2.3', '10.1.2.3', true],
  ['10.1.2.3', '10.0.0.0/8', true],
  ['11.1.2.3', '10.0.0.0/8', false],
  ['[fd00::1]', 'fd00::/8', true],
  ['[::ffff:10.1.2.3]', '10.0.0.0/8', true],
  ['167838211', '10.1.2.3', true],
  ['ci.example.com', '10.0.0.0/8', false],
  ['ci.example.com', '/\\.example\\.com$/', true],
  ['ci.example.com.evil.net', '/\\.example\\.com$/', false],
  ['ci.example.com', '/^build/', false]
]

for (const [host, entry, allowed] of hosts) {
  t.test(`${host} is ${allowed ? '' : 'not '}allowed by ${entry}`, async t =>
    t.equal(urlRefusal(`https://${host}/x`, { ...lists, webhookHosts: ['other.example.net', entry] }) === undefined, allowed)
  )
}

const addresses: Array<[url: string, refusal: RegExp | undefined]> = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: webhook templates look like this
  ['https://ci.example.com/x?u=${pactbroker.pactUrl}', undefined],
  ['http://ci.example.com', /must begin with https:\/\/ \(SOLOIST_WEBHOOK_SCHEMES/],
  ['ftp://ci.example.com', /must begin with/],
  ['ci.example.com/x', /must be an absolute address/],
  ['/x', /must be an absolute address/],
  ['https://', /must be an absolute address/],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: webhook templates look like this
  ['https://${pactbroker.consumerName}.example.com', /must not hold a parameter in its host/]
]

for (const [url, refusal] of addresses) {
  t.test(`${url} is ${refusal === undefined ? 'taken' : 'refused'}`, async t => {
    const said = urlRefusal(url, lists)
    if (refusal === undefined) t.equal(said, undefined)
    else t.match(said, refusal)
  })
}

t.test('methods outside the list are refused, whatever their case', async t => {
  t.equal(methodRefusal('post', lists), undefined)
  t.equal(methodRefusal('GET', lists), 'must be one of: POST, PUT (SOLOIST_WEBHOOK_METHODS allows others)')
})

t.test('a host that is an address is excepted by the host list; a name that leads there is not', async t => {
  t.same(exceptionsFor('10.1.2.3', ['10.0.0.0/8', 'ci'], ['192.168.0.0/16']), ['192.168.0.0/16', '10.0.0.0/8'])
  t.same(exceptionsFor('ci', ['10.0.0.0/8', 'ci'], ['192.168.0.0/16']), ['192.168.0.0/16'])
})

t.test('an entry of the host list that cannot work is refused when it is read', async t => {
  for (const good of ['ci', '*.example.com', '10.0.0.0/8', '::1', '/ci-[0-9]+/']) t.equal(hostEntryRefusal(good), undefined, good)
  for (const bad of ['https://ci', 'ci:8080', '/(/', '10.0.0.0/99', '**']) t.type(hostEntryRefusal(bad), 'string', bad)
})
