import type { Data, OperationId } from '@latchkey/sdk'
import { type MutationOptionsOf, mutationOptions } from '@latchkey/sdk/react-query'
import { type MutationFunctionContext, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { once } from './once.ts'

/**
 * A write of the control plane, for one intention once: pressed twice, it is one request; tried again after its answer
 * was lost, it carries the same `Idempotency-Key`. Use it like `useMutation`.
 */
export function useWrite<Id extends OperationId>(
  method: Parameters<typeof mutationOptions<Id>>[0],
  options: Omit<MutationOptionsOf<Id>, 'mutationFn' | 'mutationKey'> = {},
) {
  const write = mutationOptions(method)
  const [send] = useState(() =>
    once<object, Data<Id>>((input) => {
      const { mutationFn } = mutationOptions(method)
      // What it is given is the input of the operation; the context is for those who wrote the function.
      return (
        mutationFn as unknown as (input: object, context?: MutationFunctionContext) => Promise<Data<Id>>
      )(input)
    }),
  )
  return useMutation({ ...write, ...options, mutationFn: (given) => send((given ?? {}) as object) })
}
