// Runs one program that must not outlive its parent: stops it on SIGTERM, or when the channel to the parent closes.
import { spawn } from 'node:child_process'
import { openSync, rmSync, writeFileSync } from 'node:fs'

export interface KeeperOrder {
  command: string
  args: string[]
  user: { uid: number; gid: number } | null
  /** Receives what the program prints. */
  logFile: string
  /** Receives the keeper's process id. */
  pidFile: string
  /** Asks the program to end; the ones after it follow while it has not, each after its patience in milliseconds. */
  stopSignals: { signal: NodeJS.Signals; patience: number }[]
  /** Removed once the program has ended. */
  temporaryDirectory: string | null
}

const order: KeeperOrder = JSON.parse(process.argv[2] ?? '')
writeFileSync(order.pidFile, `${process.pid}\n`)
const log = openSync(order.logFile, 'w')
const program = spawn(order.command, order.args, {
  ...order.user,
  cwd: '/',
  // Not the environment of the parent: PGDATA, PGPORT and the like would be obeyed.
  env: { PATH: process.env.PATH, LC_ALL: 'C' },
  stdio: ['ignore', log, log],
})

const end = (code: number) => {
  if (order.temporaryDirectory !== null) rmSync(order.temporaryDirectory, { recursive: true, force: true })
  process.exit(code)
}
program.on('error', () => end(1))
program.on('exit', (code) => end(code ?? 1))

let stopping = false
const stop = () => {
  if (stopping) return
  stopping = true
  let wait = 0
  for (const { signal, patience } of order.stopSignals) {
    setTimeout(() => program.kill(signal), wait)
    wait += patience
  }
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
process.on('disconnect', stop)
