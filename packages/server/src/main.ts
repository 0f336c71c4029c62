// Runs the server: migrates the database, serves HTTP, works on jobs, or one of these, until SIGINT or SIGTERM.
import { setTimeout as wait } from 'node:timers/promises'
import { checkAtStart } from './features/at-start.ts'
import { askToSumEarnings } from './features/purchases/earnings-sums.ts'
import { askToRenderTexts } from './features/render-texts.ts'
import { createTasks, schedule } from './features/tasks.ts'
import { readConfig, StartProblem } from './platform/config.ts'
import { migrateToLatest } from './platform/database/migrate.ts'
import { smtpTransport } from './platform/mail/smtp.ts'
import { type Runners, startRunners } from './platform/runners.ts'
import { openDeps } from './platform/start.ts'
import { createServerApp, createWorkerApp, listen } from './server.ts'

/** Milliseconds that a shutdown may take before the process ends anyway. */
const SHUTDOWN_LIMIT = 9500

async function start() {
  const config = readConfig(process.env)
  if ('problems' in config) throw new StartProblem(config.problems.join('\n'))
  const { JOBS_DATABASE_URL: url, LATCHKEY_ROLE: role } = config
  await migrateToLatest(url, url === config.DATABASE_URL ? 'DATABASE_URL' : 'JOBS_DATABASE_URL')
  const deps = await openDeps(config)
  deps.metrics.collectProcess()
  const transport = smtpTransport(config)
  // Before any other job: until it is done, readers of what has no HTML yet see it as it was typed.
  await askToRenderTexts(deps.db)
  await askToSumEarnings(deps.db)
  const app = role === 'worker' ? createWorkerApp(deps) : createServerApp(deps)
  let runners: Runners | null = null
  if (role === 'worker') deps.readiness.require('no jobs are taken', () => runners?.ready() ?? false)
  const http = await listen(app, config.PORT, config.PUBLIC_DOMAIN)
  if (role !== 'web') runners = await startRunners(deps, createTasks(deps, transport), schedule)
  deps.log.info({ role, port: http.port, origin: config.origin }, 'listening')
  checkAtStart(deps).catch((error: unknown) => deps.log.warn({ err: error }, 'not all could be looked at'))
  return { deps, transport, http, runners }
}

const { deps, transport, http, runners } = await start().catch((error: unknown) => {
  if (!(error instanceof StartProblem)) throw error
  console.error(error.message)
  process.exit(1)
})

/** Resolves when load balancers have had the time to notice that this process is no longer ready. */
const drained = () => wait(deps.config.DRAIN_SECONDS * 1000)

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(1), SHUTDOWN_LIMIT).unref()
  deps.readiness.stop()
  http.drain()
  await Promise.all([drained().then(() => http.close()), runners?.stop()])
  await transport.close()
  await deps.close()
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
