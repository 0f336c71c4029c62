import { contract, type ErrorAnswer, errorAnswers, type OperationDefinition } from '@latchkey/contract'

/** Folder where a run of the tests collects what was answered. */
export const COVERAGE_FOLDER = 'LATCHKEY_TEST_COVERAGE'

/** One kind of answer, e.g. `refundPurchase 409 already_refunded`. */
export const answerName = (
  operation: string,
  status: number | string,
  code: ErrorAnswer['code'] | null,
): string => (code ? `${operation} ${status} ${code}` : `${operation} ${status}`)

/** Every kind of answer that the contract declares. */
export const declaredAnswers: ReadonlySet<string> = new Set(
  Object.values(contract).flatMap((operations) =>
    Object.entries<OperationDefinition>(operations).flatMap(([id, operation]) => [
      ...Object.keys(operation.success).map((status) => answerName(id, status, null)),
      ...errorAnswers(operation).map(({ status, code }) => answerName(id, status, code)),
    ]),
  ),
)
