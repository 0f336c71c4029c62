import type { RuleId } from '../../src/rules.ts'

/** A request on its way to the server, as a mutant may change it. */
export interface PassingRequest {
  /** Id of the operation that it is for; `null` when it is no operation's. */
  readonly operation: string | null
  method: string
  /** With the query. */
  path: string
  /** By names in lower case. */
  headers: Record<string, string>
  body: Buffer
}

/** An answer on its way back. */
export interface PassingAnswer {
  status: number
  /** By names in lower case. */
  headers: Record<string, string | string[]>
  body: Buffer
}

/** Answers in place of the server, which it may ask, several times or never. */
export type Handler = (
  request: PassingRequest,
  ask: (request: PassingRequest) => Promise<PassingAnswer>,
) => Promise<PassingAnswer>

/** One fault, as a server could have it. */
export interface Mutant {
  /** What is wrong, in a few words; the table of the README has it. */
  readonly name: string
  /** The rule that must find it. */
  readonly rule: RuleId
  /** Operations that `--only` names beside the rule, so that the run is short. */
  readonly operations?: readonly string[]
  /** Options that the rule needs, such as `--sandbox`. */
  readonly args?: readonly string[]
  /** Begins a run with the fault: what it remembers is forgotten with the run. */
  start(): Handler
  /** Why no rule can find it; without this one must. */
  readonly survives?: string
}

/** Changes answers of these operations; of all, when none is named. */
export const answering =
  (
    change: (answer: PassingAnswer, request: PassingRequest) => void,
    ...operations: readonly string[]
  ): Mutant['start'] =>
  () =>
  async (request, ask) => {
    const answer = await ask(request)
    if (isOneOf(operations, request)) change(answer, request)
    return answer
  }

/** Changes requests for these operations before the server sees them. */
export const asking =
  (change: (request: PassingRequest) => void, ...operations: readonly string[]): Mutant['start'] =>
  () =>
  async (request, ask) => {
    if (isOneOf(operations, request)) change(request)
    return await ask(request)
  }

const isOneOf = (operations: readonly string[], { operation }: PassingRequest) =>
  operations.length === 0 || (operation !== null && operations.includes(operation))

/** Changes the JSON of an answer, when it is an object. */
export const json =
  (change: (body: Record<string, unknown>, answer: PassingAnswer) => void) => (answer: PassingAnswer) => {
    if (!String(answer.headers['content-type']).startsWith('application/json')) return
    const body: unknown = JSON.parse(answer.body.toString() || 'null')
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return
    change(body as Record<string, unknown>, answer)
    answer.body = Buffer.from(JSON.stringify(body))
  }

/** An answer of a mutant's own. */
export const jsonAnswer = (status: number, body: unknown): PassingAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(body)),
})
