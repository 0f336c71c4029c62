// Sign-in by password, beside the hash alone.
import { hash } from '@node-rs/argon2'
import { ask } from './answers.ts'
import { type BenchRequest, send } from './load.ts'
import { startBare, startLatchkey } from './processes.ts'
import { compare, type Pair, type Plan } from './rounds.ts'
import type { Stage } from './stage.ts'

const accounts = 1000
const password = 'a-password-of-the-benchmark'
const connectionCounts = [1, 8]

export async function passwordSignIn(stage: Stage, plan: Plan): Promise<Pair[]> {
  const { url, query } = await stage.database()
  const stored = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  await query(
    `insert into accounts (id, email, password_hash, created_at)
      select 'acc_' || lpad(n::text, 26, '0'), 'creator-' || n || '@example.com', $1, now()
      from generate_series(0, ${accounts - 1}) n`,
    [stored],
  )
  await using bare = await startBare({ DATABASE_URL: url, PASSWORD_HASH: stored })
  await using latchkey = await startLatchkey('web', { DATABASE_URL: url })
  const requests = Array.from(
    { length: accounts },
    (_, n): BenchRequest => ({
      path: '/v2/auth/login',
      body: JSON.stringify({ email: `creator-${n}@example.com`, password }),
    }),
  )
  for (const { origin } of [bare, latchkey]) {
    const [request] = requests
    const { status } = await ask(origin, request as BenchRequest)
    if (status !== 200) throw new Error(`${origin} answered ${status} to the right password.`)
  }
  const pairs: Pair[] = []
  for (const connections of connectionCounts) {
    const contender = ({ origin }: { origin: string }) => ({
      run: () => send({ origin, requests, connections, seconds: plan.seconds }),
    })
    const what = `sign-in by password, ${connections} ${connections === 1 ? 'connection' : 'connections'}`
    pairs.push(await compare(what, plan, contender(bare), contender(latchkey)))
  }
  return pairs
}
