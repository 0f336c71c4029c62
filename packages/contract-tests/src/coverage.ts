import type { ContractDocument, Operation } from './document.ts'
import type { Exchange } from './exchange.ts'

/** One declared answer, and whether it was seen. */
export interface Answer {
  readonly operation: Operation
  readonly status: number
  /** The code of an error; `null` for what is none. */
  readonly code: string | null
}

/** Which of the declared answers were seen. */
export class Coverage {
  readonly #seen = new Set<string>()
  readonly #reached = new Set<string>()

  see(exchange: Exchange): void {
    const { operation, answer, request } = exchange
    if (!operation || request.method !== operation.method) return
    const code = codeOf(exchange, operation)
    this.#seen.add(nameOf({ operation, status: answer.status, code }))
    if (isFromHere(exchange, operation, code)) this.#reached.add(operation.id)
  }

  has(answer: Answer): boolean {
    return this.#seen.has(nameOf(answer))
  }

  /** Whether the operation gave an answer that it declares, other than that it cannot. */
  isReached({ id }: Operation): boolean {
    return this.#reached.has(id)
  }
}

/** The code of an error. A page does not tell it, unless there is one only. */
function codeOf({ answer }: Exchange, operation: Operation): string | null {
  if (answer.status < 400) return null
  if (answer.code !== null) return answer.code
  const codes = codesOf(operation, answer.status)
  return isPage(operation, answer.status) && codes.length === 1 ? (codes[0] ?? null) : null
}

/** Whether the answer is this operation's: what a proxy, another server or a page for all paths answers is not. */
function isFromHere({ answer }: Exchange, operation: Operation, code: string | null): boolean {
  const { status, headers, json } = answer
  if (status >= 500 || operation.answer(status) === null) return false
  if (status >= 400 && json !== undefined) return codesOf(operation, status).includes(code ?? '')
  return json !== undefined || headers['x-request-id'] !== undefined
}

const codesOf = (operation: Operation, status: number) =>
  operation.answers.filter((one) => one.status === status).map(({ code }) => code)

const isPage = (operation: Operation, status: number) =>
  operation.answer(status)?.types.includes('text/html') ?? false

const nameOf = ({ operation, status, code }: Answer) => `${operation.id} ${status} ${code ?? ''}`

/** Every answer that the document declares. */
export const declaredAnswers = (document: ContractDocument): Answer[] =>
  document.operations.flatMap((operation) => operation.answers.map((answer) => ({ operation, ...answer })))

/** What was at hand for a run. */
export interface Means {
  readonly sandbox: boolean
  readonly credentials: { has(kind: string): boolean }
  isSelected(operation: Operation): boolean
  isThrottled(operation: Operation): boolean
}

/** The option that gives a credential of a kind. */
const OPTIONS: Readonly<Record<string, string>> = {
  accessToken: '--account-token',
  visitorToken: '--visitor-token',
  visitorCookie: '--visitor-token',
  personalToken: '--token',
  personalTokenHeader: '--token',
  oauth: '--token',
}

/** Why an answer was not seen. */
export function reasonFor({ operation, status, code }: Answer, means: Means): string {
  if (!means.isSelected(operation)) return 'left out by --only or --skip'
  if (status >= 500) return 'cannot be produced from outside: something must fail first'
  if (means.isThrottled(operation)) return 'the server asked to wait for too long'
  if (code !== null && isPage(operation, status) && codesOf(operation, status).length > 1)
    return 'is a page, which does not tell its code'
  if (means.sandbox) return 'was not produced by the walk of the sandbox'
  const { credentials, needsCredential } = operation
  const isGiven = credentials.some((kind) => kind !== null && means.credentials.has(kind))
  // Before anybody is asked who they are, a request can be too large or too frequent.
  if (needsCredential && !isGiven && ![401, 413, 429].includes(status)) {
    const options = new Set(credentials.map((kind) => OPTIONS[kind ?? ''] ?? '--sandbox'))
    return `needs a credential: ${[...options].join(' or ')}`
  }
  if (status === 429) return 'needs --sandbox: no limit is used up where others need it'
  return operation.isSafe && status < 400
    ? 'needs --sandbox: nothing is there under the names in the examples'
    : 'needs --sandbox: it takes a change, or a state that a change has made'
}
