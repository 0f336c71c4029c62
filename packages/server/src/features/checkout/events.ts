import { createHash } from 'node:crypto'
import { STRIPE_SIGNATURE_SECONDS } from '@latchkey/contract'
import Stripe from 'stripe'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { enqueue } from '../../platform/jobs.ts'
import { syncConnectAccount } from '../connect/service.ts'
import { newsOf, readEvent, subjectOf } from './event-shape.ts'
import { settleOrRecord } from './settle-or-record.ts'

/** Which of our two endpoints an event came to; each has a signing secret of its own. */
export type Endpoint = 'platform' | 'connect'

/**
 * Stores every signed event once, whatever it looks like, and with it the job that acts on it. The event is a hint:
 * the job reads the object back from Stripe, so order, repeats and old contents do not matter.
 */
export async function receiveEvent(
  deps: RootDeps,
  endpoint: Endpoint,
  body: Buffer,
  signature: string | undefined,
): Promise<null | Failure<'invalid_webhook_signature'>> {
  const { db, clock, config } = deps
  const json = verifyEvent(deps, endpoint, body, signature)
  if (json === undefined) return fail('invalid_webhook_signature')
  const event = readEvent(json)
  const live = config.STRIPE_SECRET_KEY.includes('_live_')
  if (event.livemode === !live) return null
  const { objectId, follows } = subjectOf(event)
  // Events of connected accounts grant nothing, and come to their own endpoint only. At the wrong one they are not
  // stored either: the right one may get the same event.
  if (follows && (endpoint === 'connect') !== (event.account !== null)) return null

  await inOwnTransaction(db, async (trx) => {
    const inserted = await trx
      .insertInto('stripe_events')
      .values({
        id: event.id ?? `sha256_${createHash('sha256').update(body).digest('hex')}`,
        type: event.type ?? 'unknown',
        object_id: objectId,
        account: event.account ?? event.context,
        received_at: clock.now(),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (inserted && follows && event.livemode !== null) {
      await enqueue(trx, 'handle_stripe_event', { eventId: inserted.id })
    }
  })
  return null
}

/** The JSON of a body that Stripe has signed; `undefined` when it did not, or when it is no JSON. */
function verifyEvent(
  { stripe, clock, config }: Deps,
  endpoint: Endpoint,
  body: Buffer,
  signature: string | undefined,
): unknown {
  const secret = endpoint === 'platform' ? config.STRIPE_WEBHOOK_SECRET : config.STRIPE_CONNECT_WEBHOOK_SECRET
  if (!signature) return undefined
  const now = clock.now().getTime()
  // The client accepts any timestamp in the future.
  const signedAt = Number(/(?:^|,)\s*t=(\d{1,12})/.exec(signature)?.[1])
  if (!(signedAt * 1000 <= now + STRIPE_SIGNATURE_SECONDS * 1000)) return undefined
  try {
    // Not `constructEvent`, which throws at thin events.
    const { signature: signatures } = stripe.webhooks
    const verified = signatures?.verifyHeader(
      body,
      signature,
      secret,
      STRIPE_SIGNATURE_SECONDS,
      undefined,
      now,
    )
    return verified ? JSON.parse(body.toString('utf8')) : undefined
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
      return undefined
    throw error
  }
}

/** Acts on a stored event. Runs again until it succeeds. */
export async function handleEvent(deps: RootDeps, eventId: string): Promise<void> {
  const event = await deps.db
    .selectFrom('stripe_events')
    .select(['object_id as objectId', 'account', 'type'])
    .where('id', '=', eventId)
    .executeTakeFirst()
  if (!event?.objectId) return
  if (event.account) await syncConnectAccount(deps, event.account)
  else await settleOrRecord(deps, event.objectId, newsOf(event.type))
}
