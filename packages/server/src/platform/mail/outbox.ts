import type { DbOrTransaction } from '../database/connect.ts'
import { newId } from '../ids.ts'
import { enqueue } from '../jobs.ts'

/** Kinds of mail; each has a composer in the area it belongs to. */
export type MailKind =
  | 'magic_link'
  | 'purchase_confirmed'
  | 'purchase_refunded'
  | 'sign_up_code'
  | 'password_reset_code'
  | 'password_changed'
  | 'new_sign_in'

/** Puts a mail into the outbox, with the change that causes it. A second mail of the same kind for the same subject is none. */
export async function enqueueMail(
  db: DbOrTransaction,
  mail: { kind: MailKind; subjectId: string; now: Date },
): Promise<void> {
  const id = newId('mail')
  const inserted = await db
    .insertInto('mails')
    .values({
      id,
      kind: mail.kind,
      subject_id: mail.subjectId,
      created_at: mail.now,
      attempt_after: mail.now,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'subject_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) await enqueueDelivery(db, id)
}

/** Adds the job that delivers a mail, now or at `runAt`. A mail has one such job waiting at most. */
export const enqueueDelivery = (db: DbOrTransaction, mailId: string, runAt?: Date): Promise<void> =>
  enqueue(db, 'send_mail', { mailId }, { key: mailId, ...(runAt && { runAt }) })
