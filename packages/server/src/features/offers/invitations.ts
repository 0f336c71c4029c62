import { OFFER_DAYS, type Role } from '@latchkey/contract'
import { addSeconds } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { putOffer } from './offer-queries.ts'

/** Somebody who is offered a role. */
export interface Invited {
  readonly email: string
  readonly role: Role
}

/** Who invites, to which handle. */
export interface Inviting {
  readonly handleId: string
  readonly accountId: string
}

/** When an offer that is made now lapses. */
export const offerEnd = (now: Date): Date => addSeconds(now, OFFER_DAYS * 24 * 3600)

/**
 * Offers roles to addresses, and tells each by mail. Whether an address has an account is not looked at: nothing here
 * could tell.
 */
export async function invite(
  trx: Trx,
  { handleId, accountId }: Inviting,
  invited: readonly Invited[],
  now: Date,
): Promise<void> {
  for (const { email, role } of invited) {
    const id = newId('offer')
    await putOffer(trx, { id, handleId, email, role, offeredBy: accountId, now, expiresAt: offerEnd(now) })
    await enqueueMail(trx, { kind: 'role_offered', subjectId: id, now })
  }
}
