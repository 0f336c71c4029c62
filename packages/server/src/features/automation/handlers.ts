import { contract, type OperationDefinition, type OperationForCreators } from '@latchkey/contract'
import type { HandlerOfBoth, Handlers } from '../../platform/http/operation.ts'
import { listPurchases } from '../purchases/service.ts'

type Automation = typeof contract.automation
/** Those that are an operation of the control plane, with the handler of the latter. */
type Twins = {
  [K in keyof Automation as Automation[K] extends { twinOf: OperationForCreators }
    ? K
    : never]: Automation[K] extends { twinOf: infer O extends OperationForCreators }
    ? HandlerOfBoth<O, Automation[K]>
    : never
}

const ownHandlers: Handlers<Omit<Automation, keyof Twins>> = {
  async automationListPurchases({ deps, caller, query }) {
    return { status: 200, body: await listPurchases(deps, caller, query) }
  },
}

// Why: apps/docs/src/content/docs/internals/decisions/0010-derived-automation.md
/**
 * The handlers of the control plane for callers with a token, and those that have no twin there. One that could not
 * serve a token's caller, or answers otherwise than its twin declares, does not compile.
 */
export function automationHandlers(
  handlerOf: (operation: OperationDefinition) => unknown,
): Handlers<Automation> {
  const twins = Object.entries<OperationDefinition>(contract.automation).flatMap(([id, { twinOf }]) =>
    twinOf ? [[id, handlerOf(twinOf)]] : [],
  )
  // Each is found by its definition, and so has its type.
  return { ...ownHandlers, ...(Object.fromEntries(twins) as Twins) }
}
