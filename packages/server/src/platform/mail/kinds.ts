import { z } from 'zod'
import type { RetainedTable } from '../retention.ts'

/** What is true of every mail of a kind. */
interface MailKindEntry {
  /** What its subject is the id of. */
  readonly about:
    | 'audit_event'
    | 'challenge'
    | 'code'
    | 'group_buy_interest'
    | 'handle'
    | 'ledger_entry'
    | 'notice_recipient'
    | 'offer'
    | 'proof'
    | 'purchase'
    | 'resent_receipt'
    | 'session'
  /** Somebody waits for it to get in, so that no other mail may delay it. */
  readonly letsIn?: true
  /** How long its row is kept after the mail's end; without it, as long as the books, which it belongs to. */
  readonly keptAs?: RetainedTable
  /** What the mail says and nobody else knows any more when it is written: ids and settings, never secrets. */
  readonly facts?: z.ZodType
}

const Transfer = z.object({ handleId: z.string(), formerOwnerId: z.string(), ownerId: z.string() })

const EndpointDisabled = z.object({
  handleId: z.string(),
  webhookEndpointId: z.string(),
  origin: z.string(),
  why: z.enum(['gone', 'failures']),
})

/** Every kind of mail; each has a composer in the area it belongs to. Which job sends it, what erasing takes back and what expires follow from here. */
export const mailKinds = {
  magic_link: { about: 'challenge', letsIn: true, keptAs: 'magic_link_challenges' },
  sign_up_code: { about: 'code', letsIn: true, keptAs: 'mails' },
  password_reset_code: { about: 'code', letsIn: true, keptAs: 'mails' },
  password_changed: { about: 'code', keptAs: 'mails' },
  new_sign_in: { about: 'session', keptAs: 'mails' },
  purchase_confirmed: { about: 'purchase' },
  access_granted: { about: 'purchase' },
  receipt_resent: { about: 'resent_receipt' },
  purchase_refunded: { about: 'ledger_entry' },
  sale_made: { about: 'notice_recipient' },
  sale_refunded: { about: 'notice_recipient' },
  refund_failed: { about: 'notice_recipient' },
  dispute_opened: { about: 'notice_recipient' },
  dispute_closed: { about: 'notice_recipient' },
  group_buy_activated: { about: 'group_buy_interest', keptAs: 'mails' },
  role_offered: { about: 'offer', keptAs: 'mails' },
  handle_received: { about: 'audit_event', keptAs: 'mails', facts: Transfer },
  handle_transferred: { about: 'audit_event', keptAs: 'mails', facts: Transfer },
  webhook_disabled: { about: 'audit_event', keptAs: 'mails', facts: EndpointDisabled },
  leva_ended: { about: 'handle', keptAs: 'mails' },
  support_email_proof: { about: 'proof', keptAs: 'mails' },
} as const satisfies Record<string, MailKindEntry>

export type MailKind = keyof typeof mailKinds

type Kinds = typeof mailKinds

/** Those that carry facts. */
export type TellingKind = { [K in MailKind]: Kinds[K] extends { facts: z.ZodType } ? K : never }[MailKind]

/** The facts that a mail of the kind carries; `null` when it has none. */
export type MailFacts<K extends MailKind> = K extends TellingKind ? z.output<Kinds[K]['facts']> : null

/** A mail to be written: its kind, and the facts if the kind has any. */
export type NewMail =
  | { readonly kind: Exclude<MailKind, TellingKind>; readonly facts?: never }
  | { [K in TellingKind]: { readonly kind: K; readonly facts: MailFacts<K> } }[TellingKind]

/** What is true of one kind, by the type that all share. */
export const mailKind = (kind: MailKind): MailKindEntry => mailKinds[kind]

/** The kinds whose subject is one of these. */
export const kindsAbout = (...subjects: readonly MailKindEntry['about'][]): MailKind[] =>
  (Object.keys(mailKinds) as MailKind[]).filter((kind) => subjects.includes(mailKinds[kind].about))
