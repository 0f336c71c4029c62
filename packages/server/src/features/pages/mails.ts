import { handleOrigin } from '../../platform/config.ts'
import type { Composer } from '../../platform/mail/delivery.ts'
import { formatMoney } from '../../platform/money.ts'

/** Leva for a euro, fixed by law (Council Regulation (EU) 2025/1409). */
const LEVA_PER_EURO = 1.95583

/** Tells an owner that pages with a price in leva were taken back; the subject is the handle. */
export const levaEndedMail: Composer = async ({ db, config }, handleId) => {
  const owner = await db
    .selectFrom('handles as handle')
    .innerJoin('collaborators as collaborator', (join) =>
      join.onRef('collaborator.handle_id', '=', 'handle.id').on('collaborator.role', '=', 'OWNER'),
    )
    .innerJoin('accounts as account', 'account.id', 'collaborator.account_id')
    .select(['account.email', 'handle.name', 'handle.display_name as displayName'])
    .where('handle.id', '=', handleId)
    .executeTakeFirst()
  // Those whose price was set since need no word any more.
  const pages = await db
    .selectFrom('pages')
    .select(['title', 'price_amount as amount'])
    .where('handle_id', '=', handleId)
    .where('price_currency', '=', 'bgn')
    .where('state', '=', 'draft')
    .where('published_at', 'is not', null)
    .orderBy('published_at')
    .orderBy('id')
    .execute()
  if (!owner || pages.length === 0) return null
  const host = new URL(handleOrigin(config, owner.name)).host
  const one = pages.length === 1
  return {
    to: owner.email,
    subject: `${owner.displayName}: ${one ? 'a page needs' : `${pages.length} pages need`} a price in euros`,
    preheader: `Prices in leva can no longer be charged, so we unpublished ${one ? 'it' : 'them'}.`,
    heading: 'Please set a price in euros',
    blocks: [
      {
        paragraph: `Bulgaria has used the euro since 2026, and prices in leva can no longer be charged. So we unpublished the following on ${owner.displayName} (${host}):`,
      },
      { facts: pages.map(({ title, amount }) => [title, prices(amount ?? 0)]) },
      {
        paragraph: `Set a price in euros for ${one ? 'the page' : 'each page'}, then publish it again. Until then nobody can open it, not even people who have paid for it. They get it back the moment you publish it.`,
      },
      {
        note: 'The amounts in euros use the official rate of 1.95583 leva. You are free to choose any price.',
      },
    ],
  }
}

const prices = (leva: number): string => {
  const euro = formatMoney({ amount: Math.round(leva / LEVA_PER_EURO), currency: 'eur' })
  return `${formatMoney({ amount: leva, currency: 'bgn' })}, which is ${euro}`
}
