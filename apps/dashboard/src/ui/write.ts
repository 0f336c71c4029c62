import { type Data, LatchkeyError, type OperationId } from '@latchkey/sdk'
import { type MutationOptionsOf, mutationOptions } from '@latchkey/sdk/react-query'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'

interface Intent {
  readonly input: string
  readonly key: string
  readonly running: Promise<unknown> | null
}

/** Names one intended action. (`crypto.randomUUID` is there on secure origins only.) */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

/**
 * A write of the control plane, to the letter once: pressed twice, it is one request; tried again after its answer was
 * lost, it carries the same `Idempotency-Key`, so that it takes effect once. Use it like `useMutation`.
 */
export function useWrite<Id extends OperationId>(
  method: Parameters<typeof mutationOptions<Id>>[0],
  options: Omit<MutationOptionsOf<Id>, 'mutationFn' | 'mutationKey'> = {},
) {
  const write = mutationOptions(method)
  const intent = useRef<Intent | null>(null)
  return useMutation({
    ...write,
    ...options,
    mutationFn: (given, context) => {
      const { header, ...rest } = (given ?? {}) as { header?: object }
      const input = JSON.stringify({ header, ...rest })
      const before = intent.current?.input === input ? intent.current : null
      if (before?.running) return before.running as Promise<Data<Id>>
      const key = before?.key ?? newKey()
      const running = (async () => {
        try {
          const keyed = { ...rest, header: { ...header, 'Idempotency-Key': key } }
          const answer = await write.mutationFn?.(keyed as unknown as typeof given, context)
          intent.current = null
          return answer
        } catch (error) {
          // Only what the server has decided for good is a new intent when it is tried again.
          const isDecided = LatchkeyError.is(error) && error.retry === 'never'
          intent.current = isDecided ? null : { input, key, running: null }
          throw error
        }
      })()
      intent.current = { input, key, running }
      return running as Promise<Data<Id>>
    },
  })
}
