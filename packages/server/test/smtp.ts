import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A message as it came over the wire. */
export interface ReceivedMail {
  readonly raw: string
  readonly recipients: string[]
}

const smtpError = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode })

/** A real SMTP server on loopback that can be stopped, started again, and told to misbehave. */
export class TestSmtp {
  readonly received: ReceivedMail[] = []
  /** Status it answers to every recipient with; `null` accepts. */
  recipientStatus: number | null = null
  /** Status it answers to every message with; `null` accepts. */
  messageStatus: number | null = null
  /** `silent`: takes the message and never answers. `dead`: takes it and drops the connection. */
  afterMessage: 'answer' | 'silent' | 'dead' = 'answer'
  #server: SMTPServer | null = null
  #port = 0

  static async start(): Promise<TestSmtp> {
    const smtp = new TestSmtp()
    await smtp.start()
    return smtp
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`
  }

  /** Listens, on the same port as before. */
  async start(): Promise<void> {
    const server = new SMTPServer({
      logger: false,
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 1,
      onRcptTo: (_address, _session, callback) =>
        callback(this.recipientStatus ? smtpError(this.recipientStatus, 'not here') : null),
      onData: async (stream, session, callback) => {
        // `null` from a client that went away in the middle.
        const raw = await text(stream).catch(() => null)
        if (raw === null) return
        if (this.messageStatus) return callback(smtpError(this.messageStatus, 'not this one'))
        this.received.push({ raw, recipients: session.envelope.rcptTo.map(({ address }) => address) })
        if (this.afterMessage === 'answer') return callback(null)
        if (this.afterMessage === 'dead') for (const connection of server.connections) connection.close()
      },
    })
    // Clients that go away in the middle are what some tests are about.
    server.on('error', () => {})
    await once(server.listen(this.#port, '127.0.0.1'), 'listening')
    const address = server.server.address()
    this.#port = typeof address === 'object' && address ? address.port : this.#port
    this.#server = server
  }

  /** Closes the port and every connection. */
  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server) await new Promise<void>((resolve) => server.close(resolve))
  }
}
