import type { Cursor } from '@latchkey/contract'
import type { NamedHandle } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { type Csv, csvText } from '../../platform/http/csv.ts'
import { isErased } from '../../platform/mail/erased.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { decimal, presentPurchase } from './purchases.ts'
import { type BuyerRow, findBuyers, findOwnPage } from './queries.ts'

/** A page by the handle that it belongs to. */
export interface OwnPageNames extends NamedHandle {
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
  const text = csvText(
    COLUMNS,
    (last: BuyerRow | null, limit) => findBuyers(deps.db, page.id, { after: last && position(last), limit }),
    (row) => cells(row, names),
  )
  return { fileName: `${names.handle}-${page.slug}-buyers.csv`, text }
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

function cells(row: BuyerRow, names: OwnPageNames) {
  const buyer = presentBuyer(row, names)
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
