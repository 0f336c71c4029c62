import { z } from 'zod'
import type { News } from '../purchases/service.ts'

/** Ids and types of Stripe's: bounded, and nothing that PostgreSQL cannot hold. */
const Name = z
  .string()
  .regex(/^[\w.[\]-]{1,255}$/)
  .nullable()
  .catch(null)

/** The id of what may have been expanded. */
const Reference = z.union([z.object({ id: Name }).transform(({ id }) => id), Name]).catch(null)

const DataObject = z.object({ id: Name, payment_intent: Reference, charge: Reference })
const nothing = { id: null, payment_intent: null, charge: null }

const Envelope = z.object({
  id: Name,
  type: Name,
  livemode: z.boolean().nullable().catch(null),
  account: Name,
  data: z.object({ object: DataObject.catch(nothing) }).catch({ object: nothing }),
  // Of thin events (`v2.core.event`), which carry no object.
  context: Name,
  related_object: z.object({ id: Name }).catch({ id: null }),
})

/** What is read of a signed event. A signature says who sent it, not what it looks like: each part may be missing. */
export type SignedEvent = z.output<typeof Envelope>

/** Reads any JSON; what is not as Stripe documents it is `null`. */
export const readEvent = (json: unknown): SignedEvent => Envelope.safeParse(json).data ?? Envelope.parse({})

/** What an event is about, and what follows from it here. */
export interface Subject {
  readonly objectId: string | null
  /** A payment of the platform account is settled, a connected account is read anew; or it is only recorded. */
  readonly follows: 'settle' | 'sync' | null
}

/** The type says it all: events are hints, and the object is read back from Stripe. */
export function subjectOf({ type, account, data: { object }, related_object }: SignedEvent): Subject {
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.expired':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
      return settling(object.id)
    case 'charge.refunded':
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
      return settling(object.payment_intent)
    case 'account.updated':
    case 'account.application.deauthorized':
    case 'capability.updated':
      return { objectId: account, follows: account === null ? null : 'sync' }
    case 'radar.early_fraud_warning.created':
    case 'radar.early_fraud_warning.updated':
      return { objectId: object.payment_intent ?? object.charge, follows: null }
    default:
      return { objectId: object.id ?? related_object.id, follows: null }
  }
}

const settling = (objectId: string | null): Subject => ({
  objectId,
  follows: objectId !== null && /^(?:cs|pi)_/.test(objectId) ? 'settle' : null,
})

/**
 * What an event told when it was sent: that a payment went through, which is no news once that is known, or of a
 * dispute. A delayed payment that goes through is always read.
 */
export function newsOf(type: string): News {
  if (type === 'checkout.session.completed' || type === 'payment_intent.succeeded') return 'paid'
  return type.startsWith('charge.dispute.') ? 'disputed' : null
}
