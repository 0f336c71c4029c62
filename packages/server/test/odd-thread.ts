// In place of the thread that renders Markdown: does what the text says.
import { parentPort } from 'node:worker_threads'

const acts: Record<string, () => void> = {
  hang() {
    for (;;);
  },
  exit: () => process.exit(0),
  throw() {
    throw new Error('thrown in the thread')
  },
  eat() {
    for (const eaten: number[][] = []; ; ) eaten.push(Array.from({ length: 10_000 }, (_, n) => n))
  },
}

parentPort?.on('message', ({ text }: { text: string }) => {
  acts[text]?.()
  parentPort?.postMessage({ html: text })
})
parentPort?.postMessage('ready')
