// The thread of a `MarkdownRenderer`: renders one text after the other.
import { parentPort } from 'node:worker_threads'
import { renderMarkdown, TooLarge } from './markdown.ts'
import type { Source, ThreadMessage } from './renderer.ts'

if (!parentPort) throw new Error('This is run by a worker.')
const port = parentPort
const post = (message: ThreadMessage) => port.postMessage(message)

port.on('message', ({ text, prefix }: Source) => {
  try {
    post({ html: renderMarkdown(text, prefix) })
  } catch (error) {
    post(error instanceof TooLarge ? { refused: 'large' } : { refused: 'complex', error: String(error) })
  }
})
post('ready')
