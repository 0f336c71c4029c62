// Takes mails as fast as they come: no checks, no encryption, every command is right.
import { createServer, type Server, type Socket } from 'node:net'

const END = Buffer.from('\r\n.\r\n')

/** Told of each mail: to whom, in lower case, and its bytes as they came. */
export type Taken = (recipients: readonly string[], content: Buffer) => void

/** A mail server, which has yet to listen. */
export const smtpServer = (taken: Taken): Server => createServer((socket) => serve(socket, taken))

/** One connection: lines are commands, but between DATA and a lone dot. */
function serve(socket: Socket, taken: Taken): void {
  let rest = Buffer.alloc(0)
  let inData = false
  let recipients: string[] = []
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.write('220 sink\r\n')
  socket.on('data', (chunk) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    for (;;) {
      const end = rest.indexOf(inData ? END : '\r\n')
      if (end < 0) return
      const line = inData ? '' : rest.subarray(0, end).toString().toUpperCase()
      if (inData) taken(recipients, rest.subarray(0, end))
      rest = rest.subarray(end + (inData ? END.length : 2))
      if (inData) recipients = []
      else if (line.startsWith('RCPT TO:<')) recipients.push(line.slice(9, line.indexOf('>')).toLowerCase())
      inData = line === 'DATA'
      socket.write(inData ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
    }
  })
}
