import { createHmac } from 'node:crypto'
import { Id, SUPPORT_EMAIL_PROOF_HOURS, SUPPORT_EMAIL_PROOFS_PER_DAY } from '@latchkey/contract'
import { type AccountCaller, recordAudit } from '../../platform/audit.ts'
import { addSeconds } from '../../platform/clock.ts'
import { handleOrigin } from '../../platform/config.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import { formatTime } from '../../platform/dates.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { paths } from '../../platform/html/paths.ts'
import { newId } from '../../platform/ids.ts'
import type { Composer } from '../../platform/mail/delivery.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { spendMailBudget } from '../../platform/mail/strangers.ts'
import { sameHash } from '../../platform/secrets.ts'

const DAY = 24 * 3600
const ProofId = Id('supportEmailProof')

/**
 * Has the address mailed a link that proves that the seller reads it, unless one is there that still works. The caller
 * holds the lock on the handle, so those asked for at once are counted one after the other.
 */
export async function askForProof(
  deps: Deps,
  trx: Trx,
  caller: AccountCaller,
  { email, newAddress }: { email: string; newAddress: boolean },
): Promise<Failure<'rate_limited' | 'mail_budget_used_up'> | null> {
  const { handleId } = caller
  const now = deps.clock.now()
  const lately = await trx
    .selectFrom('support_email_proofs')
    .select(['email', 'created_at', 'expires_at'])
    .where('handle_id', '=', handleId)
    .where('created_at', '>', addSeconds(now, -DAY))
    .orderBy('created_at')
    .execute()
  if (!newAddress && lately.some((proof) => proof.email === email && proof.expires_at > now)) return null
  const [oldest] = lately
  if (oldest && lately.length >= SUPPORT_EMAIL_PROOFS_PER_DAY) {
    const wait = (addSeconds(oldest.created_at, DAY).getTime() - now.getTime()) / 1000
    return fail('rate_limited', {
      limit: 'updateHandleProfile:supportEmail',
      retryAfterSeconds: Math.max(1, Math.ceil(wait)),
    })
  }
  // Another handle has a limit of its own, but not a budget: that is the account's too.
  const overBudget = await spendMailBudget(deps, trx, caller, [email])
  if (overBudget) return overBudget
  const proof = {
    id: newId('supportEmailProof'),
    handle_id: handleId,
    email,
    created_at: now,
    expires_at: addSeconds(now, SUPPORT_EMAIL_PROOF_HOURS * 3600),
  }
  await trx.insertInto('support_email_proofs').values(proof).execute()
  await enqueueMail(trx, { kind: 'support_email_proof', subjectId: proof.id, now })
  return null
}

const findProof = async ({ db }: Pick<Deps, 'db'>, id: string) =>
  await db
    .selectFrom('support_email_proofs as proof')
    .innerJoin('handles as handle', 'handle.id', 'proof.handle_id')
    .select([
      'proof.id',
      'proof.handle_id as handleId',
      'proof.email',
      'proof.created_at as createdAt',
      'proof.expires_at as expiresAt',
      'handle.name as handle',
      'handle.display_name as displayName',
      'handle.support_email as supportEmail',
      'handle.support_email_verified_at as verifiedAt',
    ])
    .where('proof.id', '=', id)
    .executeTakeFirst()

// Computed from the id, so that nothing is stored that could be used, and a mail that is sent again holds the same link.
const seals = ({ keys }: Pick<Deps, 'keys'>, id: string): Buffer[] =>
  keys.derive('support-email').map((key) => createHmac('sha256', key).update(id).digest())

/** Asks whoever reads the support address to say so; the subject is the proof. */
export const supportEmailProofMail: Composer = async (deps, proofId) => {
  const proof = await findProof(deps, proofId)
  const [seal] = seals(deps, proofId)
  // Another address was given since, or this one was verified by an earlier mail.
  if (!proof || !seal || proof.supportEmail !== proof.email || proof.verifiedAt) return null
  if (proof.expiresAt <= deps.clock.now()) return null
  const { email, displayName, handle, createdAt } = proof
  const origin = handleOrigin(deps.config, handle)
  const { host } = new URL(origin)
  return {
    to: email,
    subject: 'Confirm this address for questions from buyers',
    preheader: `${host} wants to list it as its contact.`,
    heading: 'Confirm this address',
    blocks: [
      {
        paragraph: `${displayName} (${host}) wants buyers to reach it at ${email}. Once you confirm, the address is shown on its pages and receipts, and replies to its emails come here.`,
      },
      {
        button: 'Confirm the address',
        url: `${origin}${paths.supportEmail(`${proof.id}.${seal.toString('base64url')}`)}`,
      },
      {
        note: `Requested on ${formatTime(createdAt)}. The link works for ${SUPPORT_EMAIL_PROOF_HOURS} hours.`,
      },
      {
        note: "Didn't ask for this? You can ignore it. The address is not shown to anyone unless you confirm it.",
      },
    ],
  }
}

/** What a link in such a mail stands for. */
export interface SupportEmailProof {
  readonly id: string
  readonly email: string
  readonly handle: string
  readonly displayName: string
  /** `over`: it is too old, or the handle has another address now. */
  readonly state: 'open' | 'confirmed' | 'over'
}

/** Reads the link; `null` when there is no such thing. Changes nothing. */
export async function inspectProof(deps: Deps, token: string): Promise<SupportEmailProof | null> {
  const [given = '', mac = ''] = token.split('.')
  const id = ProofId.safeParse(given)
  if (!id.success) return null
  const seal = Buffer.from(mac, 'base64url')
  if (!seals(deps, id.data).some((known) => sameHash(known, seal))) return null
  const proof = await findProof(deps, id.data)
  if (!proof) return null
  const { email, handle, displayName } = proof
  const current = proof.supportEmail === email
  const state =
    current && proof.verifiedAt
      ? 'confirmed'
      : current && proof.expiresAt > deps.clock.now()
        ? 'open'
        : 'over'
  return { id: id.data, email, handle, displayName, state }
}

/** Has the address count from now on, if it still is that of the handle. Any number of calls have the effect of one. */
export async function confirmSupportEmail(
  { db, clock }: Deps,
  proofId: string,
  requestId: string,
): Promise<void> {
  const now = clock.now()
  await inTransaction(db, async (trx) => {
    const confirmed = await trx
      .updateTable('handles as handle')
      .from('support_email_proofs as proof')
      .set({ support_email_verified_at: now })
      .whereRef('proof.handle_id', '=', 'handle.id')
      .whereRef('proof.email', '=', 'handle.support_email')
      .where('proof.id', '=', proofId)
      .where('proof.expires_at', '>', now)
      .where('handle.support_email_verified_at', 'is', null)
      .returning('handle.id')
      .executeTakeFirst()
    if (!confirmed) return
    await recordAudit(trx, {
      handleId: confirmed.id,
      actor: 'system',
      requestId,
      action: 'handle.updated',
      from: { supportEmailVerified: false },
      to: { supportEmailVerified: true },
      now,
    })
  })
}
