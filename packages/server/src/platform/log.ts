import pino from 'pino'

export type Log = pino.Logger

/** JSON lines, written in batches. Nothing secret is ever passed to it; the redaction list is the second line of defence. */
export function createLog(level: string): Log {
  const destination = pino.destination({ sync: false, minLength: 4096 })
  const flushing = setInterval(() => destination.flush(), 250)
  flushing.unref()
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: [
          'email',
          'token',
          'code',
          'password',
          'authorization',
          'cookie',
          '*.email',
          '*.token',
          '*.code',
          '*.password',
          '*.authorization',
          '*.cookie',
        ],
        censor: '[redacted]',
      },
    },
    destination,
  )
}
