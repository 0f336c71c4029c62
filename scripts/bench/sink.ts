// A mail server that takes everything at once and keeps nothing, but says how long a number of mails took to come.
import { createServer, type Socket } from 'node:net'

const END = Buffer.from('\r\n.\r\n')

let expected = 0
let came = 0
let first = 0

function arrived(): void {
  came += 1
  if (came === 1) first = performance.now()
  if (came === expected) process.send?.({ milliseconds: performance.now() - first })
}

/** One connection: lines are commands, but between DATA and a lone dot. */
function serve(socket: Socket): void {
  let rest = Buffer.alloc(0)
  let inData = false
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.write('220 sink\r\n')
  socket.on('data', (chunk) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    for (;;) {
      const end = rest.indexOf(inData ? END : '\r\n')
      if (end < 0) return
      const line = inData ? '' : rest.subarray(0, end).toString().toUpperCase()
      rest = rest.subarray(end + (inData ? END.length : 2))
      if (inData) arrived()
      inData = line === 'DATA'
      socket.write(inData ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
    }
  })
}

const server = createServer(serve).listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
process.on('message', (count: number) => {
  expected = count
  came = 0
})
process.on('SIGTERM', () => process.exit(0))
