// The mail server of the benchmark, and what sends to it without Latchkey.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startProgram } from './processes.ts'

/** Takes all mails; each in a process of its own. */
export interface Sink extends AsyncDisposable {
  readonly url: string
  /** How many mails a second came, once `count` have; counted from the first to the last. */
  rate(count: number, begin: () => unknown): Promise<number>
}

export async function startSink(): Promise<Sink> {
  const child = startProgram([join(import.meta.dirname, 'sink.ts')], {})
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return {
    url: `smtp://127.0.0.1:${port}`,
    async rate(count, begin) {
      child.send(count)
      const done = once(child, 'message')
      await begin()
      const [{ milliseconds }] = (await done) as [{ milliseconds: number }]
      return (count - 1) / (milliseconds / 1000)
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  }
}

/** Sends mails by Latchkey's own transport, from a process that does nothing else. */
export async function startBlast(sink: Sink): Promise<ChildProcess & AsyncDisposable> {
  const child = startProgram([join(import.meta.dirname, 'blast.ts')], { SMTP_URL: sink.url })
  await once(child, 'message')
  return child
}
