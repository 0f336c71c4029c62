import type { Exchange } from '../exchange.ts'

/** The sandbox could not go on: a request that is valid, and has all that it needs, did not work. */
export class Stuck extends Error {
  override readonly name = 'Stuck'
  /** The request, if it was one. */
  readonly exchange: Exchange | null

  constructor(exchange: Exchange | null, message: string) {
    super(message)
    this.exchange = exchange
  }
}
