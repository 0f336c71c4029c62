import { createServer, type IncomingMessage, request as requestHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib'
import { ContractDocument } from '../../src/document.ts'
import type { Handler, PassingAnswer, PassingRequest } from './mutant.ts'

/** A server in front of a server. */
export interface MutantProxy {
  /** What `--base-url` names. */
  readonly origin: string
  /** Puts a fault between the two; `null` lets everything pass. */
  mutate(handler: Handler | null): void
  close(): Promise<void>
}

const TEXT = /^(?:text\/|application\/(?:.*json|.*javascript|.*xml|x-www-form-urlencoded))/

/**
 * Stands in front of the server at the origin, which knows only its own name: the port is the only difference, and it is
 * put right in what passes, so that the server and its clients see one origin each.
 */
export async function startProxy(upstream: string): Promise<MutantProxy> {
  const { hostname, port } = new URL(upstream)
  const operationOf = await operationsOf(upstream)
  let handler: Handler | null = null
  const server = createServer((request, response) => {
    const own = String((server.address() as AddressInfo).port)
    const toUpstream = (text: string) => swapPort(text, hostname, own, port)
    const toClient = (text: string) => swapPort(text, hostname, port, own)
    const ask = async (passing: PassingRequest) =>
      changed(await send(port, changed(passing, toUpstream)), toClient)
    const answer = async () => {
      const passing = await read(request, operationOf)
      const { status, headers, body: plain } = await (handler ? handler(passing, ask) : ask(passing))
      const body = recode(plain, headers['content-encoding'], ENCODERS)
      // What has no body may still tell the length that one would have.
      const isFree = passing.method === 'HEAD' || status === 204 || status === 304
      response.writeHead(status, isFree ? headers : { ...headers, 'content-length': String(body.length) })
      response.end(body)
    }
    answer().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  return {
    origin: `http://${hostname}:${(server.address() as AddressInfo).port}`,
    mutate: (next) => {
      handler = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Finds the operation that a request is for. */
async function operationsOf(upstream: string) {
  const response = await fetch(`${upstream}/openapi.json`)
  const document = new ContractDocument(
    (await response.json()) as ConstructorParameters<typeof ContractDocument>[0],
  )
  const known = document.operations.map(({ id, method, path }) => ({
    id,
    method,
    // A segment with a parameter comes after the same one without, as the server's router has it.
    places: path.split('{').length,
    matches: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }))
  known.sort((a, b) => a.places - b.places)
  return (method: string, path: string) =>
    known.find((one) => one.method === method && one.matches.test(path.split('?')[0] ?? ''))?.id ?? null
}

async function read(
  request: IncomingMessage,
  operationOf: (method: string, path: string) => string | null,
): Promise<PassingRequest> {
  const method = request.method ?? 'GET'
  const path = request.url ?? '/'
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { 'transfer-encoding': _, ...headers } = Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values = []]) => [name, values.join(', ')]),
  )
  return { operation: operationOf(method, path), method, path, headers, body: Buffer.concat(chunks) }
}

function send(port: string, { method, path, headers, body }: PassingRequest): Promise<PassingAnswer> {
  return new Promise((resolve, reject) => {
    const sized = body.length > 0 ? { ...headers, 'content-length': String(body.length) } : headers
    const options = { host: 'localhost', port, method, path, headers: sized }
    const request = requestHttp(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const {
          'transfer-encoding': _,
          connection: __,
          'keep-alive': ___,
          ...rest
        } = response.headersDistinct
        const kept = Object.entries(rest).map(([name, values = []]) => [
          name,
          values.length === 1 ? values[0] : values,
        ])
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(kept),
          body: recode(Buffer.concat(chunks), response.headers['content-encoding'], DECODERS),
        })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

type Coders = Readonly<Record<string, (bytes: Buffer) => Buffer>>
const DECODERS: Coders = { gzip: gunzipSync, br: brotliDecompressSync }
const ENCODERS: Coders = {
  gzip: gzipSync,
  // As the server does for what it makes once, it would take seconds for the document.
  br: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
}

/** What is encoded could not be changed on the way. */
function recode(body: Buffer, encoding: string | string[] | undefined, coders: Coders): Buffer {
  const code = coders[String(encoding)]
  return code && body.length > 0 ? code(body) : body
}

/** The same with every text of it changed. */
function changed<T extends PassingRequest | PassingAnswer>(passing: T, change: (text: string) => string): T {
  const headers = Object.fromEntries(
    Object.entries(passing.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(change) : change(value),
    ]),
  )
  const isText = TEXT.test(String(passing.headers['content-type']))
  const body = isText ? Buffer.from(change(passing.body.toString('latin1')), 'latin1') : passing.body
  return { ...passing, ...('path' in passing && { path: change(passing.path) }), headers, body }
}

/** Another port in every origin and host that the text names, also where it is encoded for a query. */
const swapPort = (text: string, hostname: string, from: string, to: string) =>
  text
    .replaceAll(`${hostname}:${from}`, `${hostname}:${to}`)
    .replaceAll(`${hostname}%3A${from}`, `${hostname}%3A${to}`)
