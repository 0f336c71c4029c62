import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import type { DbOrTransaction } from '../database/connect.ts'
import { prepared } from '../database/prepared.ts'
import { newId } from '../ids.ts'
import { addJob, enqueue, priorityOf } from '../jobs.ts'
import { causeForPayload } from '../request-context.ts'
import { type MailKind, mailKind, type NewMail, type TellingKind } from './kinds.ts'

const taskOf = (kind: MailKind) => (mailKind(kind).letsIn ? 'send_sign_in_mail' : 'send_mail')

/** Puts a mail into the outbox, with the change that causes it. A second mail of the same kind for the same subject is none. */
export const enqueueMail = (
  db: DbOrTransaction,
  { subjectId, ...mail }: NewMail & { readonly subjectId: string; readonly now: Date },
): Promise<void> => enqueueMails(db, { ...mail, subjectIds: [subjectId] })

/** Kinds of mails that carry no facts. */
type PlainKind = Exclude<MailKind, TellingKind>

/**
 * Parts of a statement that makes a change and the mail which follows from it, so that they commit together and by one
 * round trip. Its first values are `mailValues`.
 * @param subject A part that returns the `id` of what the mail is about; where it returns none, there is no mail.
 */
export const mailAbout = (kind: PlainKind, subject: string) => ({
  /** Writes the mail; a part by the name of `mail`. */
  mail: `mail as (
    insert into mails (id, kind, subject_id, created_at, attempt_after)
    select $1::text, '${kind}', id, $2::timestamptz, $2::timestamptz from ${subject}
    on conflict (kind, subject_id) do nothing
    returning id
  )`,
  /** Adds its job, which has to be asked for: what a select returns is not looked for where nobody reads it. */
  job: `mail, ${addJob(taskOf(kind), `jsonb_build_object('mailId', mail.id) || $3::jsonb`, { key: 'mail.id' })} job`,
})

/** The first values of such a statement: the mail's id, when it is written, and what it follows from. */
export const mailValues = (now: Date): readonly unknown[] => [
  newId('mail'),
  now,
  JSON.stringify(causeForPayload()),
]

/** A change that always causes a mail, as one statement with it. */
export interface MailedChange {
  run(pool: pg.Pool, now: Date, values: readonly unknown[]): Promise<void>
}

/**
 * @param change Makes the one row that the mail is about, and returns its `id`. Its values are counted from `$4`.
 * @param beside Another change, which commits with it.
 */
export function mailedChange(name: string, kind: PlainKind, change: string, beside?: string): MailedChange {
  const { mail, job } = mailAbout(kind, 'subject')
  const other = beside === undefined ? '' : `beside as (${beside}), `
  const statement = prepared(name, `with ${other}subject as (${change}), ${mail} select from ${job}`)
  return {
    async run(pool, now, values) {
      await statement.run(pool, [...mailValues(now), ...values])
    },
  }
}

/** Mails in one batch. */
const BATCH = 1000

/** Puts a mail for each subject into the outbox; each has a job of its own. `yields`: other mails go first. */
export async function enqueueMails(
  db: DbOrTransaction,
  {
    kind,
    subjectIds,
    facts,
    now,
    yields,
  }: NewMail & { readonly subjectIds: readonly string[]; readonly now: Date; readonly yields?: true },
): Promise<void> {
  for (let start = 0; start < subjectIds.length; start += BATCH) {
    const inserted = await db
      .insertInto('mails')
      .values(
        subjectIds.slice(start, start + BATCH).map((subjectId) => ({
          id: newId('mail'),
          kind,
          subject_id: subjectId,
          facts: facts === undefined ? null : JSON.stringify(facts),
          created_at: now,
          attempt_after: now,
        })),
      )
      .onConflict((conflict) => conflict.columns(['kind', 'subject_id']).doNothing())
      .returning('id')
      .execute()
    const ids = inserted.map(({ id }) => id)
    if (ids.length === 0) continue
    const cause = JSON.stringify(causeForPayload())
    await sql`select graphile_worker.add_job(${taskOf(kind)},
        (jsonb_build_object('mailId', id) || ${cause}::jsonb)::json, job_key => id,
        priority => ${priorityOf(yields)}::int)
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
