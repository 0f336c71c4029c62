import Stripe from 'stripe'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { enqueue } from '../../platform/jobs.ts'
import { idOf } from '../../platform/stripe-errors.ts'
import { syncConnectAccount } from '../connect/service.ts'
import { settlePayment, settleSession } from '../purchases/service.ts'

/** Seconds that a signature may be old, or ahead of our clock. */
const TOLERANCE_SECONDS = 300

/** Which of our two endpoints an event came to; each has a signing secret of its own. */
export type Endpoint = 'platform' | 'connect'

/**
 * Stores an event once, together with the job that acts on it. The event is a hint: the job reads the object
 * back from Stripe, so order, repeats and old contents do not matter.
 */
export async function receiveEvent(
  deps: Deps,
  endpoint: Endpoint,
  body: Buffer,
  signature: string | undefined,
): Promise<null | Failure<'invalid_webhook_signature'>> {
  const { db, clock, config } = deps
  const event = verifyEvent(deps, endpoint, body, signature)
  if (!event) return fail('invalid_webhook_signature')
  if (event.livemode !== config.STRIPE_SECRET_KEY.includes('_live_')) return null
  // Events of connected accounts grant nothing, and come to their own endpoint only.
  if ((endpoint === 'connect') !== (typeof event.account === 'string')) return null
  const subject = endpoint === 'connect' ? accountSubject(event) : paymentSubject(event)
  if (!subject) return null

  await db.transaction().execute(async (trx) => {
    const inserted = await trx
      .insertInto('stripe_events')
      .values({
        id: event.id,
        type: event.type,
        object_id: subject,
        account: event.account ?? null,
        received_at: clock.now(),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (inserted) await enqueue(trx, 'handle_stripe_event', { eventId: event.id })
  })
  return null
}

function verifyEvent(
  { stripe, clock, config }: Deps,
  endpoint: Endpoint,
  body: Buffer,
  signature: string | undefined,
): Stripe.Event | null {
  const secret = endpoint === 'platform' ? config.STRIPE_WEBHOOK_SECRET : config.STRIPE_CONNECT_WEBHOOK_SECRET
  if (!signature) return null
  const now = clock.now().getTime()
  // The client accepts any timestamp in the future.
  const signedAt = Number(/(?:^|,)\s*t=(\d{1,12})/.exec(signature)?.[1])
  if (!(signedAt * 1000 <= now + TOLERANCE_SECONDS * 1000)) return null
  try {
    return stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS, undefined, now)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
      return null
    throw error
  }
}

/** The session or payment that a platform event is about; `null` for types that change nothing here. */
function paymentSubject(event: Stripe.Event): string | null {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.expired':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
      return event.data.object.id
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
      return event.data.object.id
    case 'charge.refunded':
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
      return idOf(event.data.object.payment_intent)
    default:
      return null
  }
}

const ACCOUNT_EVENTS = new Set(['account.updated', 'account.application.deauthorized', 'capability.updated'])

const accountSubject = (event: Stripe.Event): string | null =>
  ACCOUNT_EVENTS.has(event.type) ? (event.account ?? null) : null

/** Acts on a stored event. Runs again until it succeeds. */
export async function handleEvent(deps: Deps, eventId: string): Promise<void> {
  const event = await deps.db
    .selectFrom('stripe_events')
    .select(['object_id as objectId', 'account'])
    .where('id', '=', eventId)
    .executeTakeFirst()
  if (!event?.objectId) return
  if (event.account) await syncConnectAccount(deps, event.objectId)
  else if (event.objectId.startsWith('cs_')) await settleSession(deps, event.objectId)
  else await settlePayment(deps, event.objectId)
}
