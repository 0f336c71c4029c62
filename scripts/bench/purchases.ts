// What a purchase costs, from the mail that lets its buyer in to the receipt; and beside it a sign-in and a view alone.
import { once } from 'node:events'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { Buyers, type Shop } from './buyers.ts'
import { type Kind, kinds, type Measured } from './capacity.ts'
import { costTable, daysTable, machinesTable, monthTable } from './capacity-tables.ts'
import { accessRequests } from './data.ts'
import type { Endpoint } from './local-stripe.ts'
import { Mailbox } from './mailbox.ts'
import { startLatchkey, startProgram } from './processes.ts'
import { counted, Meter, type Reading } from './readings.ts'
import type { Plan } from './rounds.ts'
import type { Loaded, Stage } from './stage.ts'

/** People who do something at the same time. */
const PEOPLE = 8
const SHOPS = 100
const secrets = { key: 'sk_test_bench', platform: 'whsec_bench', connect: 'whsec_bench' }

/** Handles that can be paid, each with an owner who is mailed about its sales, and a page that costs something. */
async function openShops({ query }: Loaded): Promise<Shop[]> {
  await query(
    `with opened as (
      insert into accounts (id, email, password_hash, created_at)
      select 'acc_shop' || lpad(n::text, 22, '0'), 'seller-' || n || '@example.com', '', now()
      from generate_series(0, ${SHOPS - 1}) n
    ), owned as (
      insert into collaborators (handle_id, account_id, role, created_at)
      select 'hdl_' || lpad(n::text, 26, '0'), 'acc_shop' || lpad(n::text, 22, '0'), 'OWNER', now()
      from generate_series(0, ${SHOPS - 1}) n
    )
    insert into connect_accounts (stripe_account_id, handle_id, account_id, charges_enabled, transfers_active,
      payouts_enabled, details_submitted, created_at, updated_at)
    select 'acct_bench' || n, 'hdl_' || lpad(n::text, 26, '0'), 'acc_shop' || lpad(n::text, 22, '0'), true, true, true,
      true, now(), now()
    from generate_series(0, ${SHOPS - 1}) n`,
  )
  await query(
    `update handles set stripe_account_id = connect.stripe_account_id
    from connect_accounts connect where connect.handle_id = handles.id`,
  )
  return Array.from({ length: SHOPS }, (_, n) => ({ handle: `creator-${n}`, pageSlug: 'page-5' }))
}

/** Local Stripe, in a process of its own. */
async function startStripe() {
  const ACCOUNTS = Array.from({ length: SHOPS }, (_, n) => `acct_bench${n}`).join(' ')
  const env = { STRIPE_SECRET_KEY: secrets.key, ACCOUNTS }
  const child = startProgram(
    ['--conditions=latchkey-source', join(import.meta.dirname, 'local-stripe.ts')],
    env,
  )
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return {
    url,
    pid: pidOf(child),
    async sendEvents(endpoint: Endpoint) {
      child.send(endpoint)
      await once(child, 'message')
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  }
}

const pidOf = ({ pid }: { pid?: number | undefined }): number => pid ?? 0

/** Has people do something for a while, each the next one as soon as the last was done. */
async function busy(
  journey: () => Promise<void>,
  seconds: number,
): Promise<{ count: number; perSecond: number }> {
  const began = performance.now()
  let count = 0
  const person = async () => {
    while (performance.now() < began + seconds * 1000) {
      await journey()
      count++
    }
  }
  await Promise.all(Array.from({ length: PEOPLE }, person))
  return { count, perSecond: count / ((performance.now() - began) / 1000) }
}

/** What each of so many journeys has used between two readings. */
const shareOf = (before: Reading, after: Reading, count: number): Reading =>
  Object.fromEntries(counted.map((key) => [key, (after[key] - before[key]) / count])) as Reading

async function measure(meter: Meter, journey: () => Promise<void>, plan: Plan): Promise<Measured> {
  await busy(journey, plan.seconds)
  await meter.rest()
  await meter.vacuum()
  const sizes = await meter.sizes()
  const rounds: Reading[] = []
  const perSecond: number[] = []
  let all = 0
  for (let round = 0; round < plan.rounds; round++) {
    const before = await meter.read()
    const done = await busy(journey, plan.seconds)
    // What follows from it belongs to it.
    await meter.rest()
    rounds.push(shareOf(before, await meter.read(), done.count))
    perSecond.push(done.perSecond)
    all += done.count
    await meter.vacuum()
  }
  const { stays, passes } = await meter.sizes()
  return {
    rounds,
    perSecond,
    bytes: { stays: (stays - sizes.stays) / all, passes: (passes - sizes.passes) / all },
  }
}

/** The tables of the page on capacity: what was measured, and what follows from it. */
export async function purchases(stage: Stage, plan: Plan): Promise<Readonly<Record<string, string>>> {
  const database = await stage.database()
  const shops = await openShops(database)
  await using mailbox = await Mailbox.open()
  await using stripe = await startStripe()
  const env = {
    DATABASE_URL: database.url,
    SMTP_URL: mailbox.url,
    STRIPE_API_BASE: stripe.url,
    STRIPE_SECRET_KEY: secrets.key,
    STRIPE_WEBHOOK_SECRET: secrets.platform,
    STRIPE_CONNECT_WEBHOOK_SECRET: secrets.connect,
  }
  await using web = await startLatchkey('web', env)
  await using worker = await startLatchkey('worker', env)
  await stripe.sendEvents({ url: `${web.origin}/v2/public/stripe/webhook`, secret: secrets.platform })
  await using meter = await Meter.open(database.url, [web.origin, worker.origin], {
    web: pidOf(web.child),
    worker: pidOf(worker.child),
    stripe: stripe.pid,
  })
  const views = accessRequests(database.amounts)
  const buyers = new Buyers({ origin: web.origin, mailbox, shops, views })
  const journeys: Readonly<Record<Kind, () => Promise<void>>> = {
    purchase: () => buyers.purchase(),
    signIn: () => buyers.signIn(),
    view: () => buyers.view(),
  }
  const results = {} as Record<Kind, Measured>
  for (const kind of kinds) {
    console.error(`Measuring: ${kind}, ${PEOPLE} people at once ...`)
    results[kind] = await measure(meter, journeys[kind], plan)
  }
  const how = `Medians of ${plan.rounds} rounds of ${plan.seconds} s (lowest–highest), ${PEOPLE} people at once, ${SHOPS} shops. ${await stage.about()}; Latchkey, PostgreSQL, Stripe and the people share the machine, each in a process of its own.`
  const cores = cpus().length
  return {
    purchases: `${costTable(results)}\n\n${how}`,
    'purchases: machines': machinesTable(results, cores),
    'purchases: days': daysTable(results),
    'purchases: month': monthTable(results),
  }
}
