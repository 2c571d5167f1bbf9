import t from 'tap'
import { forbiddenKind, readRange } from '../../server/domain/outgoing/addresses.ts'

const cases: Array<[address: string, kind: string | undefined, exceptions?: string[]]> = [
  ['8.8.8.8', undefined],
  ['1.1.1.1', undefined],
  ['2606:4700::1111', undefined],
  ['10.0.0.1', 'a private address'],
  ['172.16.0.1', 'a private address'],
  ['172.31.255.255', 'a private address'],
  ['172.32.0.1', undefined],
  ['192.168.1.1', 'a private address'],
  ['127.0.0.1', 'a loopback address'],
  ['127.255.255.254', 'a loopback address'],
  ['0.0.0.0', 'an unspecified address'],
  ['0.1.2.3', 'an unspecified address'],
  ['169.254.1.1', 'a link-local address'],
  ['169.254.169.254', 'a cloud metadata address'],
  ['168.63.129.16', 'a cloud metadata address'],
  ['100.100.100.200', 'a cloud metadata address'],
  ['100.64.0.1', 'a carrier-grade NAT address'],
  ['100.128.0.1', undefined],
  ['224.0.0.1', 'a multicast address'],
  ['239.255.255.250', 'a multicast address'],
  ['255.255.255.255', 'a broadcast address'],
  ['240.0.0.1', 'a reserved address'],
  ['192.0.2.1', 'a reserved address'],
  ['198.18.0.1', 'a reserved address'],
  ['::', 'an unspecified address'],
  ['::1', 'a loopback address'],
  ['fe80::1', 'a link-local address'],
  ['fe80::1%eth0', 'a link-local address'],
  ['fc00::1', 'a private address'],
  ['fd00:ec2::254', 'a cloud metadata address'],
  ['ff02::1', 'a multicast address'],
  ['fec0::1', 'a reserved address'],
  ['4000::1', 'a reserved address'],
  ['2001:db8::1', 'a reserved address'],
  ['::ffff:127.0.0.1', 'a loopback address'],
  ['::ffff:7f00:1', 'a loopback address'],
  ['::ffff:8.8.8.8', undefined],
  ['::127.0.0.1', 'a loopback address'],
  ['64:ff9b::10.0.0.1', 'a private address'],
  ['64:ff9b::8.8.8.8', undefined],
  ['64:ff9b:1::1', 'a reserved address'],
  ['2002:7f00:1::', 'a reserved address'],
  ['2001::1', 'a reserved address'],
  ['10.1.2.3', undefined, ['10.1.0.0/16']],
  ['10.2.2.3', 'a private address', ['10.1.0.0/16']],
  ['10.1.2.3', undefined, ['fd00::/8', '10.1.2.3']],
  ['::ffff:10.1.2.3', undefined, ['10.1.2.3']],
  ['fd00::1', undefined, ['fd00::/8']],
  ['fd00::1', 'a private address', ['0.0.0.0/0']],
  ['not an address', 'an unreadable address', ['0.0.0.0/0']],
  ['0x7f.1', 'an unreadable address'],
  ['010.0.0.1', 'an unreadable address']
]

for (const [address, kind, exceptions] of cases) {
  const says = `${address} is ${kind ?? 'open'}${exceptions === undefined ? '' : ` where ${exceptions} is excepted`}`
  t.test(says, async t => t.equal(forbiddenKind(address, exceptions), kind))
}

t.test('a range is an address with as many bits as it has room for', async t => {
  for (const good of ['10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8', '0.0.0.0/0']) t.ok(readRange(good), good)
  for (const bad of ['10.0.0.0/33', 'fd00::/129', '10.0.0.0/', '10.0.0.0/x', '10.0.0', 'web', '']) t.notOk(readRange(bad), bad)
})
