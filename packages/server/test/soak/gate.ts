import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** What becomes of connections: passed on, taken and never answered, or broken off. */
export type Gating = 'open' | 'hanging' | 'refusing'

/** Stands in front of a server, whose network it can break. */
export class Gate {
  /** How often something was asked, whether it was passed on or not. */
  asked = 0
  readonly #port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #gating: Gating = 'open'

  private constructor(port: number) {
    this.#port = port
    this.#server = createServer((socket) => this.#take(socket))
  }

  static async before(url: string): Promise<Gate> {
    const gate = new Gate(Number(new URL(url).port))
    await once(gate.#server.listen(0, '127.0.0.1'), 'listening')
    return gate
  }

  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }

  /** From now on; whoever hangs when it opens is broken off. */
  set(gating: Gating): void {
    if (this.#gating === 'hanging' || gating === 'refusing') this.#cut()
    this.#gating = gating
  }

  async stop(): Promise<void> {
    this.#server.close()
    this.#cut()
    await once(this.#server, 'close')
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  #take(socket: Socket): void {
    if (this.#gating === 'refusing') {
      this.asked++
      socket.destroy()
      return
    }
    const onward = connect(this.#port, '127.0.0.1')
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      this.#sockets.add(one)
      one.on('error', () => {})
      one.on('data', (chunk) => {
        if (one === socket) this.asked++
        // What was asked before it hung is not answered either.
        if (this.#gating !== 'hanging') other.write(chunk)
      })
      one.on('close', () => {
        this.#sockets.delete(one)
        other.destroy()
      })
    }
  }
}
