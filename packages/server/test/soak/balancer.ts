import { once } from 'node:events'
import {
  Agent,
  request as ask,
  createServer,
  get,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'

/** Milliseconds between two times that a server is asked whether it is ready. */
const PROBE_INTERVAL = 200
/** Milliseconds that it may take to say so. */
const PROBE_TIMEOUT = 5000

/** What is said to the next one only (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer'])

/** An answer as a server gave it. */
export interface ServedAnswer {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

export interface BalancerOptions {
  /** Whether it asks another server when one refuses the connection. */
  readonly retries?: boolean
  /** Sees every answer of a server. */
  readonly answered?: (answer: ServedAnswer) => void
  /** Hears of every request that no server answered. */
  readonly lost?: () => void
}

interface Upstream {
  readonly port: number
  readonly agent: Agent
  readonly removed: AbortController
  ready: boolean
  /** Told of the next request that it is sent. */
  readonly waiting: (() => void)[]
}

/**
 * A load balancer as operators have one: it asks the servers in turn that say in `/readyz` that they are ready, or all
 * when none does, and repeats only what is safe to repeat: a request whose connection was refused, so that nothing of it
 * was sent. What breaks off later is answered with 502.
 */
export class Balancer {
  /** Requests that were repeated at another server. */
  repeated = 0
  readonly #options: BalancerOptions
  readonly #server: Server
  readonly #upstreams = new Map<string, Upstream>()
  #turn = 0

  private constructor(options: BalancerOptions) {
    this.#options = options
    this.#server = createServer({ keepAlive: true }, (request, response) => {
      this.#serve(request, response).catch(() => response.destroy())
    })
  }

  static async start(options: BalancerOptions = {}): Promise<Balancer> {
    const balancer = new Balancer(options)
    await once(balancer.#server.listen(0), 'listening')
    return balancer
  }

  get port(): number {
    const address = this.#server.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  /** Sends requests to this server from now on, once it says that it is ready. */
  add(url: string): void {
    const upstream: Upstream = {
      port: Number(new URL(url).port),
      agent: new Agent({ keepAlive: true }),
      removed: new AbortController(),
      ready: false,
      waiting: [],
    }
    this.#upstreams.set(url, upstream)
    void this.#probe(upstream)
  }

  remove(url: string): void {
    const upstream = this.#upstreams.get(url)
    this.#upstreams.delete(url)
    upstream?.removed.abort()
    upstream?.agent.destroy()
  }

  /** Whether it sends requests to this server. */
  isReady = (url: string): boolean => this.#upstreams.get(url)?.ready ?? false

  /** Resolves when this server is sent its next request. */
  sent = (url: string): Promise<void> =>
    new Promise((resolve) => this.#upstreams.get(url)?.waiting.push(resolve))

  async stop(): Promise<void> {
    for (const url of [...this.#upstreams.keys()]) this.remove(url)
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  async #probe(upstream: Upstream): Promise<void> {
    const { signal } = upstream.removed
    while (!signal.aborted) {
      const options = { port: upstream.port, path: '/readyz', agent: upstream.agent, timeout: PROBE_TIMEOUT }
      upstream.ready = await new Promise<boolean>((resolve) => {
        const probe = get(options, (response) => {
          response.resume()
          resolve(response.statusCode === 200)
        })
        probe.on('timeout', () => probe.destroy())
        probe.on('error', () => resolve(false))
      })
      await wait(PROBE_INTERVAL, undefined, { signal }).catch(() => {})
    }
  }

  /** Those to ask, one after the other. */
  #inTurn(): Upstream[] {
    const all = [...this.#upstreams.values()]
    const ready = all.filter((each) => each.ready)
    const those = ready.length > 0 ? ready : all
    const first = this.#turn++ % Math.max(1, those.length)
    return [...those.slice(first), ...those.slice(0, first)]
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    for (const upstream of this.#inTurn()) {
      try {
        return await this.#pass(upstream, request, body, response)
      } catch (error) {
        const wasRefused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
        if (!wasRefused || this.#options.retries === false) break
        upstream.ready = false
        this.repeated++
      }
    }
    this.#options.lost?.()
    response.writeHead(502, { 'content-type': 'text/plain' }).end('no server answered\n')
  }

  /** @throws when the server gave no answer. */
  async #pass(
    { port, agent, waiting }: Upstream,
    { method = 'GET', url: path = '/', headers, socket }: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const passed: OutgoingHttpHeaders = { ...headers, 'x-forwarded-for': socket.remoteAddress ?? '' }
    for (const name of HOP_BY_HOP) delete passed[name]
    const asked = ask({ port, agent, method, path, headers: passed })
    // What breaks off after the answer has begun is met where it is read.
    asked.on('error', () => {})
    asked.end(body, () => {
      for (const tell of waiting.splice(0)) tell()
    })
    const [answer]: IncomingMessage[] = await once(asked, 'response')
    if (!answer) throw new Error('There is no answer.')
    const answered = await buffer(answer)
    const { statusCode: status = 0, rawHeaders } = answer
    const sent: [string, string][] = []
    for (let index = 0; index < rawHeaders.length; index += 2) {
      const [name = '', value = ''] = rawHeaders.slice(index, index + 2)
      if (!HOP_BY_HOP.has(name.toLowerCase())) sent.push([name, value])
    }
    this.#options.answered?.({ method, path, status, headers: new Headers(sent), body: answered })
    response.writeHead(status, sent.flat())
    response.end(answered)
  }
}
