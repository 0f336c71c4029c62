import { type Cursor, toDecimal } from '@latchkey/contract'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { type Csv, csvLine } from '../../platform/http/csv.ts'
import { isErased } from '../../platform/mail/erased.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { presentPurchase } from './purchases.ts'
import { type BuyerRow, findBuyers, findOwnPage } from './queries.ts'

/** Rows that are read at once for a file. */
const BATCH = 500

/** A page by the handle that it belongs to. */
export interface OwnPageNames {
  readonly handleId: string
  readonly handle: string
  readonly pageSlug: string
}

const position = ({ access_since: at, id }: BuyerRow) => ({ at, id })

const presentBuyer = ({ email, ...purchase }: BuyerRow, { handle, pageSlug }: OwnPageNames) => ({
  ...presentPurchase(purchase, { handle, pageSlug }),
  email: isErased(email) ? null : email,
})

/** One part of the list of who bought a page, or was given it. */
export async function listBuyers(
  { db }: Deps,
  names: OwnPageNames,
  list: { limit: number; cursor?: Cursor | undefined },
) {
  const page = await findOwnPage(db, names.handleId, names.pageSlug).executeTakeFirst()
  if (!page) return fail('page_not_found')
  const rows = await findBuyers(db, page.id, { after: readCursor(list.cursor), limit: list.limit + 1 })
  return toPage(rows, list.limit, position, (row) => presentBuyer(row, names))
}

/** All of them as a file. */
export async function exportBuyers(
  deps: Deps,
  names: OwnPageNames,
): Promise<Csv | Failure<'page_not_found'>> {
  const page = await findOwnPage(deps.db, names.handleId, names.pageSlug).executeTakeFirst()
  if (!page) return fail('page_not_found')
  return { fileName: `${names.handle}-${page.slug}-buyers.csv`, text: csvText(deps, names, page.id) }
}

const COLUMNS = [
  'purchase_id',
  'visitor_id',
  'email',
  'grant_type',
  'has_access',
  'disputed',
  'price',
  'refunded',
  'currency',
  'purchased_at',
]

// Read in parts while it is sent: however long the list is, little of it is in memory, and no query takes long.
async function* csvText({ db }: Deps, names: OwnPageNames, pageId: string): AsyncGenerator<string> {
  yield csvLine(COLUMNS)
  let last: BuyerRow | undefined
  do {
    const rows = await findBuyers(db, pageId, { after: last ? position(last) : null, limit: BATCH })
    if (rows.length > 0) yield rows.map((row) => csvLine(cells(row, names))).join('')
    last = rows.length === BATCH ? rows.at(-1) : undefined
  } while (last)
}

function cells(row: BuyerRow, names: OwnPageNames) {
  const buyer = presentBuyer(row, names)
  const decimal = (money: typeof buyer.price) => money && toDecimal(money.amount, money.currency)
  return [
    buyer.id,
    buyer.visitorId,
    buyer.email,
    buyer.grantType,
    buyer.hasAccess,
    buyer.disputed,
    decimal(buyer.price),
    decimal(buyer.refunded),
    buyer.price?.currency ?? null,
    buyer.purchasedAt,
  ]
}
