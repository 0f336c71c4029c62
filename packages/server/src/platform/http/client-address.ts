import { isIPv4, isIPv6 } from 'node:net'
import { ipv6Networks } from '@latchkey/contract'

// Some proxies add the port, which differs for each connection.
const WITH_PORT = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/

/**
 * The address a request is throttled by. With `trustedProxies` proxies in front, the entry that the outermost
 * trusted proxy added to X-Forwarded-For; entries further left are the client's own claim. IPv6 counts by /64,
 * which is what one subscriber gets.
 */
export function clientAddress(
  remoteAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  let address = remoteAddress ?? ''
  if (trustedProxies > 0 && forwardedFor) {
    const hops = forwardedFor.split(',').map((hop) => hop.trim())
    address = hops[Math.max(0, hops.length - trustedProxies)] || address
  }
  const [, bracketed, dotted] = WITH_PORT.exec(address) ?? []
  address = (bracketed ?? dotted ?? address).toLowerCase()
  const mapped = address.startsWith('::ffff:') ? address.slice(7) : ''
  if (isIPv4(mapped)) return mapped
  return isIPv6(address) ? ipv6Network(address) : address
}

/** A network, and how many times the quota of an address it may use. */
export interface Network {
  readonly key: string
  readonly quotas: number
}

/** The networks that an address, as `clientAddress` has it, counts in, narrowest first. */
export function networksOf(address: string): Network[] {
  if (!address.endsWith('::/64')) return [{ key: address, quotas: 1 }]
  const groups = address.slice(0, -'::/64'.length).split(':')
  const number = groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
  return ipv6Networks.map(({ bits, quotas }) => {
    const rest = BigInt(64 - bits)
    const prefix = ((number >> rest) << rest).toString(16).padStart(16, '0')
    return {
      key: `${prefix
        .match(/.{4}/g)
        ?.map((group) => Number.parseInt(group, 16).toString(16))
        .join(':')}::/${bits}`,
      quotas,
    }
  })
}

function ipv6Network(address: string): string {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    const end = tail === '' ? [] : tail.split(':')
    groups.push(...Array(Math.max(0, 8 - groups.length - end.length)).fill('0'), ...end)
  }
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
