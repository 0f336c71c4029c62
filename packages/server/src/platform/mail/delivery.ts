import { setTimeout as wait } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import { addSeconds } from '../clock.ts'
import type { DbOrTransaction } from '../database/connect.ts'
import { prepared } from '../database/prepared.ts'
import type { Database } from '../database/schema.ts'
import { inOwnTransaction } from '../database/transaction.ts'
import type { Deps, RootDeps } from '../deps.ts'
import { currentRequestId } from '../request-context.ts'
import { isErased } from './erased.ts'
import { type MailFacts, type MailKind, mailKind } from './kinds.ts'
import { type Mail, renderMail } from './message.ts'
import { enqueueDelivery } from './outbox.ts'
import { senderOf } from './sender.ts'
import type { MailTransport, OutgoingMail } from './smtp.ts'

/** Writes a mail from the id of its subject and its facts; `null` when it is no longer wanted. Runs again on a retry. */
export type Composer<Facts = unknown> = (deps: Deps, subjectId: string, facts: Facts) => Promise<Mail | null>

export type Composers = { readonly [K in MailKind]: Composer<MailFacts<K>> }

/** Seconds for which one job has a mail to itself. */
const LEASE = 120
/** Seconds after which a mail that no server takes is given up. */
const GIVE_UP_AFTER = 3 * 24 * 3600
/** Seconds between two attempts: at least, and at most. */
const SHORTEST_WAIT = 5
const LONGEST_WAIT = 3600
const DAY = 24 * 3600

type MailRow = Selectable<Database['mails']>
type Outcome = NonNullable<MailRow['outcome']>

/**
 * Delivers one mail of the outbox, at least once. The job takes a lease first, so that no two send it at the same time;
 * the mail is marked after the mail server took it. If a worker dies in between, its job runs again under the same
 * lease, and the repeat carries the same Message-ID, by which mail systems recognise it.
 */
export async function deliverMail(
  deps: RootDeps,
  composers: Composers,
  transport: MailTransport,
  mailId: string,
  jobId?: string,
): Promise<void> {
  const mail = await takeLease(deps, mailId, jobId)
  if (!mail) return
  const composed = await compose(deps, composers, mail)
  if (!composed || isErased(composed.to)) return await finish(deps, mail, 'unwanted')
  const message = await outgoing(deps, mail, composed)
  const result = await deps.tracing.call('send mail', { 'latchkey.mail.kind': mail.kind }, () =>
    transport.send(message),
  )
  if (result.status === 'unavailable') return await defer(deps, mail, result.error)
  await finish(deps, mail, result.status === 'accepted' ? 'sent' : 'refused')
}

// A lease of this very job is left over from a worker that died.
const lease = prepared<MailRow>(
  'lease_mail',
  `
  update mails set attempt_after = $3, leased_by = $4
  where id = $1 and outcome is null and (attempt_after <= $2 or leased_by = $4)
  returning *`,
)

/** The mail, when it is this job's turn. One that another job is at, or that waits, gets its job at that time. */
async function takeLease(
  { db, pool, clock }: Deps,
  mailId: string,
  jobId: string | null = null,
): Promise<MailRow | null> {
  const now = clock.now()
  const [taken] = await lease.run(pool, [mailId, now, addSeconds(now, LEASE), jobId])
  if (taken) return taken
  const waiting = await db
    .selectFrom('mails')
    .select(['id', 'kind', 'attempt_after'])
    .where('id', '=', mailId)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  if (waiting) await enqueueDelivery(db, waiting, waiting.attempt_after)
  return null
}

async function compose(deps: Deps, composers: Composers, mail: MailRow): Promise<Mail | null> {
  try {
    const composer: Composer<never> = composers[mail.kind]
    return await composer(deps, mail.subject_id, factsOf(mail))
  } catch (error) {
    // A fault; the job fails with it, and its next run must not wait for the lease.
    await putOff(deps.db, mail, deps.clock.now()).catch((reason: unknown) =>
      deps.log.warn({ err: reason, mailId: mail.id }, 'mail not put off'),
    )
    throw error
  }
}

/** They outlive a deployment: what this version cannot read fails here, before anything is said. */
const factsOf = ({ kind, facts }: MailRow): never => (mailKind(kind).facts?.parse(facts) ?? null) as never

const outgoing = async ({ config, clock }: Deps, { id }: MailRow, mail: Mail): Promise<OutgoingMail> => ({
  ...(await renderMail(mail)),
  to: mail.to,
  from: senderOf(config, mail.seller),
  replyTo: mail.seller?.contactEmail ?? null,
  messageId: `<${id}@${config.PUBLIC_DOMAIN.replace(/:\d+$/, '')}>`,
  date: clock.now(),
  requestId: currentRequestId(),
})

/** Tries again after an eighth of the mail's age: soon while a magic link lives, seldom during a long outage. */
async function defer(deps: RootDeps, mail: MailRow, error: unknown): Promise<void> {
  const { db, clock, log } = deps
  const now = clock.now()
  const age = (now.getTime() - mail.created_at.getTime()) / 1000
  log.warn({ err: error, mailId: mail.id, kind: mail.kind, ageSeconds: age }, 'mail not delivered yet')
  if (age > GIVE_UP_AFTER) return await finish(deps, mail, 'given_up')
  deps.metrics.mail(mail.kind, 'deferred')
  const next = addSeconds(now, Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, age / 8)))
  await inOwnTransaction(db, async (trx) => {
    await putOff(trx, mail, next)
    await enqueueDelivery(trx, mail, next)
  })
}

const putOff = (db: DbOrTransaction, { id }: MailRow, attemptAfter: Date) =>
  db.updateTable('mails').set({ attempt_after: attemptAfter, leased_by: null }).where('id', '=', id).execute()

const end = prepared(
  'end_mail',
  'update mails set outcome = $2, finished_at = $3, expires_at = $4 where id = $1',
)

async function finish(
  { pool, clock, config, log, metrics }: Deps,
  mail: MailRow,
  outcome: Outcome,
): Promise<void> {
  metrics.mail(mail.kind, outcome)
  if (outcome === 'refused' || outcome === 'given_up') {
    log.error({ mailId: mail.id, kind: mail.kind, outcome }, 'mail not delivered')
  }
  const { keptAs } = mailKind(mail.kind)
  const mark = () => {
    const now = clock.now()
    const expiresAt = keptAs === undefined ? null : addSeconds(now, config.RETENTION_DAYS[keptAs] * DAY)
    return end.run(pool, [mail.id, outcome, now, expiresAt])
  }
  // A database that is away for a moment must not have the mail sent again.
  for (const milliseconds of [250, 1000, 4000, 15_000]) {
    try {
      await mark()
      return
    } catch (error) {
      log.warn({ err: error, mailId: mail.id, outcome }, 'mail not marked yet')
      await wait(milliseconds)
    }
  }
  await mark()
}
