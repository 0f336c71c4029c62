import { type Area, type Contract, contract } from '@latchkey/contract'
import type { Guards, Handlers } from '../platform/http/operation.ts'
import { accountHandlers } from './accounts/handlers.ts'
import { authenticateAccount, authorizeOperator, authorizeRole } from './accounts/service.ts'
import { automationHandlers } from './automation/handlers.ts'
import { checkoutHandlers } from './checkout/handlers.ts'
import { connectHandlers } from './connect/handlers.ts'
import { customerHandlers } from './customers/handlers.ts'
import { fileHandlers } from './files/handlers.ts'
import { groupBuyHandlers } from './group-buys/handlers.ts'
import { handleHandlers } from './handles/handlers.ts'
import { oauthHandlers } from './oauth/handlers.ts'
import { authorizeToken, connectedAppHandlers, withoutScopedTokens } from './oauth/service.ts'
import { pageHandlers } from './pages/handlers.ts'
import { purchaseHandlers } from './purchases/handlers.ts'
import { refundHandlers } from './refunds/handlers.ts'
import { revenueHandlers, summaryHandlers } from './revenue/handlers.ts'
import { supportHandlers } from './support/handlers.ts'
import { tokenHandlers } from './tokens/handlers.ts'
import { orPersonalToken, withoutPersonalTokens } from './tokens/service.ts'
import { visitorHandlers } from './visitors/handlers.ts'
import { authenticateVisitor } from './visitors/service.ts'
import { webhookHandlers } from './webhooks/handlers.ts'

const handlers = {
  visitors: visitorHandlers,
  pages: pageHandlers,
  checkout: { ...checkoutHandlers, ...purchaseHandlers, ...refundHandlers, ...customerHandlers },
  revenue: { ...revenueHandlers, ...connectHandlers },
  'group-buys': groupBuyHandlers,
  files: fileHandlers,
  support: supportHandlers,
  accounts: { ...accountHandlers, ...connectedAppHandlers },
  handles: { ...handleHandlers, ...summaryHandlers },
  oauth: oauthHandlers,
  tokens: tokenHandlers,
  automation: automationHandlers,
  webhooks: webhookHandlers,
} satisfies { [A in Area]: Handlers<Contract[A]> }

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
  operator: withoutPersonalTokens(withoutScopedTokens(authorizeOperator)),
  token: orPersonalToken(authorizeToken),
}
