// Asking for a magic link and following it, while a worker in another process sends the mails.
import { sameAnswers } from './answers.ts'
import { handlesOf } from './data.ts'
import { type BenchRequest, send } from './load.ts'
import { startSink } from './mail-server.ts'
import { startBare, startLatchkey } from './processes.ts'
import { type Contender, compare, type Pair, type Plan } from './rounds.ts'
import type { Loaded, Stage } from './stage.ts'

const connectionCounts = [1, 32]

/** More than anybody answers in a second over so many connections; whoever did would be told that a link was used. */
const mostPerSecond = (connections: number) => (connections === 1 ? 5000 : 8000)

const askFor = (amounts: Loaded['amounts'], n: number): BenchRequest => ({
  path: '/v2/visitor/auth/magic-link',
  body: JSON.stringify({
    // Half of them are known.
    email: n % 2 === 0 ? `visitor-${(n * 7907) % amounts.visitors}@example.com` : `reader-${n}@example.com`,
    handle: `creator-${(n * 31) % handlesOf(amounts)}`,
  }),
})

const linkOf = (n: number) => `link-${String(n).padStart(38, 'x')}`

const follow = (n: number): BenchRequest => ({
  path: '/v2/visitor/auth/verify',
  body: JSON.stringify({ token: linkOf(n) }),
})

/** Links that were mailed and nobody followed yet. */
async function mailLinks({ query, amounts }: Loaded, count: number): Promise<void> {
  console.error(`Loading ${count} magic links ...`)
  await query(`
    with challenge as (
      insert into magic_link_challenges (id, email, handle_id, created_at, expires_at)
      select 'chl_' || lpad(n::text, 26, '0'),
        case n % 2 when 0 then 'visitor-' || n % ${amounts.visitors} else 'follower-' || n end || '@example.com',
        'hdl_' || lpad((n % ${handlesOf(amounts)})::text, 26, '0'), now(), now() + interval '1 day'
      from generate_series(0, ${count - 1}) n
    )
    insert into magic_link_secrets (token_hash, challenge_id, created_at)
    select sha256(convert_to('link-' || lpad(n::text, 38, 'x'), 'UTF8')), 'chl_' || lpad(n::text, 26, '0'), now()
    from generate_series(0, ${count - 1}) n`)
  await query('vacuum (analyze) magic_link_challenges, magic_link_secrets')
}

/** Numbers that nobody had yet: the first of `count`. */
function counter(): (count: number) => number {
  let next = 0
  return (count) => {
    next += count
    return next - count
  }
}

export async function magicLink(stage: Stage, plan: Plan): Promise<Pair[]> {
  const database = await stage.database()
  const { url, amounts } = database
  const [askNext, followNext] = [counter(), counter()]
  // Each round has links of its own: a link works once.
  const shareOf = (connections: number) => Math.ceil(mostPerSecond(connections) * plan.seconds)
  const rounds = 2 * (plan.rounds + 1)
  await mailLinks(database, 2 + rounds * connectionCounts.reduce((sum, count) => sum + shareOf(count), 0))

  await using sink = await startSink()
  await using bare = await startBare({ DATABASE_URL: url })
  await using latchkey = await startLatchkey('web', { DATABASE_URL: url })
  await sameAnswers(bare.origin, latchkey.origin, [follow(followNext(1)), follow(followNext(1))])
  const over = (make: (n: number) => BenchRequest, next: (count: number) => number, connections: number) => {
    const contender = ({ origin }: { origin: string }): Contender => ({
      run: () => {
        const count = shareOf(connections)
        const from = next(count)
        const requests = Array.from({ length: count }, (_, index) => make(from + index))
        return send({ origin, requests, connections, seconds: plan.seconds })
      },
    })
    return [contender(bare), contender(latchkey)] as const
  }
  const named = (what: string, connections: number) =>
    `${what}, ${connections} ${connections === 1 ? 'connection' : 'connections'}`

  const pairs: Pair[] = []
  for (const connections of connectionCounts) {
    const contenders = over(follow, followNext, connections)
    pairs.push(await compare(named('magic link followed', connections), plan, ...contenders))
  }
  // From here on it is busy with the mails that both ask for.
  await using _worker = await startLatchkey('worker', { DATABASE_URL: url, SMTP_URL: sink.url })
  const asking = (n: number) => askFor(amounts, n)
  await sameAnswers(bare.origin, latchkey.origin, [asking(askNext(1)), asking(askNext(1))])
  for (const connections of connectionCounts) {
    const contenders = over(asking, askNext, connections)
    pairs.push(await compare(named('magic link asked for', connections), plan, ...contenders))
  }
  return pairs
}
