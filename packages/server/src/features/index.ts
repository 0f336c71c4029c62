import { type Area, type Contract, contract, type OperationDefinition } from '@latchkey/contract'
import type { HandleNames } from '../platform/http/handle-names.ts'
import type { Guards, Handlers } from '../platform/http/operation.ts'
import { accountHandlers } from './accounts/handlers.ts'
import { authenticateAccount, authorizePlatformOperator } from './accounts/service.ts'
import { automationHandlers } from './automation/handlers.ts'
import { checkoutHandlers } from './checkout/handlers.ts'
import { connectHandlers } from './connect/handlers.ts'
import { customerHandlers } from './customers/handlers.ts'
import { fileHandlers } from './files/handlers.ts'
import { groupBuyHandlers } from './group-buys/handlers.ts'
import { handleHandlers, notificationHandlers } from './handles/handlers.ts'
import { authorizeRole, currentName, displayName } from './handles/service.ts'
import { accountHooks, handleHooks } from './hooks.ts'
import { libraryHandlers } from './library/handlers.ts'
import { oauthHandlers } from './oauth/handlers.ts'
import { authorizeToken, connectedAppHandlers, withoutScopedTokens } from './oauth/service.ts'
import { collaboratorHandlers, offerHandlers } from './offers/handlers.ts'
import { pageHandlers } from './pages/handlers.ts'
import { purchaseHandlers, unmatchedPaymentHandlers } from './purchases/handlers.ts'
import { refundHandlers } from './refunds/handlers.ts'
import { revenueHandlers, summaryHandlers } from './revenue/handlers.ts'
import { supportHandlers } from './support/handlers.ts'
import { tokenHandlers } from './tokens/handlers.ts'
import { orPersonalToken, withoutPersonalTokens } from './tokens/service.ts'
import { visitorHandlers } from './visitors/handlers.ts'
import { authenticateVisitor } from './visitors/service.ts'
import { webhookHandlers } from './webhooks/handlers.ts'

const controlPlane = {
  visitors: { ...visitorHandlers, ...libraryHandlers },
  pages: pageHandlers,
  checkout: { ...checkoutHandlers, ...purchaseHandlers, ...refundHandlers, ...customerHandlers },
  revenue: { ...revenueHandlers, ...connectHandlers },
  'group-buys': groupBuyHandlers,
  files: fileHandlers,
  support: { ...supportHandlers, ...unmatchedPaymentHandlers },
  accounts: {
    ...accountHandlers(accountHooks),
    ...connectedAppHandlers,
    ...notificationHandlers,
    ...offerHandlers,
  },
  handles: { ...handleHandlers(handleHooks), ...collaboratorHandlers, ...summaryHandlers },
  oauth: oauthHandlers,
  tokens: tokenHandlers,
  webhooks: webhookHandlers,
} satisfies { [A in Exclude<Area, 'automation'>]: Handlers<Contract[A]> }

const handlerByOperation = new Map(
  Object.entries(controlPlane).flatMap(([area, handlers]) => {
    const operations: Record<string, OperationDefinition> = contract[area as Area]
    return Object.entries<unknown>(handlers).map(([id, handler]) => [operations[id], handler] as const)
  }),
)

const handlers: { [A in Area]: Handlers<Contract[A]> } = {
  ...controlPlane,
  automation: automationHandlers((operation) => handlerByOperation.get(operation)),
}

/** Every area of the contract with its handlers. */
export const implementation = Object.fromEntries(
  Object.entries(contract).map(([area, operations]) => [
    area,
    { operations, handlers: handlers[area as Area] },
  ]),
)

export const guards: Guards = {
  visitor: authenticateVisitor,
  account: withoutPersonalTokens(withoutScopedTokens(authenticateAccount)),
  role: withoutPersonalTokens(withoutScopedTokens(authorizeRole)),
  platformOperator: withoutPersonalTokens(withoutScopedTokens(authorizePlatformOperator)),
  token: orPersonalToken(authorizeToken),
}

export const names: HandleNames = { currentName, displayName }
