import { Webhook } from 'standardwebhooks'
import { vi } from 'vitest'
import type { TestClock } from './clock.ts'
import { type DocumentHost, documentHost } from './document-host.ts'

/** A message that arrived. */
export interface Received {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
}

/** A creator's server for https://client.example, which answers as it is told. */
export interface WebhookReceiver {
  readonly network: DocumentHost['network']
  readonly dialled: DocumentHost['dialled']
  /** Messages in the order of their arrival. */
  readonly received: Received[]
  /** The status of the answer to a message; `drop` breaks the connection. */
  answer: (message: Received) => number | 'drop'
  /** What the name of the server stands for. */
  addresses: string[]
  /** Forgets what arrived, and answers 200 from a public address again. */
  reset(): void
}

export async function webhookReceiver(): Promise<WebhookReceiver> {
  const usual = () => ({ answer: (): number | 'drop' => 200, addresses: ['93.184.216.34'] })
  const received: Received[] = []
  const host = await documentHost(
    async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const headers = request.headers as Record<string, string>
      const message = { path: request.url ?? '', headers, body: Buffer.concat(chunks).toString('utf8') }
      received.push(message)
      const status = receiver.answer(message)
      if (status === 'drop') request.socket.destroy()
      else response.writeHead(status, { location: 'https://169.254.169.254/' }).end('{}')
    },
    () => receiver.addresses,
  )
  const receiver: WebhookReceiver = {
    ...usual(),
    network: host.network,
    dialled: host.dialled,
    received,
    reset() {
      received.length = 0
      host.dialled.length = 0
      Object.assign(receiver, usual())
    },
  }
  return receiver
}

/**
 * The event in a message, checked with the reference library as of the test's time.
 * @throws when the signature or its time is wrong.
 */
export function verify(secret: string, { body, headers }: Received, clock: TestClock): unknown {
  vi.useFakeTimers({ toFake: ['Date'], now: clock.now() })
  try {
    return new Webhook(secret).verify(body, headers)
  } finally {
    vi.useRealTimers()
  }
}
