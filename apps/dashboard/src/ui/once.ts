import { LatchkeyError } from '@latchkey/sdk'

/** Names one intended action. (`crypto.randomUUID` is there on secure origins only.) */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

interface Intent {
  readonly input: string
  readonly key: string
  readonly running: Promise<unknown> | null
}

/**
 * Sends what one intends once: while it is under way, the same again is that one; tried again after its answer was
 * lost, or when the server asks for it, it carries the same key.
 */
export function once<Sent extends object, Answer>(
  send: (input: Sent & { header: Record<string, string> }) => Promise<Answer>,
): (input: Sent & { header?: object }) => Promise<Answer> {
  let intent: Intent | null = null
  return (given) => {
    const input = JSON.stringify(given)
    const before = intent?.input === input ? intent : null
    if (before?.running) return before.running as Promise<Answer>
    const key = before?.key ?? newKey()
    const run = async () => {
      try {
        const answer = await send({ ...given, header: { ...given.header, 'Idempotency-Key': key } })
        if (intent?.key === key) intent = null
        return answer
      } catch (error) {
        // What the server has decided for good is a new intent when it is tried again.
        const isDecided = LatchkeyError.is(error) && error.retry === 'never'
        if (intent?.key === key) intent = isDecided ? null : { input, key, running: null }
        throw error
      }
    }
    const running = run()
    intent = { input, key, running }
    return running
  }
}
