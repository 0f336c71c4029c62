import pino from 'pino'
import { causeForLog } from './request-context.ts'

export type Log = pino.Logger

/** Where log lines go. */
export type LogDestination = Pick<pino.DestinationStream, 'write'>

const namedSecrets = /"(password|authorization|cookie|token|email)":"(?:[^"\\]|\\.)*"/g
const bearerSecrets = /(?:\b(?:vst_|rt_|patv1_|whsec_|sk_test_|sk_live_|eyJ)|access\/t\/)[\w.-]{8,}/g
const addresses = /[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi

/**
 * Lines without what must not be kept. Nothing secret is ever passed to the log; this is for what others put into
 * their messages: mail servers quote addresses, database errors quote rows.
 */
export function redacted(lines: string): string {
  const kept = lines.replace(namedSecrets, '"$1":"[redacted]"').replace(bearerSecrets, '[redacted]')
  return kept.includes('@') ? kept.replace(addresses, '[redacted]') : kept
}

/** Of an error only what says where it came from: libraries hang requests, rows and headers on theirs. */
function errorFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { type, message, stack, aggregateErrors } = pino.stdSerializers.err(error)
  return {
    type,
    message,
    stack,
    ...('code' in error && { code: error.code }),
    ...(aggregateErrors && { errors: aggregateErrors.map((inner: Error) => inner.message) }),
  }
}

const redacting = (destination: LogDestination): LogDestination => ({
  write: (lines) => destination.write(redacted(lines)),
})

/** Characters that are gathered before they are written: handing over a single line costs twice what making it does. */
const GATHERED = 8192
/** Milliseconds that a line waits at most. */
const PATIENCE = 250

function bufferedStdout(): LogDestination & { flush(): void } {
  const stdout = pino.destination({ sync: false })
  let lines = ''
  const flush = () => {
    if (lines !== '') stdout.write(redacted(lines))
    lines = ''
  }
  setInterval(flush, PATIENCE).unref()
  process.on('exit', () => {
    flush()
    stdout.flushSync()
  })
  return {
    flush,
    write(line) {
      lines += line
      if (lines.length > GATHERED) flush()
    },
  }
}

/** JSON lines, written to stdout in batches. */
export const createLog = (level: string, destination?: LogDestination): Log =>
  pino(
    { level, base: null, serializers: { err: errorFacts }, mixin: causeForLog },
    destination ? redacting(destination) : bufferedStdout(),
  )
