import { setTimeout as wait } from 'node:timers/promises'
import { isDead } from '../../src/platform/jobs.ts'
import { runners } from '../../src/platform/runner-sizes.ts'
import { type Fault, faultsOf } from './faults.ts'
import { buy, live, openShop, type Shop, share, write } from './journeys.ts'
import { inTime, patiently } from './patiently.ts'
import type { SoakWorld } from './world.ts'

export interface SoakOptions {
  /** For how long faults follow each other; each happens once at least. */
  readonly minutes: number
  /** How many people buy at once, each at a shop of their own; half as many creators write, and upload. */
  readonly buyers: number
  /** How many times a page is asked for while one fault lasts. */
  readonly looks: number
}

/** Milliseconds from one look at a page to the next. */
const LOOK_INTERVAL = 150
/** How many mails a worker may be handing over at once. */
const IN_FLIGHT = runners.sign_in_mail + runners.mail

/** During which a mail may have gone out twice: those between these two, counted in mails that had come before. */
interface Excuse {
  readonly fault: string
  readonly from: number
  readonly to: number
}

/** Has people live through one fault after the other, and rest after the last. */
export async function soak(world: SoakWorld, { minutes, buyers, looks }: SoakOptions) {
  const { tally, mails, origin } = world
  const shops: Shop[] = []
  for (let n = 0; n < buyers; n++) shops.push(await openShop(world))

  let looked = 0
  let isOver = false
  /** Counts up when a fault ends; the last one of which somebody both began and ended a purchase. */
  let mended = 0
  let lived = 0
  const failed = (error: unknown) => tally.problems.push(String(error instanceof Error ? error.stack : error))
  const keep = (journey: () => Promise<void>) =>
    live(journey, () => isOver, { ended: () => tally.current.journeys++, failed })
  const [first] = shops
  if (!first) throw new Error('There must be a buyer.')
  const lanes = [
    ...shops.map((shop) =>
      keep(async () => {
        const since = mended
        await buy(world, shop)
        lived = Math.max(lived, since)
      }),
    ),
    ...shops
      .filter((_, n) => n % 2 === 0)
      .flatMap((shop) => [keep(() => write(world, shop)), keep(() => share(world, shop))]),
  ]
  const looking = (async () => {
    const page = `${origin}/v2/public/pages/${first.page.handle}/${first.page.slug}`
    while (!isOver) {
      await fetch(page).then(
        async (answer) => await answer.arrayBuffer(),
        () => {},
      )
      looked++
      await wait(LOOK_INTERVAL)
    }
  })()

  const comesTrue = (what: string, holds: () => boolean | Promise<boolean>) =>
    patiently(what, async () => {
      if (tally.problems.length > 0) throw new Error(`A journey failed:\n${tally.problems[0]}`)
      return await holds()
    })
  const excuses: Excuse[] = []
  const suffer = async (fault: Fault) => {
    tally.begin(fault.name)
    const from = mails.count - IN_FLIGHT
    await inTime(`it begins: ${fault.name}`, fault.begin())
    const until = looked + looks * (fault.patience ?? 1)
    try {
      await comesTrue(`somebody meets: ${fault.name}`, async () => looked >= until && (await fault.met()))
    } finally {
      await inTime(`it ends: ${fault.name}`, fault.end())
    }
    if (fault.repeatsMails) excuses.push({ fault: fault.name, from, to: mails.count + IN_FLIGHT })
    mended++
    const now = mended
    await comesTrue(`somebody buys after: ${fault.name}`, () => lived >= now)
  }

  try {
    await comesTrue('everybody has bought once', () => tally.current.journeys >= buyers)
    const faults = faultsOf(world)
    do {
      for (const fault of faults) await suffer(fault)
    } while (tally.minutes < minutes)
  } catch (error) {
    world.giveUp()
    throw error
  } finally {
    isOver = true
  }
  await inTime('everybody ends what they began', Promise.all([...lanes, looking]))
  return { shops, excuses }
}

/** What is left to do: jobs that are due, failed or taken, and mails. */
const leftovers = {
  jobs: `select task_identifier as task, attempts, run_at, locked_at, last_error
    from graphile_worker.jobs
    where attempts < max_attempts and (run_at <= now() or last_error is not null) or locked_at is not null or ${isDead}`,
  mails: 'select id, kind, created_at, attempt_after, leased_by from mails where outcome is null',
} as const

/** Resolves when nothing is left to do: webhooks, jobs, mails. */
export async function comeToRest({ stripe, pool }: SoakWorld): Promise<void> {
  // Stripe tells again what nobody took, after minutes and hours.
  const untold = () => stripe.webhooks.events().filter(({ pending_webhooks }) => pending_webhooks > 0)
  await patiently(
    'Stripe has told all',
    async () => {
      if (untold().length === 0) return true
      await stripe.clock.advance(60_000)
      return false
    },
    untold,
  )
  for (const [what, query] of Object.entries(leftovers)) {
    const rows = async () => (await pool.query(query)).rows
    await patiently(`no ${what} are left`, async () => (await rows()).length === 0, rows)
  }
}

/** Has the jobs run that would look in a minute at what Stripe did not answer. */
export async function lookAgain(world: SoakWorld): Promise<void> {
  await world.pool.query(
    `select graphile_worker.reschedule_jobs(array_agg(id), run_at => now()) from graphile_worker.jobs
     where task_identifier = 'settle_purchase' and run_at > now() having count(*) > 0`,
  )
  await comeToRest(world)
}

/**
 * What is wrong with the mails, and how many a death met at their hand-over: those may have gone out twice, which counts
 * for the fault.
 */
export async function lookAtMails(
  { mails, tally, pool }: SoakWorld,
  excuses: readonly Excuse[],
): Promise<{ problems: string[]; met: number }> {
  const { rows } = await pool.query<{ id: string; outcome: string }>('select id, outcome from mails')
  const outcomes = new Map(rows.map(({ id, outcome }) => [id, outcome]))
  const never = rows.filter(({ id, outcome }) => outcome === 'sent' && !mails.places.has(id))
  const problems = never.map(({ id }) => `${id} is sent, and never came`)
  let met = 0
  for (const [id, places] of mails.places) {
    const outcome = outcomes.get(id)
    if (places.length === 1 && outcome === 'sent') continue
    const [first = 0] = places
    const excuse = excuses.find(({ from, to }) => first >= from && first <= to)
    const spell = tally.spells.find(({ fault }) => fault === excuse?.fault)
    // Its code was used before it was handed over again, so that nobody wants it any more.
    const isExcused = places.length === 2 ? outcome === 'sent' : outcome === 'unwanted'
    if (!spell || !isExcused) {
      problems.push(`${id} is ${outcome}, and came at ${places.join(', ')}`)
      continue
    }
    met++
    spell.mailsTwice += places.length - 1
  }
  return { problems, met }
}
