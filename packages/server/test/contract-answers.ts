import {
  contract,
  type ErrorAnswer,
  errorAnswers,
  type OperationDefinition,
  ownErrorAnswers,
} from '@latchkey/contract'

/** Folder where a run of the tests collects what was answered. */
export const COVERAGE_FOLDER = 'LATCHKEY_TEST_COVERAGE'

/** One kind of answer, e.g. `refundPurchase 409 already_refunded`. */
export const answerName = (
  operation: string,
  status: number | string,
  code: ErrorAnswer['code'] | null,
): string => (code ? `${operation} ${status} ${code}` : `${operation} ${status}`)

/** What gave an answer: a handler, the frame around it, or the frame around what stands in for one in a test. */
export type Producer = 'handler' | 'frame' | 'stand-in'

/** One line of what a run collects. */
export const seenLine = (producer: Producer, answer: string): string => `${producer} ${answer}`

const answersOf = (
  statuses: (operation: OperationDefinition) => string[],
  errors: (operation: OperationDefinition) => ErrorAnswer[],
): ReadonlySet<string> =>
  new Set(
    Object.values(contract).flatMap((operations) =>
      Object.entries<OperationDefinition>(operations).flatMap(([id, operation]) => [
        ...statuses(operation).map((status) => answerName(id, status, null)),
        ...errors(operation).map(({ status, code }) => answerName(id, status, code)),
      ]),
    ),
  )

const successes = ({ success }: OperationDefinition) => Object.keys(success)

/** Every kind of answer that the contract declares. */
export const declaredAnswers = answersOf(successes, errorAnswers)

/** Those that only handlers give. The others the frame may answer around any handler. */
export const handlersAnswers = answersOf(
  (operation) => successes(operation).filter((status) => status !== '308'),
  ownErrorAnswers,
)
