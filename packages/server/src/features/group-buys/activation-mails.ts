import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { RootDeps } from '../../platform/deps.ts'
import { enqueueMails } from '../../platform/mail/outbox.ts'
import { findInterestsAfter } from './queries.ts'

/** Mails that one transaction puts into the outbox. */
const BATCH = 500

/**
 * The job of an activation: a mail for everybody interested, in batches that commit one by one. Whoever has one gets no
 * other when it runs again. Nobody joins or leaves an activated group buy, but those who are erased.
 */
export async function mailActivation({ db, clock }: RootDeps, groupBuyId: string): Promise<void> {
  let after = ''
  for (;;) {
    const batch = await inOwnTransaction(db, async (trx) => {
      const interests = await findInterestsAfter(trx, groupBuyId, after, BATCH)
      const subjectIds = interests.map(({ id }) => id)
      await enqueueMails(trx, { kind: 'group_buy_activated', subjectIds, now: clock.now(), yields: true })
      return interests
    })
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    after = last.visitorId
  }
}
