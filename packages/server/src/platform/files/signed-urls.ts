import { createHmac } from 'node:crypto'
import { addSeconds, type Clock } from '../clock.ts'
import type { Keys } from '../keys.ts'
import { sameHash } from '../secrets.ts'

/** What a URL of the local folder allows. */
export interface Allowance {
  readonly id: string
  readonly method: 'GET' | 'PUT'
  /** The size of an upload in bytes, the name of a download. */
  readonly detail: string
}

/** Path of the contents in the local folder, on the bare host only: no cookie of a visitor is sent there. */
export const contentPath = (id: string): string => `/_edge/file-content/${id}`

/** URLs that allow one thing for a while, without a look into the database. */
export class SignedUrls {
  readonly #keys: Keys
  readonly #clock: Clock
  readonly #origin: string

  constructor({ keys, clock, origin }: { keys: Keys; clock: Clock; origin: string }) {
    this.#keys = keys
    this.#clock = clock
    this.#origin = origin
  }

  /** A URL that allows this for a number of seconds. */
  sign(allowance: Allowance, seconds: number): string {
    const until = String(addSeconds(this.#clock.now(), seconds).getTime())
    const [signature = Buffer.alloc(0)] = this.#signatures(allowance, until)
    const query = new URLSearchParams({
      detail: allowance.detail,
      until,
      signature: signature.toString('base64url'),
    })
    return `${this.#origin}${contentPath(allowance.id)}?${query}`
  }

  /** What the query of a URL allows; `null` when that is over, or was not signed by us. */
  read(id: string, method: Allowance['method'], query: URLSearchParams): Allowance | null {
    const [detail = '', until = '', signature = ''] = ['detail', 'until', 'signature'].map(
      (name) => query.get(name) ?? '',
    )
    const allowance = { id, method, detail }
    const given = Buffer.from(signature, 'base64url')
    const signed = this.#signatures(allowance, until).some((own) => sameHash(own, given))
    return signed && this.#clock.now().getTime() < Number(until) ? allowance : null
  }

  #signatures({ id, method, detail }: Allowance, until: string): Buffer[] {
    const text = JSON.stringify([method, id, detail, until])
    return this.#keys.derive('file-url').map((key) => createHmac('sha256', key).update(text).digest())
  }
}
