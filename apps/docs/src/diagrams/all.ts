import { accessDecision } from './access-decision.ts'
import { checkoutRace } from './checkout-race.ts'
import type { Diagram } from './diagram.ts'
import { groupBuyStates } from './group-buy-states.ts'
import { oauthFlow } from './oauth-flow.ts'
import { refreshRotation } from './refresh-rotation.ts'

/** Every diagram by the name that guides use: `{{diagram:access-decision}}`. */
export const diagrams: Readonly<Record<string, Diagram>> = {
  'access-decision': accessDecision,
  'checkout-race': checkoutRace,
  'refresh-rotation': refreshRotation,
  'oauth-flow': oauthFlow,
  'group-buy-states': groupBuyStates,
}

/** @throws when there is none of this name. */
export function named(name: string): Diagram {
  const found = Object.hasOwn(diagrams, name) ? diagrams[name] : undefined
  if (!found) throw new Error(`there is no diagram ${name}.`)
  return found
}
