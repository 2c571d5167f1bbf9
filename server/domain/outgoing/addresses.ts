import ipaddr from 'ipaddr.js'

/** Addresses at which clouds hand credentials to whoever asks; one of them lies in public space. */
const metadata = new Set([
  '168.63.129.16',
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd20:ce::254'
])

/** The ranges that ipaddr.js names in one word, in words for a sentence. */
const kinds: Record<string, string> = {
  loopback: 'a loopback',
  linkLocal: 'a link-local',
  uniqueLocal: 'a private',
  carrierGradeNat: 'a carrier-grade NAT',
  unspecified: 'an unspecified',
  multicast: 'a multicast',
  broadcast: 'a broadcast',
  private: 'a private'
}

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** An address as a network sees it: an IPv4 address inside an IPv6 one (mapped, or behind NAT64) is what is reached. */
export function readAddress(text: string): Address | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1')
  if (!ipaddr.isValid(bare) || (!bare.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(bare))) return undefined
  const address = ipaddr.parse(bare)
  if (address.kind() === 'ipv4') return address
  const [six, bytes] = [address as ipaddr.IPv6, address.toByteArray()]
  const carried = six.isIPv4MappedAddress() || six.match(nat64)
  return carried ? new ipaddr.IPv4(bytes.slice(12)) : six
}

const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
/** All that is given out of IPv6; what lies outside leads nowhere, or inside. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** `10.0.0.7` or `10.0.0.0/8`, of either family; `undefined` for everything else. */
export function readRange(text: string): [Address, number] | undefined {
  const [address, bits] = text.split('/', 2) as [string, string?]
  const start = readAddress(address)
  if (start === undefined || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return undefined
  const longest = start.kind() === 'ipv4' ? 32 : 128
  const length = bits === undefined ? longest : Number(bits)
  return length > longest ? undefined : [start, length]
}

export function isWithin(address: Address, ranges: readonly string[]): boolean {
  return ranges.some(text => {
    const range = readRange(text)
    return range !== undefined && range[0].kind() === address.kind() && address.match(range as [ipaddr.IPv4, number])
  })
}

/** What kind of address keeps a request from being sent to it ("a private address"); `undefined` for a public or excepted one. */
export function forbiddenKind(text: string, exceptions: readonly string[] = []): string | undefined {
  const address = readAddress(text)
  if (address === undefined) return 'an unreadable address'
  if (isWithin(address, exceptions)) return undefined
  if (metadata.has(address.toString())) return 'a cloud metadata address'
  const range = address.range()
  const open = range === 'unicast' && (address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(globalUnicast))
  return open ? undefined : `${kinds[range] ?? 'a reserved'} address`
}
