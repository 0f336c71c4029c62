// Runs the server: migrates the database, serves HTTP, works on jobs, until SIGINT or SIGTERM.
import { createTasks, schedule } from './features/tasks.ts'
import { readConfig } from './platform/config.ts'
import { connectionProblem } from './platform/database/connect.ts'
import { migrateToLatest } from './platform/database/migrate.ts'
import { startWorker } from './platform/jobs.ts'
import { smtpTransport } from './platform/mail/smtp.ts'
import { openDeps } from './platform/start.ts'
import { createServerApp, listen } from './server.ts'

/** Milliseconds that a shutdown may take before the process ends anyway. */
const SHUTDOWN_LIMIT = 9500

function refuseToStart(problems: readonly string[]): never {
  for (const problem of problems) console.error(problem)
  process.exit(1)
}

const config = readConfig(process.env)
if ('problems' in config) refuseToStart(config.problems)

await migrateToLatest(config.DATABASE_URL).catch((error: unknown) => {
  const problem = connectionProblem(error)
  if (problem === null) throw error
  refuseToStart([`DATABASE_URL is wrong: it must lead to a PostgreSQL that lets us in (${problem}).`])
})
const deps = await openDeps(config)
deps.metrics.collectProcess()
const transport = smtpTransport(config)
const worker = await startWorker(deps, createTasks(deps, transport), schedule)
const http = await listen(createServerApp(deps), config.PORT)
deps.log.info({ port: http.port, origin: config.origin }, 'listening')

let stopping = false
async function stop(exitCode: number): Promise<void> {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(1), SHUTDOWN_LIMIT).unref()
  await Promise.all([http.close(), worker.stop()])
  transport.close()
  await deps.close()
  process.exit(exitCode)
}
worker.promise.finally(() => {
  // A server without its worker would take mails and events that nobody handles.
  if (!stopping) deps.log.fatal('the worker ended')
  return stop(1)
})
process.on('SIGINT', () => stop(0))
process.on('SIGTERM', () => stop(0))
