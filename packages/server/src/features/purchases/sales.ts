import type { Cursor } from '@latchkey/contract'
import type { NamedHandle } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { type Csv, csvText } from '../../platform/http/csv.ts'
import { isErased } from '../../platform/mail/erased.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { decimal, presentPurchase } from './purchases.ts'
import { findLedger, findOwnPage, type LedgerRow } from './queries.ts'
import {
  findAttempts,
  findSale,
  findSaleMails,
  findSales,
  type SaleFilter,
  type SaleMailRow,
  type SaleRow,
  type SaleStatus,
} from './sale-queries.ts'

/** What is asked of the list, as the contract has it. */
export interface SaleQuery {
  readonly limit: number
  readonly cursor?: Cursor | undefined
  readonly email?: string | undefined
  readonly visitorId?: string | undefined
  readonly page?: string | undefined
  readonly status?: SaleStatus | undefined
  readonly currency?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const position = ({ access_since: at, id }: SaleRow) => ({ at, id })

/** A sale as the contract has it. */
export const presentSale = (
  { email, status, pageTitle, pageSlug, ...purchase }: SaleRow,
  { handle }: NamedHandle,
) => ({
  ...presentPurchase(purchase, { handle, pageSlug }),
  status,
  pageTitle,
  email: isErased(email) ? null : email,
})

/**
 * Reads the filters; refuses a period that ends before it begins. A page is looked up first: by its id the database
 * knows how much was sold of it, and by which index to go.
 */
async function readFilter(
  { db }: Deps,
  { handleId }: NamedHandle,
  { limit: _, cursor: __, from, to, page, ...rest }: SaleQuery,
): Promise<{ filter: SaleFilter } | Failure<'invalid_request'>> {
  const period = { from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined }
  if (period.from && period.to && period.from > period.to) {
    return fail('invalid_request', { issues: [{ path: 'query.from', message: 'must not be after `to`' }] })
  }
  const named = page === undefined ? undefined : await findOwnPage(db, handleId, page).executeTakeFirst()
  // No sale is of a page that is not there.
  const pageId = page === undefined ? undefined : (named?.id ?? '')
  return { filter: { ...rest, ...period, pageId } }
}

/** What was sold at a handle, or given, newest first. */
export async function listSales(deps: Deps, seller: NamedHandle, query: SaleQuery) {
  const read = await readFilter(deps, seller, query)
  if (isFailure(read)) return read
  const rows = await findSales(deps.db, seller.handleId, {
    ...read.filter,
    after: readCursor(query.cursor),
    limit: query.limit + 1,
  })
  return toPage(rows, query.limit, position, (row) => presentSale(row, seller))
}

/** All that match as a file. */
export async function exportSales(
  deps: Deps,
  seller: NamedHandle,
  query: SaleQuery,
): Promise<Csv | Failure<'invalid_request'>> {
  const read = await readFilter(deps, seller, query)
  if (isFailure(read)) return read
  const text = csvText(
    COLUMNS,
    (last: SaleRow | null, limit) =>
      findSales(deps.db, seller.handleId, { ...read.filter, after: last && position(last), limit }),
    (row) => cells(row, seller),
  )
  return { fileName: `${seller.handle}-sales.csv`, text }
}

const COLUMNS = [
  'purchase_id',
  'page',
  'page_title',
  'visitor_id',
  'email',
  'status',
  'has_access',
  'price',
  'refunded',
  'currency',
  'purchased_at',
]

function cells(row: SaleRow, seller: NamedHandle) {
  const sale = presentSale(row, seller)
  return [
    sale.id,
    sale.pageSlug,
    sale.pageTitle,
    sale.visitorId,
    sale.email,
    sale.status,
    sale.hasAccess,
    decimal(sale.price),
    decimal(sale.refunded),
    sale.price?.currency ?? null,
    sale.purchasedAt,
  ]
}

/**
 * A sale with its ledger, the mails about it, and the attempts to pay.
 * @param people whether to name those who work on the handle.
 */
export async function readSale(
  { db }: Deps,
  seller: NamedHandle,
  purchaseId: string,
  { people }: { readonly people: boolean },
) {
  const row = await findSale(db, seller.handleId, purchaseId)
  if (!row) return fail('purchase_not_found')
  const [ledger, mails, attempts] = await Promise.all([
    findLedger(db, purchaseId),
    findSaleMails(db, purchaseId),
    findAttempts(db, purchaseId),
  ])
  const sale = presentSale(row, seller)
  return {
    ...sale,
    ledger: ledger.map(presentEntry).toSorted((a, b) => (a.happenedAt < b.happenedAt ? -1 : 1)),
    mails: mails.map((mail) => presentMail(people ? mail : { ...mail, sellerEmail: null }, sale.email)),
    attempts: attempts.map((attempt) => ({
      attempt: attempt.attempt,
      status: attempt.state === 'creating' ? ('OPEN' as const) : upper(attempt.state),
      checkoutSessionId: attempt.sessionId,
      price: { amount: attempt.amount, currency: attempt.currency },
      createdAt: attempt.createdAt.toISOString(),
      expiresAt: attempt.expiresAt.toISOString(),
    })),
  }
}

const upper = <T extends string>(text: T) => text.toUpperCase() as Uppercase<T>

const presentEntry = (entry: LedgerRow) => ({
  id: entry.id,
  kind: upper(entry.kind),
  // Asked for here; to whoever looks, that is on its way.
  status: entry.status === 'requested' ? 'pending' : entry.status,
  amount: { amount: entry.amount, currency: entry.currency },
  stripeId: entry.stripe_id,
  cause: entry.cause && upper(entry.cause),
  reason: entry.reason,
  dueBy: entry.due_by?.toISOString() ?? null,
  happenedAt: (entry.happened_at ?? entry.created_at).toISOString(),
})

/** A mail about a sale as the contract has it; `buyer` is the address of the buyer, if there is one. */
export const presentMail = (mail: SaleMailRow, buyer: string | null) => ({
  id: mail.id,
  kind: upper(mail.kind),
  audience: mail.audience,
  email: mail.audience === 'BUYER' ? buyer : mail.sellerEmail,
  outcome: mail.outcome === null ? ('PENDING' as const) : upper(mail.outcome),
  createdAt: mail.createdAt.toISOString(),
  finishedAt: mail.finishedAt?.toISOString() ?? null,
})
