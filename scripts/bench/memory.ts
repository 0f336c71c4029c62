// What a process takes: memory before it has done anything and after it has done much, and time until it is ready.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AccessRequest, accessRequests } from './data.ts'
import { generator, send } from './load.ts'
import { type Role, type Served, startBare, startLatchkey } from './processes.ts'
import { median, type Plan, spread } from './rounds.ts'
import type { Stage } from './stage.ts'

const checks = 100_000
const connections = 32

/** Looks in a row between which memory has to stay the same, how far apart they are, and how many there may be. */
const looks = { same: 16, interval: 250, most: 480 }

/** One row: the values of all rounds, those of what they are compared with, and how much may become of either. */
interface Row {
  readonly what: string
  readonly unit: 'MB' | 'ms'
  readonly measured: readonly number[]
  readonly beside: readonly number[]
  readonly besideWhat: string
  readonly atMost: string
}

/** MB that a process holds in memory. */
function resident(pid: number | undefined): number {
  const kilobytes =
    process.platform === 'linux'
      ? /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      : execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })
  return Number(kilobytes) / 1024
}

/** The same, as soon as the process has come to rest: it changes by less than one of them. */
async function settled({ child: { pid }, origin }: Served): Promise<number> {
  const seen: number[] = []
  while (seen.length < looks.most) {
    const now = resident(pid)
    seen.push(now)
    const last = seen.slice(-looks.same)
    if (last.length === looks.same && Math.max(...last) - Math.min(...last) < 1) return now
    await sleep(looks.interval)
  }
  throw new Error(`The memory of ${origin} keeps changing: ${seen.map((each) => each.toFixed(0)).join(' ')}`)
}

/** The same, right after that many access checks, and those that were answered until the last round of them was over. */
async function afterChecks({ child, origin }: Served, requests: readonly AccessRequest[], { seconds }: Plan) {
  for (let answered = 0; answered < checks; ) {
    const { perSecond } = await send({ origin, requests, connections, seconds })
    answered += perSecond * seconds
  }
  return resident(child.pid)
}

/** Everything of all rounds, in their order. */
const empty = () => ({
  idle: { all: [] as number[], web: [] as number[], worker: [] as number[], bare: [] as number[] },
  loaded: { all: [] as number[], bare: [] as number[] },
  ready: { image: [] as number[], sources: [] as number[] },
})

export async function memoryAndStart(stage: Stage, plan: Plan): Promise<Readonly<Record<string, string>>> {
  const { url, amounts, query } = await stage.database()
  // What another measurement left to be done would keep these busy.
  await query('delete from graphile_worker._private_jobs')
  const env = { DATABASE_URL: url }
  const requests = accessRequests(amounts)
  const found = empty()

  const start = async (from: 'image' | 'sources', kept: number[]) => {
    await using latchkey = await startLatchkey('all', env, from)
    kept.push(latchkey.readyAfter)
  }
  const rest = async (role: Role | 'bare') => {
    await using served = role === 'bare' ? await startBare(env) : await startLatchkey(role, env)
    found.idle[role].push(await settled(served))
    if (role === 'all' || role === 'bare') found.loaded[role].push(await afterChecks(served, requests, plan))
  }

  console.error('Measuring: memory and start ...')
  // What only the first start on a database does, and what the machine has read from its disk after that.
  for (const from of ['image', 'sources'] as const) await start(from, [])
  const steps = [
    () => start('image', found.ready.image),
    () => start('sources', found.ready.sources),
    ...(['all', 'bare', 'web', 'worker'] as const).map((role) => () => rest(role)),
  ]
  for (let round = 0; round < plan.rounds; round++) {
    for (const step of round % 2 === 0 ? steps : steps.toReversed()) await step()
  }
  const how = `Medians of ${plan.rounds} interleaved rounds (lowest–highest). ${await stage.about()}, requests by ${generator}.`
  return { memory: `${tableOf(rowsOf(found))}\n\n${how}` }
}

function rowsOf({ idle, loaded, ready }: ReturnType<typeof empty>): Row[] {
  const after = `after ${checks.toLocaleString('en')} access checks`
  const toBare = { unit: 'MB', beside: idle.bare, besideWhat: 'bare', atMost: '160 MB' } as const
  return [
    { ...toBare, what: 'memory at rest, `all`', measured: idle.all },
    { ...toBare, what: 'memory at rest, `web`', measured: idle.web },
    { ...toBare, what: 'memory at rest, `worker`', measured: idle.worker },
    {
      what: `memory ${after}, \`all\``,
      unit: 'MB',
      measured: loaded.all,
      beside: idle.all,
      besideWhat: 'at rest',
      atMost: '1.3',
    },
    {
      what: `memory ${after}, bare`,
      unit: 'MB',
      measured: loaded.bare,
      beside: idle.bare,
      besideWhat: 'at rest',
      atMost: '–',
    },
    {
      what: 'start until `/readyz`, the bundle',
      unit: 'ms',
      measured: ready.image,
      beside: ready.sources,
      besideWhat: 'the sources',
      atMost: '0.5',
    },
  ]
}

const row = ({ what, unit, measured, beside, besideWhat, atMost }: Row): string => {
  const ratios = measured.map((value, round) => value / (beside[round] ?? Number.NaN))
  return `| ${[
    what,
    `${median(measured).toFixed(0)} ${unit} (${spread(measured, 0)})`,
    `${median(beside).toFixed(0)} ${unit}, ${besideWhat}`,
    `${(median(measured) / median(beside)).toFixed(2)} (${spread(ratios, 2)})`,
    atMost,
  ].join(' | ')} |`
}

const tableOf = (rows: readonly Row[]): string =>
  `
| what | measured | beside it | ratio | at most |
| --- | --- | --- | --- | --- |
${rows.map(row).join('\n')}
`.trim()
