// Mails of one worker, beside the same mails sent without a database.
import { handlesOf } from './data.ts'
import { startBlast, startSink } from './mail-server.ts'
import { startLatchkey } from './processes.ts'
import { compare, type Pair, type Plan } from './rounds.ts'
import type { Loaded, Stage } from './stage.ts'

/** Mails of a round, for each second that it shall last at least. */
const perSecond = 500

/** People who ask for magic links, all at once. */
const askForLinks = ({ query, amounts }: Loaded, round: number, count: number) =>
  query(`
    with asked as (
      select n, 'chl_' || lpad('${round}', 6, '0') || lpad(n::text, 20, '0') as challenge,
        'mai_' || lpad('${round}', 6, '0') || lpad(n::text, 20, '0') as mail
      from generate_series(1, ${count}) n
    ), challenge as (
      insert into magic_link_challenges (id, email, handle_id, created_at, expires_at)
      select challenge, 'reader-' || n || '@example.com', 'hdl_' || lpad((n % ${handlesOf(amounts)})::text, 26, '0'),
        now(), now() + interval '15 minutes'
      from asked
    ), mail as (
      insert into mails (id, kind, subject_id, created_at, attempt_after)
      select mail, 'magic_link', challenge, now(), now() from asked
    )
    select count(graphile_worker.add_job('send_sign_in_mail', json_build_object('mailId', mail), job_key => mail))
    from asked`)

export async function mailsOfOneWorker(stage: Stage, plan: Plan): Promise<Pair[]> {
  const database = await stage.database()
  await using sink = await startSink()
  await using blast = await startBlast(sink)
  // What another measurement left to be sent is none of this one.
  await database.query('delete from graphile_worker._private_jobs')
  await using _worker = await startLatchkey('worker', { DATABASE_URL: database.url, SMTP_URL: sink.url })
  const count = Math.ceil(perSecond * plan.seconds)
  let round = 100
  const rate = async (begin: () => unknown) => ({ perSecond: await sink.rate(count, begin), p99: null })
  return [
    await compare(
      'mails, of one worker',
      plan,
      { run: () => rate(() => blast.send(count)) },
      { run: () => rate(() => askForLinks(database, round++, count)) },
    ),
  ]
}
