import type { Check, Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import { succeeded } from '../../sandbox/api.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { Stuck } from '../../sandbox/stuck.ts'
import { requestOf } from '../../sandbox/walk/request.ts'
import { Unreachable } from '../../sandbox/walk/step.ts'
import { steps, unreachable } from '../../sandbox/walk/steps.ts'
import { each, sandboxOf } from './each.ts'

/** Calls every operation with every credential that it takes. */
export const walk: Check = {
  rules: ['valid-request'],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    await each(context.operations, (operation) => callOnce(context, s, operation))
  },
}

async function callOnce({ finding, unreached }: Context, s: Sandbox, operation: Operation): Promise<void> {
  const why = unreachable[operation.id]
  if (why !== undefined) return unreached(operation, why)
  if (!steps[operation.id]) {
    const sentence = 'This version of the contract tests does not know how to call it.'
    unreached(operation, sentence)
    return finding('valid-request', operation, sentence, [])
  }
  for (const kind of operation.credentials) {
    try {
      succeeded(await s.api.client.send(await requestOf(s, operation, kind)))
    } catch (error) {
      if (error instanceof Unreachable) return unreached(operation, error.message)
      if (!(error instanceof Stuck)) throw error
      const { exchange, message } = error
      finding('valid-request', exchange?.operation ?? operation, message, exchange ? [exchange] : [])
    }
  }
}
