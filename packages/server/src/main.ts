// Runs the server: migrates the database, serves HTTP, works on jobs, until SIGINT or SIGTERM.
import { createTasks, schedule } from './features/tasks.ts'
import { readConfig } from './platform/config.ts'
import { migrateToLatest } from './platform/database/migrate.ts'
import { startWorker } from './platform/jobs.ts'
import { smtpTransport } from './platform/mail/smtp.ts'
import { openDeps } from './platform/start.ts'
import { createServerApp, listen } from './server.ts'

/** Milliseconds that a shutdown may take before the process ends anyway. */
const SHUTDOWN_LIMIT = 10_000

const config = readConfig(process.env)
if ('problems' in config) {
  for (const problem of config.problems) console.error(problem)
  process.exit(1)
}

await migrateToLatest(config.DATABASE_URL)
const deps = await openDeps(config)
deps.metrics.collectProcess()
const transport = smtpTransport(config)
const worker = await startWorker(deps, createTasks(deps, transport), schedule)
const http = await listen(createServerApp(deps), config.PORT)
deps.log.info({ port: http.port, origin: config.origin }, 'listening')

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(1), SHUTDOWN_LIMIT).unref()
  await http.close()
  await worker.stop()
  transport.close()
  await deps.close()
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
