import { type RawBuilder, sql } from 'kysely'
import { inBatches, BATCH as ROWS } from '../database/batches.ts'
import type { DbOrTransaction } from '../database/connect.ts'
import { newId } from '../ids.ts'
import { enqueue } from '../jobs.ts'
import type { MailKind } from './kinds.ts'

/** Kinds that somebody waits for to get in, so that no other mail may delay them. */
const signInMails: ReadonlySet<MailKind> = new Set(['magic_link', 'sign_up_code', 'password_reset_code'])

const taskOf = (kind: MailKind) => (signInMails.has(kind) ? 'send_sign_in_mail' : 'send_mail')

/** Puts a mail into the outbox, with the change that causes it. A second mail of the same kind for the same subject is none. */
export const enqueueMail = (
  db: DbOrTransaction,
  { subjectId, ...mail }: { kind: MailKind; subjectId: string; now: Date },
): Promise<void> => enqueueMails(db, { ...mail, subjectIds: [subjectId] })

/** Mails in one batch. */
const BATCH = 1000

/** Puts a mail for each subject into the outbox; each has a job of its own. */
export async function enqueueMails(
  db: DbOrTransaction,
  { kind, subjectIds, now }: { kind: MailKind; subjectIds: readonly string[]; now: Date },
): Promise<void> {
  for (let start = 0; start < subjectIds.length; start += BATCH) {
    const inserted = await db
      .insertInto('mails')
      .values(
        subjectIds.slice(start, start + BATCH).map((subjectId) => ({
          id: newId('mail'),
          kind,
          subject_id: subjectId,
          created_at: now,
          attempt_after: now,
        })),
      )
      .onConflict((conflict) => conflict.columns(['kind', 'subject_id']).doNothing())
      .returning('id')
      .execute()
    const ids = inserted.map(({ id }) => id)
    if (ids.length === 0) continue
    await sql`select graphile_worker.add_job(${taskOf(kind)}, json_build_object('mailId', id), job_key => id)
      from unnest(${ids}::text[]) id`.execute(db)
  }
}

/** Adds the job that delivers a mail at `runAt`. A mail has one such job waiting at most. */
export const enqueueDelivery = (
  db: DbOrTransaction,
  { id, kind }: { id: string; kind: MailKind },
  runAt: Date,
): Promise<void> => enqueue(db, taskOf(kind), { mailId: id }, { key: id, runAt })

/** Takes back the mails that meet a condition and that nobody is sending now; those that wait for another try are among them. */
export async function callOff(
  trx: DbOrTransaction,
  which: RawBuilder<unknown>,
  { now, alsoLeased = false }: { now: Date; alsoLeased?: boolean },
): Promise<void> {
  await sql`
    update mails set outcome = 'unwanted', finished_at = ${now}
    where outcome is null and (${alsoLeased} or leased_by is null or attempt_after <= ${now}) and ${which}`.execute(
    trx,
  )
}

/** Whether a mail that meets a condition went out, or may be going out now. */
export async function wasMailed(db: DbOrTransaction, which: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql`
    select from mails where ${which} and outcome is distinct from 'unwanted' limit 1`.execute(db)
  return rows.length > 0
}

/** Removes mails of these kinds that were finished before a time. */
export const removeFinishedMails = (
  db: DbOrTransaction,
  kinds: readonly MailKind[],
  time: Date,
): Promise<void> =>
  inBatches(() =>
    sql`
      delete from mails where id in (
        select id from mails where kind = any(${kinds}::text[]) and finished_at < ${time}
        limit ${ROWS} for update skip locked
      ) returning id`.execute(db),
  )

/** A part of a statement that removes the mails of a kind whose subjects a query gives. */
export const mailsOf = (kind: MailKind, subjects: RawBuilder<unknown>) =>
  sql`delete from mails where kind = ${kind} and subject_id in (${subjects})`
