// `npm run bench`: what Latchkey does in a second, each thing beside a bare equivalent in the same run. `npm run bench --
// access` measures one of them, `--rounds 3 --seconds 1` does it shorter. With `--write` the tables go into the docs.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { accessCheck, grownAccessCheck } from './bench/access.ts'
import { generator } from './bench/load.ts'
import { mailsOfOneWorker } from './bench/mails.ts'
import { memoryAndStart } from './bench/memory.ts'
import { writeTable } from './bench/page.ts'
import { passwordSignIn } from './bench/password.ts'
import { type Pair, type Plan, tableOf } from './bench/rounds.ts'
import { magicLink } from './bench/sign-in.ts'
import { Stage } from './bench/stage.ts'

/** By the name of their table in the docs. What compares other things than speed makes its table itself. */
const measurements: Readonly<Record<string, (stage: Stage, plan: Plan) => Promise<Pair[] | string>>> = {
  access: accessCheck,
  'magic-link': magicLink,
  mails: mailsOfOneWorker,
  password: passwordSignIn,
  'access-grown': grownAccessCheck,
  memory: memoryAndStart,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    write: { type: 'boolean', default: false },
  },
})
const plan = { rounds: Number(values.rounds), seconds: Number(values.seconds) }
const unknown = positionals.find((name) => !(name in measurements))
if (unknown !== undefined || !(plan.rounds >= 1) || !(plan.seconds >= 1)) {
  console.error(
    `usage: npm run bench -- [${Object.keys(measurements).join('|')}] [--rounds 5] [--seconds 2] [--write]`,
  )
  process.exit(1)
}

async function main(stage: Stage) {
  const { version } = await stage.about()
  const [cpu] = cpus()
  const how = (
    length: string,
  ) => `Medians of ${plan.rounds} interleaved rounds${length} (lowest–highest). ${cpus().length} × ${cpu?.model.trim()}, Node ${process.version}, PostgreSQL ${version}
with fsync on, requests by ${generator}; servers, database and load generator share the machine, each in a process of its own.`
  for (const [name, measure] of Object.entries(measurements)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const measured = await measure(stage, plan)
    const [rows, length] =
      typeof measured === 'string' ? [measured, ''] : [tableOf(measured), ` of ${plan.seconds} s`]
    const table = `${rows}\n\n${how(length)}`
    console.log(`\n${table}`)
    if (values.write) writeTable(name, table)
  }
}

const stage = await Stage.open()
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
  process.on(event, async () => {
    await stage[Symbol.asyncDispose]()
    process.exit(130)
  })
}
try {
  await main(stage)
} finally {
  await stage[Symbol.asyncDispose]()
}
process.disconnect?.()
