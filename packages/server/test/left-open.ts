// What a test file opens it closes: files share processes, and its runner or server would work on beside all that follow.
import { ChildProcess } from 'node:child_process'
import { subscribe } from 'node:diagnostics_channel'
import type { EventEmitter } from 'node:events'
import { Server } from 'node:net'
import type { Worker } from 'node:worker_threads'
import pg from 'pg'

/** Each thing that is open, with the place where it was opened. */
const open = new Map<object, Error>()
/** The connections to each database. */
const connections = new Map<string, Set<Promise<void>>>()

function track(place: Error, thing: EventEmitter, end: string): Promise<void> {
  open.set(thing, place)
  return new Promise((resolve) => {
    thing.once(end, () => {
      open.delete(thing)
      resolve()
    })
  })
}

subscribe('child_process', (message) => {
  const { process } = message as { process: ChildProcess }
  track(new Error('a process'), process, 'exit')
  process.once('error', () => open.delete(process))
})
subscribe('worker_threads', (message) => {
  track(new Error('a thread'), (message as { worker: Worker }).worker, 'exit')
})

const listen = Server.prototype.listen
Server.prototype.listen = function (this: Server, ...args: unknown[]) {
  const place = new Error('a server')
  this.once('listening', () => track(place, this, 'close'))
  return Reflect.apply(listen, this, args)
} as typeof listen

const connect = pg.Client.prototype.connect
pg.Client.prototype.connect = function (this: pg.Client, ...args: unknown[]) {
  const name = String(this.database)
  const those = connections.get(name) ?? new Set<Promise<void>>()
  connections.set(name, those)
  const ended: Promise<void> = track(new Error(`a connection to ${name}`), this, 'end').then(() => {
    those.delete(ended)
  })
  those.add(ended)
  return Reflect.apply(connect, this, args)
} as typeof connect

/** Has a thing stay open for as long as the process lives. */
export const stays = (thing: object): void => void open.delete(thing)

/** Resolves when this process has no connection to the database. */
export async function disconnected(database: string): Promise<void> {
  await Promise.all(connections.get(database) ?? [])
}

/** What is open, each by where it was opened. */
export const leftOpen = (): string[] => [...open.values()].map(({ stack }) => String(stack))

/**
 * Has what is open no longer be told, and ends the processes among it: one that outlives its file holds the streams
 * that it has from ours, and the run waits until these are closed.
 */
export function forgetOpen(): void {
  for (const thing of open.keys()) {
    if (!(thing instanceof ChildProcess)) continue
    // Whoever has a channel to us ends what it started itself, and then itself.
    if (thing.connected) thing.disconnect()
    else thing.kill('SIGKILL')
  }
  open.clear()
}
