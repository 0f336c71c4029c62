import type { Client } from '../client.ts'
import type { ContractDocument, Operation } from '../document.ts'
import type { Exchange, RequestSpec } from '../exchange.ts'
import { Stuck } from './stuck.ts'

/** A request without its operation, which is named beside it. */
export type Call = Omit<RequestSpec, 'operation'>

/** Calls operations by their ids. */
export class Api {
  readonly client: Client
  readonly #operations: ReadonlyMap<string, Operation>

  constructor(document: ContractDocument, client: Client) {
    this.client = client
    this.#operations = new Map(document.operations.map((operation) => [operation.id, operation]))
  }

  /** @throws Stuck when the document has no such operation. */
  operation(id: string): Operation {
    const operation = this.#operations.get(id)
    if (!operation) throw new Stuck(null, `The document has no operation ${id}.`)
    return operation
  }

  async send(id: string, call: Call = {}): Promise<Exchange> {
    return await this.client.send({ ...call, operation: this.operation(id) })
  }

  /**
   * What it answered.
   * @throws Stuck when it was refused.
   */
  async call(id: string, call: Call = {}): Promise<unknown> {
    const exchange = await this.send(id, call)
    return succeeded(exchange).answer.json
  }
}

/** @throws Stuck when it was refused. */
export function succeeded(exchange: Exchange): Exchange {
  const { status, code, json } = exchange.answer
  if (status < 400) return exchange
  const message = typeof json === 'object' && json !== null && 'message' in json ? `: ${json.message}` : ''
  throw new Stuck(exchange, `A valid request got ${status}${code ? ` ${code}` : ''}${message}.`)
}
