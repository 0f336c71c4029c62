import { isRefusal, type Refusal } from './api/errors.ts'
import type { LocalStripe } from './local-stripe.ts'
import { newAccount } from './resources/account-object.ts'
import { announce, completeOnboarding, connectedAccount, deauthorize } from './resources/accounts.ts'
import { book } from './resources/balance.ts'
import { closeDispute, moveDisputeFunds, openDispute, updateDispute } from './resources/disputes.ts'
import { warnOfFraud } from './resources/early-fraud-warnings.ts'
import { failPayout, payOutAll } from './resources/payouts.ts'
import { refundCharge, setPlatformBalance, setRefundStatus } from './resources/refunds.ts'
import { settleIn } from './resources/settlement.ts'
import { commitChange } from './world/change.ts'
import { newId } from './world/ids.ts'
import type { Account, Charge } from './world/objects.ts'
import { must, type World } from './world/world.ts'

function chargeFor(world: World, id: string): Charge {
  // What a shop's customer sees of a payment is its session.
  const paymentId = id.startsWith('cs_') ? (must(world.state.sessions, id).payment_intent ?? '') : id
  const payment = paymentId.startsWith('pi_') ? must(world.state.paymentIntents, paymentId) : null
  return must(world.state.charges, payment === null ? id : (payment.latest_charge ?? ''))
}

function accountFor(world: World, id: string): Account {
  const account = connectedAccount(world, id)
  if (isRefusal(account)) throw new Error(`local Stripe has no account '${id}'`)
  return account
}

/** People see an error where the API answers with a refusal. */
function done<T extends object>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(result.refused.error.message)
  return result
}

function allowed(objection: Refusal | null): void {
  if (objection !== null) done<object>(objection)
}

export function createDashboard(world: World): LocalStripe['dashboard'] {
  return {
    async refund(id, amount, options = {}) {
      const charge = chargeFor(world, id)
      const wish = { amount: amount ?? charge.amount - charge.amount_refunded, ...options }
      return commitChange(world, () => done(refundCharge(world, charge, wish))).id
    },
    async setPlatformBalance(balance) {
      commitChange(world, () => setPlatformBalance(world, balance))
    },
    async drainBalance(accountId) {
      const account = accountFor(world, accountId)
      return commitChange(world, () => {
        world.state.mustCover[account.id] = true
        return payOutAll(world, account.id).map(({ id }) => id)
      })
    },
    async topUp(accountId, amount, currency) {
      const account = accountFor(world, accountId)
      const topUp = { owner: account.id, type: 'topup', reportingCategory: 'topup', amount, currency }
      commitChange(world, () => book(world, { ...topUp, source: newId('tu') }))
    },
    async failPayout(payoutId) {
      const payout = must(world.state.payouts, payoutId)
      if (payout.status === 'failed') throw new Error(`payout ${payoutId} has failed already`)
      commitChange(world, () => failPayout(world, payout))
    },
    async setRefundStatus(refundId, status) {
      commitChange(world, () => setRefundStatus(world, must(world.state.refunds, refundId), status))
    },
    async openDispute(id, options) {
      return commitChange(world, () => openDispute(world, chargeFor(world, id), options)).id
    },
    async updateDispute(disputeId, status) {
      commitChange(world, () => updateDispute(world, must(world.state.disputes, disputeId), status))
    },
    async closeDispute(disputeId, outcome, options = {}) {
      const dispute = must(world.state.disputes, disputeId)
      commitChange(world, () => closeDispute(world, dispute, outcome, options.moveFunds))
    },
    async withdrawFunds(disputeId) {
      const dispute = must(world.state.disputes, disputeId)
      commitChange(world, () => allowed(moveDisputeFunds(world, dispute, 'withdrawn')))
    },
    async reinstateFunds(disputeId) {
      const dispute = must(world.state.disputes, disputeId)
      commitChange(world, () => allowed(moveDisputeFunds(world, dispute, 'reinstated')))
    },
    async warnOfFraud(id, options) {
      return commitChange(world, () => warnOfFraud(world, chargeFor(world, id), options)).id
    },
    async updateAccount(accountId, given) {
      const account = accountFor(world, accountId)
      commitChange(world, () => {
        account.charges_enabled = given.chargesEnabled ?? account.charges_enabled
        account.details_submitted = given.detailsSubmitted ?? account.details_submitted
        account.payouts_enabled = given.payoutsEnabled ?? account.payouts_enabled
        if (given.transfers !== undefined)
          account.capabilities = { ...account.capabilities, transfers: given.transfers }
        announce(world, account)
      })
    },
    async updatePlatform(given) {
      const { statementDescriptorPrefix: prefix, chargesEnabled, cardPayments, transfers } = given
      const platform = must(world.state.accounts, world.state.platform)
      commitChange(world, () => {
        platform.charges_enabled = chargesEnabled ?? platform.charges_enabled
        platform.capabilities = {
          ...platform.capabilities,
          ...(cardPayments === undefined ? {} : { card_payments: cardPayments }),
          ...(transfers === undefined ? {} : { transfers }),
        }
        const { card_payments } = platform.settings ?? {}
        if (given.settlementCurrencies !== undefined) settleIn(world, given.settlementCurrencies)
        if (prefix !== undefined && card_payments !== undefined)
          card_payments.statement_descriptor_prefix = prefix
      })
    },
    async deauthorizeAccount(accountId) {
      const account = accountFor(world, accountId)
      commitChange(world, () => deauthorize(world, account))
    },
    async createReadyAccount(options) {
      return commitChange(world, () => {
        if (options?.id !== undefined && Object.hasOwn(world.state.accounts, options.id)) return options.id
        const account = newAccount(world, { id: options?.id, type: 'express' })
        completeOnboarding(world, account)
        return account.id
      })
    },
  }
}
