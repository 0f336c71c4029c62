import type { Trx } from '../../platform/database/connect.ts'
import type { NoticeEvent } from '../../platform/database/schema.ts'
import type { Deps } from '../../platform/deps.ts'
import type { MailKind } from '../../platform/mail/kinds.ts'
import { enqueueMails } from '../../platform/mail/outbox.ts'
import { chargedAmount, type LedgerFact, refundedAmount } from './entitlement.ts'
import {
  findNotices,
  insertNotice,
  insertRecipients,
  type Notice,
  wasTold,
  withdrawRefundMails,
} from './notice-queries.ts'
import type { LedgerRow, PurchaseRow } from './queries.ts'

/** The mail that tells of each event. */
export const noticeKinds = {
  sale_made: 'sale_made',
  sale_refunded: 'sale_refunded',
  refund_failed: 'refund_failed',
  inquiry_opened: 'dispute_opened',
  inquiry_closed: 'dispute_closed',
  dispute_opened: 'dispute_opened',
  dispute_won: 'dispute_closed',
  dispute_lost: 'dispute_closed',
} as const satisfies Record<NoticeEvent, MailKind>

/** What there is to tell of a row of the ledger as it is now, if anything. */
export function eventOf({ kind, status }: LedgerFact): NoticeEvent | null {
  switch (kind) {
    case 'charge':
      return status === 'succeeded' ? 'sale_made' : null
    case 'refund':
      if (status === 'pending' || status === 'succeeded') return 'sale_refunded'
      return status === 'failed' || status === 'canceled' ? 'refund_failed' : null
    case 'dispute':
      if (status === 'won') return 'dispute_won'
      if (status === 'lost') return 'dispute_lost'
      if (status === 'warning_closed' || status === 'prevented') return 'inquiry_closed'
      // A state that this code does not know is an open dispute, as for access.
      return status.startsWith('warning_') ? 'inquiry_opened' : 'dispute_opened'
  }
}

const audiences = ['platform', 'seller', 'buyer'] as const

/** A purchase with its ledger, as they are now. */
interface State {
  readonly purchase: Pick<PurchaseRow, 'id' | 'handle_id' | 'access' | 'revoked_at'>
  readonly ledger: readonly LedgerRow[]
  readonly now: Date
}

/**
 * Enqueues the mails to those whom the state of a purchase's ledger concerns. It looks at the rows only, and may be
 * called with the same ones any number of times: each event of a row is told once to each audience, to those who are
 * there to be told at that moment. The caller holds the lock on the purchase.
 */
export async function enqueueNotices(
  trx: Trx,
  { config }: Pick<Deps, 'config'>,
  state: State,
): Promise<void> {
  const noted = new Set((await findNotices(trx, state.purchase.id)).map(keyOf))
  for (const entry of state.ledger) {
    const event = eventOf(entry)
    if (event === null) continue
    // One mail a person: who runs the platform is told as such.
    const except: string[] = []
    for (const audience of audiences) {
      const notice = { entryId: entry.id, event, audience }
      if (!noted.has(keyOf(notice))) {
        if (!(await isNews(trx, notice, state, noted))) continue
        await insertNotice(trx, notice, state.now)
        const { handle_id: handleId } = state.purchase
        const recipients = { handleId, operators: config.PLATFORM_OPERATORS, except }
        const subjectIds = await insertRecipients(trx, notice, recipients)
        await enqueueMails(trx, { kind: noticeKinds[event], subjectIds, now: state.now })
        noted.add(keyOf(notice))
      }
      if (audience === 'platform') except.push(...config.PLATFORM_OPERATORS)
    }
  }
}

const keyOf = ({ entryId, event, audience }: Notice): string => `${entryId} ${event} ${audience}`

/** Whether the audience needs to be told: of what concerns it, and of no end of what it has never heard of. */
async function isNews(
  trx: Trx,
  { entryId, event, audience }: Notice,
  { purchase, ledger, now }: State,
  noted: ReadonlySet<string>,
): Promise<boolean> {
  const forBuyer = audience === 'buyer'
  const wasOpened = (opening: NoticeEvent) => noted.has(keyOf({ entryId, event: opening, audience }))
  switch (event) {
    // The buyer has a mail of its own about these.
    case 'sale_made':
    case 'sale_refunded':
      return audience === 'seller'
    case 'refund_failed':
      await withdrawRefundMails(trx, entryId, now)
      return (await wasTold(trx, entryId)) || (wasPromised(ledger, entryId) && !isPaidBack(ledger))
    // To the buyer, disputes matter where they change access.
    case 'inquiry_opened':
      return !forBuyer
    case 'dispute_opened':
      return !forBuyer || purchase.access === 'suspended'
    case 'inquiry_closed':
      return forBuyer
        ? purchase.access === 'active' && wasOpened('dispute_opened')
        : wasOpened('inquiry_opened') || wasOpened('dispute_opened')
    case 'dispute_won':
      return !forBuyer || (purchase.access === 'active' && wasOpened('dispute_opened'))
    case 'dispute_lost':
      return !forBuyer || (purchase.revoked_at === null && !isPaidBack(ledger))
  }
}

const isPaidBack = (ledger: readonly LedgerRow[]): boolean => refundedAmount(ledger) >= chargedAmount(ledger)

/** Whether whoever asked for the refund was answered that it was being finished. */
export const wasPromised = (ledger: readonly LedgerRow[], entryId: string): boolean =>
  ledger.some(({ id, unanswered_at }) => id === entryId && unanswered_at !== null)
