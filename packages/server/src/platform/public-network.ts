import { lookup } from 'node:dns/promises'
import { type ClientRequest, request as requestPlain } from 'node:http'
import { request } from 'node:https'
import { BlockList, isIP, isIPv4 } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'

/** The way out to hosts that somebody else named. */
export interface Network {
  /** All addresses of a host name. */
  resolve(hostname: string): Promise<string[]>
  /** Opens a TLS connection to exactly this address; the certificate must be for `servername`, or when empty for the address. */
  dial(to: { address: string; port: number; servername: string }): TLSSocket
}

export const systemNetwork: Network = {
  resolve: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  dial: ({ address, port, servername }) => connect({ host: address, port, servername }),
}

/** A document that was fetched, or why not. */
export type Fetched =
  | { readonly body: Buffer; readonly header: (name: string) => string | undefined; readonly problem?: never }
  | { readonly problem: string }

// IANA special-purpose registry of IPv4: what is not globally reachable, and multicast.
const closed = new BlockList()
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]) {
  const [address = '', prefix] = network.split('/')
  closed.addSubnet(address, Number(prefix), 'ipv4')
}
// Of IPv6 only global unicast is open, without protocol assignments, documentation and 6to4. Mapped and translated
// IPv4 addresses are outside of it.
const open = new BlockList()
open.addSubnet('2000::', 3, 'ipv6')
for (const [address, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  closed.addSubnet(address, prefix, 'ipv6')
}

/** Whether an address is reachable by everybody, and so nothing of ours. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed.check(address, 'ipv4')
  return isIP(address) === 6 && open.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}

/** An answer, of which only the status counts, or why there is none. */
export type Posted =
  | { readonly status: number; readonly problem?: never }
  | { readonly problem: string; readonly status?: never }

/**
 * Fetches a small document from a host that somebody else named: by TLS, from public addresses only, without redirects.
 * The name is resolved once and the checked address is the one that is dialled, so a second answer of the name
 * server cannot lead elsewhere.
 * @param limits size in bytes, and time in milliseconds for all of it.
 */
export async function fetchPublic(
  network: Network,
  url: URL,
  limits: { readonly bytes: number; readonly milliseconds: number },
): Promise<Fetched> {
  return await within(limits.milliseconds, 'fetched', async (signal) => {
    const address = await publicAddress(network, url, signal)
    return typeof address === 'string' ? await get(network, url, address, limits.bytes, signal) : address
  })
}

/** A message to a host that somebody else named. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Posts a message under the same rules. Of the answer nothing but its status is read. */
export async function postPublic(
  network: Network,
  url: URL,
  message: Message,
  milliseconds: number,
): Promise<Posted> {
  return await within(milliseconds, 'reached', async (signal) => {
    const address = await publicAddress(network, url, signal)
    if (typeof address !== 'string') return address
    return await post(
      request(url, { ...posting(message, signal), ...through(network, url, address) }),
      message,
    )
  })
}

/** Posts a message to a server on this machine over http, for development. */
export async function postLoopback(url: URL, message: Message, milliseconds: number): Promise<Posted> {
  return await within(milliseconds, 'reached', async (signal) => {
    // Browsers take every name below localhost for this machine, Node does not.
    const own = url.hostname.endsWith('.localhost') && { hostname: 'localhost' }
    const { headers, ...options } = posting(message, signal)
    const sent = requestPlain(url, { ...options, ...own, headers: { ...headers, host: url.host } })
    return await post(sent, message)
  })
}

const posting = ({ headers, body }: Message, signal: AbortSignal) => ({
  method: 'POST',
  signal,
  headers: { ...headers, 'content-length': Buffer.byteLength(body) },
})

function post(sent: ClientRequest, { body }: Message): Promise<Posted> {
  return new Promise((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', ({ statusCode = 0 }) => {
      resolve({ status: statusCode })
      sent.destroy()
    })
    sent.end(body)
  })
}

/** Does `work` within a time; what goes wrong is a problem. */
async function within<T>(
  milliseconds: number,
  done: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | { readonly problem: string }> {
  const signal = AbortSignal.timeout(milliseconds)
  try {
    return await work(signal)
  } catch (error) {
    if (signal.aborted) return { problem: `it did not answer within ${milliseconds / 1000} seconds` }
    return { problem: `it could not be ${done} (${errorCode(error)})` }
  }
}

async function publicAddress(network: Network, url: URL, signal: AbortSignal) {
  const addresses = await withSignal(resolveHost(network, url), signal)
  const [address] = addresses
  if (!address) return { problem: 'its host has no address' }
  if (!addresses.every(isPublicAddress)) return { problem: 'its host is not on a public address' }
  return address
}

const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no connection'

const resolveHost = async (network: Network, { hostname }: URL): Promise<string[]> => {
  const literal = hostname.replace(/^\[|\]$/g, '')
  return isIP(literal) ? [literal] : await network.resolve(hostname)
}

function withSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
    ),
  ])
}

/** Connects to the address that was checked, whatever its name means by now. */
function through(network: Network, url: URL, address: string) {
  const servername = isIP(url.hostname.replace(/^\[|\]$/g, '')) ? '' : url.hostname
  return {
    createConnection: () => network.dial({ address, port: Number(url.port) || 443, servername }),
    // Else the `host` header of the usual port would name another.
    defaultPort: 443,
  }
}

function get(
  network: Network,
  url: URL,
  address: string,
  limit: number,
  signal: AbortSignal,
): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      signal,
      headers: { accept: 'application/json' },
      ...through(network, url, address),
    })
    const finish = (fetched: Fetched) => {
      resolve(fetched)
      sent.destroy()
    }
    sent.on('error', reject)
    sent.on('response', (response) => {
      const { statusCode = 0, headers } = response
      if (statusCode >= 300 && statusCode < 400) return finish({ problem: 'it redirects' })
      if (statusCode !== 200) return finish({ problem: `it answers with status ${statusCode}` })
      const chunks: Buffer[] = []
      let size = 0
      response.on('error', reject)
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > limit) finish({ problem: `it is larger than ${limit} bytes` })
        else chunks.push(chunk)
      })
      response.on('end', () => {
        const header = (name: string) => {
          const value = headers[name]
          return typeof value === 'string' ? value : undefined
        }
        finish({ body: Buffer.concat(chunks), header })
      })
    })
    sent.end()
  })
}
