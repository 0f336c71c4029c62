// `npm run bench`: what Latchkey does in a second, each thing beside a bare equivalent in the same run. `npm run bench --
// access` measures one of them, `--rounds 3 --seconds 1` does it shorter. With `--write` the tables go into the docs.
import { parseArgs } from 'node:util'
import { accessCheck, grownAccessCheck } from './bench/access.ts'
import { generator } from './bench/load.ts'
import { mailsOfOneWorker } from './bench/mails.ts'
import { memoryAndStart } from './bench/memory.ts'
import { writeTable } from './bench/page.ts'
import { passwordSignIn } from './bench/password.ts'
import { purchases } from './bench/purchases.ts'
import { type Pair, type Plan, tableOf } from './bench/rounds.ts'
import { magicLink } from './bench/sign-in.ts'
import { Stage } from './bench/stage.ts'

/** Pairs make one table; what is no comparison gives its own, by their names in the docs. */
type Measured = Pair[] | Readonly<Record<string, string>>

/** By the name of their table in the docs. */
const measurements: Readonly<Record<string, (stage: Stage, plan: Plan) => Promise<Measured>>> = {
  access: accessCheck,
  'magic-link': magicLink,
  mails: mailsOfOneWorker,
  password: passwordSignIn,
  'access-grown': grownAccessCheck,
  memory: memoryAndStart,
  purchases,
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
  const how = `Medians of ${plan.rounds} interleaved rounds of ${plan.seconds} s (lowest–highest). ${await stage.about()}, requests by ${generator}; servers, database and load generator share the machine, each in a process of its own.`
  for (const [name, measure] of Object.entries(measurements)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const measured = await measure(stage, plan)
    const tables = Array.isArray(measured) ? { [name]: `${tableOf(measured)}\n\n${how}` } : measured
    for (const [part, table] of Object.entries(tables)) {
      console.log(`\n${table}`)
      if (values.write) writeTable(part, table)
    }
  }
}

const stage = await Stage.open()
const breakOff = async () => {
  await stage[Symbol.asyncDispose]()
  process.exit(130)
}
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(event, breakOff)
try {
  await main(stage)
} finally {
  await stage[Symbol.asyncDispose]()
}
process.off('disconnect', breakOff)
process.disconnect?.()
