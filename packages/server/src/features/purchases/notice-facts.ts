import { dashboardOrigin } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import { isErased } from '../../platform/mail/erased.ts'
import type { Mail, MailBlock } from '../../platform/mail/message.ts'
import { platformSender } from '../../platform/mail/sender.ts'
import { formatMoney } from '../../platform/money.ts'
import { creatorShare, takenBy } from './creator-share.ts'
import type { NoticeRow } from './notice-queries.ts'
import type { LedgerRow } from './queries.ts'

/** What the mails of a notice are written from. */
export interface NoticeFacts extends NoticeRow {
  readonly entry: LedgerRow
  readonly host: string
  /** Origin of the dashboard. */
  readonly dashboard: string
  /** Of a refund that failed: whether people had been told that it was on its way. */
  readonly told: boolean
  /** The buyer's address, or what stands for it. */
  readonly buyer: string
  readonly erased: boolean
  /** What was paid, and what of it is the creator's. */
  readonly paid: string
  readonly fee: string
  readonly share: string
  /** What the refund or dispute is about; what it takes from the creator, `null` when that is nothing. */
  readonly sum: string
  readonly taken: string | null
  /** Where to write to us. */
  readonly us: string
}

export type NoticeMail = Omit<Mail, 'to'>

export function describeNotice(
  { config }: Deps,
  row: NoticeRow,
  entry: LedgerRow,
  { ledger, told }: { ledger: readonly LedgerRow[]; told: boolean },
): NoticeFacts {
  const share = creatorShare(
    row,
    ledger.filter(({ kind }) => kind === 'charge'),
  )
  const { currency } = share
  const taken = entry.kind === 'charge' ? null : takenBy(row, ledger, entry)
  return {
    ...row,
    entry,
    told,
    host: `${row.handle}.${config.PUBLIC_DOMAIN}`,
    dashboard: dashboardOrigin(config),
    erased: isErased(row.buyer),
    buyer: isErased(row.buyer) ? 'a buyer who had their address erased' : row.buyer,
    paid: formatMoney({ amount: row.amount ?? entry.amount, currency: row.currency ?? entry.currency }),
    fee: formatMoney({ amount: share.fees, currency }),
    share: formatMoney({ amount: share.net, currency }),
    sum: formatMoney(entry),
    taken: taken && taken.amount > 0 ? formatMoney(taken) : null,
    us: platformSender(config).address,
  }
}

const settingOf = { sale_made: 'sales', sale_refunded: 'refunds', refund_failed: 'refunds' } as const

type Sale = Pick<NoticeFacts, 'event' | 'host' | 'handle' | 'purchaseId' | 'dashboard'>

/** For somebody who works on a handle: where the sale is, why they get such mails, and how they stop. */
export const forSeller = ({ event, host, handle, purchaseId, dashboard }: Sale): MailBlock[] => {
  const setting = event in settingOf ? settingOf[event as keyof typeof settingOf] : 'disputes'
  return [
    { button: 'See the sale', url: `${dashboard}/h/${handle}/sales/${purchaseId}` },
    {
      note: `You get this email because you work on ${host}. To stop getting emails about its ${setting}, turn “${setting}” off in your account: ${dashboard}/account`,
    },
  ]
}

/** What the buyer can see now, as the seller reads it. */
export const buyersAccess = ({ access, title }: Pick<NoticeFacts, 'access' | 'title'>): string => {
  if (access === 'active') return `The buyer has access to “${title}”.`
  return access === 'suspended'
    ? `The buyer’s access to “${title}” is paused.`
    : `The buyer no longer has access to “${title}”.`
}
