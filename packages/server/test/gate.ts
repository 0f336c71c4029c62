import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** What becomes of connections: passed on, taken and never answered, or broken off. */
export type Gating = 'open' | 'hanging' | 'refusing'

/** An answer that gets lost, with its connection: by what is in it, and what becomes of connections from then on. */
interface Losing {
  readonly words: string
  readonly then: Gating
}

/** Stands in front of a server, whose network it can break. */
export class Gate {
  /** How often something was asked, whether it was passed on or not. */
  asked = 0
  readonly #port: number
  readonly #host: string
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #gating: Gating = 'open'
  #losing: Losing | null = null

  private constructor({ port, hostname }: URL) {
    this.#port = Number(port)
    this.#host = hostname
    this.#server = createServer((socket) => this.#take(socket))
  }

  static async before(url: string): Promise<Gate> {
    const gate = new Gate(new URL(url))
    await once(gate.#server.listen(0, '127.0.0.1'), 'listening')
    return gate
  }

  get url(): string {
    return this.through('http://127.0.0.1')
  }

  /** The address of the server, by which one comes through here. */
  through(url: string): string {
    const through = new URL(url)
    const address = this.#server.address()
    through.hostname = '127.0.0.1'
    through.port = String(typeof address === 'object' && address?.port)
    return through.href.replace(/(?<=\d)\/$/, '')
  }

  /** Has the next answer get lost that has these words in it. */
  lose(words: string, then: Gating = 'open'): void {
    this.#losing = { words, then }
  }

  /** Whether all is lost that was to be. */
  get hasLost(): boolean {
    return this.#losing === null
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
    const onward = connect(this.#port, this.#host)
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      this.#sockets.add(one)
      one.on('error', () => {})
      one.on('data', (chunk) => {
        if (one === socket) this.asked++
        else if (this.#losing && chunk.includes(this.#losing.words)) {
          const { then } = this.#losing
          this.#losing = null
          socket.destroy()
          return this.set(then)
        }
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
