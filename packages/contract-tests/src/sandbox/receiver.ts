import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A webhook as it arrived. */
export interface Delivered {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** When it did, in seconds. */
  readonly at: number
}

/** A creator's server, on this machine. */
export interface Receiver {
  readonly url: string
  readonly delivered: readonly Delivered[]
  close(): void
}

/** @param statuses what the first are answered; all after them 200. */
export async function startReceiver(statuses: readonly number[]): Promise<Receiver> {
  const delivered: Delivered[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
      )
      response.writeHead(statuses[delivered.length] ?? 200).end()
      delivered.push({ headers, body: Buffer.concat(chunks).toString(), at: Date.now() / 1000 })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    delivered,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
