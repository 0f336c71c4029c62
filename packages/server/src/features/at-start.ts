import { toDecimal } from '@latchkey/contract'
import type { Deps } from '../platform/deps.ts'
import { reportStripe } from './connect/service.ts'
import { losses } from './purchases/service.ts'

/** What is looked at when the server has started. It logs what is not as it should be, and stops nothing. */
export async function checkAtStart(deps: Deps): Promise<void> {
  const { platformAccount, log } = deps
  warnOfLosses(deps)
  const asked = [platformAccount.read(), reportStripe(deps)]
  for (const result of await Promise.allSettled(asked)) {
    if (result.status === 'rejected') log.warn({ err: result.reason }, 'the Stripe account could not be read')
  }
}

/** Says in which currencies the fee of the least price does not cover what that payment is assumed to cost. */
function warnOfLosses({ config, log }: Deps): void {
  // Elsewhere than at Stripe, payments cost nothing.
  if (config.STRIPE_API_BASE) return
  const found = losses(config)
  const [first] = found.filter(({ currency }) => currency === 'usd').concat(found)
  if (!first) return
  const { currency, price, fee, cost } = first
  const decimal = (amount: number) => `${toDecimal(amount, currency)} ${currency.toUpperCase()}`
  log.warn(
    { currencies: found.map((loss) => loss.currency).join(' ') },
    `The platform's fee does not cover what the cheapest sales are assumed to cost: of ${decimal(price)} it is ` +
      `${decimal(fee)}, against about ${decimal(cost)}. PLATFORM_FEE_FIXED adds to it; see ${config.docsUrl}/sell/money-flows.`,
  )
}
