// The access check, which runs on every view of a page.
import { ask } from './answers.ts'
import { type AccessRequest, accessRequests } from './data.ts'
import { send } from './load.ts'
import { startBare, startLatchkey } from './processes.ts'
import { compare, type Pair, type Plan } from './rounds.ts'
import type { Stage } from './stage.ts'

/** Makes every request once, and compares the answers with what the data says. */
async function check(origin: string, requests: readonly AccessRequest[]): Promise<void> {
  for (let start = 0; start < requests.length; start += 50) {
    await Promise.all(
      requests.slice(start, start + 50).map(async (request) => {
        const { status, body } = await ask(origin, request)
        if (body.hasAccess === request.hasAccess) return
        throw new Error(`${origin} answered ${status} ${JSON.stringify(body)} to ${JSON.stringify(request)}.`)
      }),
    )
  }
}

async function accessOver(
  stage: Stage,
  plan: Plan,
  { factor, connections }: { factor: number; connections: readonly number[] },
): Promise<Pair[]> {
  const { url, amounts } = await stage.database(factor)
  const requests = accessRequests(amounts)
  await using bare = await startBare({ DATABASE_URL: url })
  await using latchkey = await startLatchkey('all', { DATABASE_URL: url })
  for (const { origin } of [bare, latchkey]) await check(origin, requests)
  const pairs: Pair[] = []
  for (const count of connections) {
    const contender = ({ origin }: { origin: string }) => ({
      run: () => send({ origin, requests, connections: count, seconds: plan.seconds }),
    })
    const rows = factor === 1 ? '' : `, ${factor} times the rows`
    const what = `access check, ${count} ${count === 1 ? 'connection' : 'connections'}${rows}`
    pairs.push(await compare(what, plan, contender(bare), contender(latchkey)))
  }
  return pairs
}

export const accessCheck = (stage: Stage, plan: Plan): Promise<Pair[]> =>
  accessOver(stage, plan, { factor: 1, connections: [1, 32, 128] })

export const grownAccessCheck = (stage: Stage, plan: Plan): Promise<Pair[]> =>
  accessOver(stage, plan, { factor: 10, connections: [1, 32] })
