import { text } from '../api/parameters.ts'
import { listRoute, retrieveRoute } from '../api/route.ts'
import { emit } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import type { Charge, EarlyFraudWarning } from '../world/objects.ts'
import { accountHolding, keep, seconds, type World } from '../world/world.ts'

/** The card's issuer believes that a payment was fraud. [types: Radar.EarlyFraudWarning] */
export function warnOfFraud(
  world: World,
  charge: Charge,
  {
    actionable,
    fraudType = 'misc',
  }: { actionable?: boolean | undefined; fraudType?: string | undefined } = {},
): EarlyFraudWarning {
  const warning: EarlyFraudWarning = {
    id: newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: actionable ?? isActionable(charge),
    charge: charge.id,
    created: seconds(world),
    fraud_type: fraudType,
    livemode: false,
    ...(charge.payment_intent === null ? {} : { payment_intent: charge.payment_intent }),
  }
  keep(world, world.state.earlyFraudWarnings, accountHolding(world, charge.id), warning)
  emit(world, 'radar.early_fraud_warning.created', warning)
  return warning
}

/** Neither disputed nor refunded in full. [types: `actionable`] */
function isActionable(charge: Charge): boolean {
  return !charge.disputed && !charge.refunded
}

/** Warnings of a charge that was disputed or refunded ask for nothing any more. */
export function refreshWarnings(world: World, charge: Charge): void {
  if (isActionable(charge)) return
  for (const warning of Object.values(world.state.earlyFraudWarnings)) {
    if (warning.charge !== charge.id || !warning.actionable) continue
    warning.actionable = false
    emit(world, 'radar.early_fraud_warning.updated', warning, { previous: { actionable: true } })
  }
}

export const earlyFraudWarningRoutes = [
  retrieveRoute(
    '/v1/radar/early_fraud_warnings/:id',
    'radar.early_fraud_warning',
    ({ state }) => state.earlyFraudWarnings,
  ),
  listRoute(
    '/v1/radar/early_fraud_warnings',
    'radar.early_fraud_warning',
    ({ state }) => state.earlyFraudWarnings,
    { charge: text(), payment_intent: text() },
    (params) => (warning) =>
      (params.charge ?? warning.charge) === warning.charge &&
      (params.payment_intent ?? warning.payment_intent) === warning.payment_intent,
  ),
]
