// Compiled by the type check of `npm test`, never run; see handlers.ts.
import type { contract } from '@latchkey/contract'
import type { Trx } from '../../src/platform/database/connect.ts'
import { inOwnTransaction, inTransaction } from '../../src/platform/database/transaction.ts'
import { fail } from '../../src/platform/failure.ts'
import type { Handler } from '../../src/platform/http/operation.ts'

const nothing = async () => {}

export const joins = (trx: Trx) => inTransaction(trx, nothing)
// @ts-expect-error A transaction begins no other.
export const begins = (trx: Trx) => trx.transaction()
// @ts-expect-error
export const isNotItsOwn = (trx: Trx) => inOwnTransaction(trx, nothing)

type Pages = (typeof contract)['pages']

// With a key, its work joins the transaction that stores the answer.
export const created: Handler<Pages['createPage']> = async ({ deps }) => {
  await inTransaction(deps.db, nothing)
  return fail('slug_taken')
}
export const createdApart: Handler<Pages['createPage']> = async ({ deps }) => {
  // @ts-expect-error
  await inOwnTransaction(deps.db, nothing)
  return fail('slug_taken')
}
export const checkedOut: Handler<(typeof contract)['checkout']['createCheckout']> = async ({ deps }) => {
  await inOwnTransaction(deps.db, nothing)
  return fail('page_not_found')
}
