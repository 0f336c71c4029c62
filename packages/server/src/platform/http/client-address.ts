import { isIPv4, isIPv6 } from 'node:net'

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
