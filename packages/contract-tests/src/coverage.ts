import type { Operation } from './document.ts'
import type { Exchange } from './exchange.ts'

/** Which of the declared answers were seen. */
export class Coverage {
  readonly #seen = new Set<string>()

  see({ operation, answer, request }: Exchange): void {
    if (!operation || request.method !== operation.method) return
    this.#seen.add(nameOf(operation, answer.status, answer.status >= 400 ? answer.code : null))
  }

  has(operation: Operation, status: number, code: string | null): boolean {
    return this.#seen.has(nameOf(operation, status, code))
  }
}

const nameOf = ({ id }: Operation, status: number, code: string | null) => `${id} ${status} ${code ?? ''}`
