// Writes the tables by which the SDK finds operations, and knows their errors and the events.
import {
  contract,
  type ErrorCode,
  errorAnswers,
  errorEntry,
  type OperationDefinition,
  type Retry,
  webhookEventTypes,
} from '@latchkey/contract'

const camelCase = (area: string) => area.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

// Those that answer pages are for browsers, those that take signed bytes for Stripe, those with OAuth errors for OAuth clients.
const areas = Object.entries(contract).map(([area, operations]) => {
  const own = Object.entries<OperationDefinition>(operations).filter(
    ([, { errorsAsHtml, rawBody, oauthErrors }]) => !errorsAsHtml && !rawBody && !oauthErrors,
  )
  return [camelCase(area), own] as const
})

const codesOf = (operation: OperationDefinition) =>
  errorAnswers(operation).map(({ code }) => code as ErrorCode)

/** Every code that these operations answer, by what a client should do after it. */
const classes = (['same_key', 'after', 'never'] as const satisfies Retry[]).map((retry) => {
  const codes = new Set(areas.flatMap(([, operations]) => operations.flatMap(([, each]) => codesOf(each))))
  return [retry, [...codes].filter((code) => errorEntry(code).retry === retry).toSorted()] as const
})
const ordered = classes.flatMap(([, codes]) => codes)

/** Stands for a code in the table of operations: a character from `(` on, by its place in the list of codes. */
const mark = (code: ErrorCode) => String.fromCharCode(40 + ordered.indexOf(code))

/** `K`: takes an `Idempotency-Key`; `E`: succeeds without a body; `C`: leads to content; `R`: only reads, although it is a POST. */
const traitsOf = ({ idempotency, success, readOnly }: OperationDefinition) =>
  [idempotency && 'K', success[204] && 'E', success[302] && 'C', readOnly && 'R'].filter(Boolean).join('')

/** Method, path, error codes (`generated/errors.ts`) and traits of every operation that answers data, by area. */
export function operationTable(): string {
  const lines = areas.map(([area, operations]) => {
    const entries = operations.map(([id, operation]) => {
      const { method, path, summary, description } = operation
      const codes = codesOf(operation).map(mark).toSorted().join('')
      const traits = traitsOf(operation)
      const entry = [method, path, codes, ...(traits ? [traits] : [])]
      const doc = `    /** ${summary}. ${description} */\n`
      return `${doc}    ${id}: [${entry.map((part) => JSON.stringify(part)).join(', ')}],\n`
    })
    return `  ${area}: {\n${entries.join('')}  },\n`
  })
  return `\nexport const operationTable = {\n${lines.join('')}} as const\n`
}

/** The error codes, by what a client should do with the same request. */
export function errorTable(): string {
  const lines = classes.map(([retry, codes]) => `  ${retry}: '${codes.join(' ')}',\n`)
  return `\n/** In this order they are numbered in the table of operations. */\nexport const errorTable = {\n${lines.join('')}} as const\n`
}

/** The types of the events that endpoints are told of. */
export const webhookEventTable = (): string =>
  `\nexport const webhookEventTypes = [\n${webhookEventTypes.map((type) => `  '${type}',\n`).join('')}] as const\n`
