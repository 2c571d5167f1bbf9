import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { forbiddenKind } from '../domain/outgoing/addresses.ts'
import { OutgoingRefused } from './refused.ts'

/** Every address of a name. */
export type Lookup = (hostname: string) => Promise<LookupAddress[]>

export const systemLookup: Lookup = hostname =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)))
  })

/**
 * Looks a name up for a socket, which then connects to exactly what was checked here: there is no second look-up whose
 * answer could differ. One forbidden address refuses the name, as the socket may try any of them.
 */
export function checkedLookup(lookup: Lookup, exceptions: readonly string[]): LookupFunction {
  return (hostname: string, options: LookupOptions, callback) => {
    lookup(hostname).then(
      addresses => {
        const [first] = addresses
        if (first === undefined) return callback(new Error(`${hostname} has no address.`), '')
        for (const { address } of addresses) {
          const kind = forbiddenKind(address, exceptions)
          if (kind !== undefined) return callback(OutgoingRefused.ofAddress(hostname, kind, address), '')
        }
        return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family)
      },
      error => callback(error, '')
    )
  }
}
