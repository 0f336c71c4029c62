// A mail server that takes everything at once and keeps nothing, but says how long a number of mails took to come.
import { smtpServer } from './smtp.ts'

let expected = 0
let came = 0
let first = 0

function arrived(): void {
  came += 1
  if (came === 1) first = performance.now()
  if (came === expected) process.send?.({ milliseconds: performance.now() - first })
}

const server = smtpServer(arrived).listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
process.on('message', (count: number) => {
  expected = count
  came = 0
})
process.on('SIGTERM', () => process.exit(0))
