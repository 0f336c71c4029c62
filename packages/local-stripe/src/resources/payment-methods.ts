import type { CardBehaviour } from '../world/cards.ts'
import { randomText } from '../world/ids.ts'
import type { Charge } from '../world/objects.ts'
import { voucherMethods, voucherTypes } from './voucher-methods.ts'

type Details = NonNullable<Charge['payment_method_details']>

interface DelayedMethod {
  type: string
  /** For the button on the page. */
  label: string
  currency: string
  details: () => Details
}

/** Methods whose money comes days later, one a currency. [docs: Delayed notification payment methods] */
const delayedMethods: DelayedMethod[] = [
  {
    type: 'us_bank_account',
    label: 'bank debit (ACH)',
    currency: 'usd',
    details: () => ({
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        fingerprint: randomText(16),
        last4: '6789',
        payment_reference: null,
        routing_number: '110000000',
      },
    }),
  },
  {
    type: 'sepa_debit',
    label: 'SEPA direct debit',
    currency: 'eur',
    details: () => ({
      type: 'sepa_debit',
      sepa_debit: {
        bank_code: '37040044',
        branch_code: null,
        country: 'DE',
        fingerprint: randomText(16),
        last4: '3000',
        mandate: null,
      },
    }),
  },
  {
    type: 'bacs_debit',
    label: 'Bacs direct debit',
    currency: 'gbp',
    details: () => ({
      type: 'bacs_debit',
      bacs_debit: { fingerprint: randomText(16), last4: '2345', mandate: null, sort_code: '108800' },
    }),
  },
]

/** What the page offers for a currency unless it is narrowed: cards, and the currency's delayed method and voucher. */
export function dynamicMethods(currency: string): string[] {
  const delayed = delayedMethods.filter((method) => method.currency === currency).map(({ type }) => type)
  return ['card', ...delayed, ...voucherTypes.filter((type) => voucherMethods[type].currency === currency)]
}

/** The delayed method among those offered. */
export function delayedMethod(types: string[]): DelayedMethod | null {
  return delayedMethods.find(({ type }) => types.includes(type)) ?? null
}

export function cardDetails(card: CardBehaviour, amount: number, year: number): Details {
  return {
    type: 'card',
    card: {
      amount_authorized: amount,
      authorization_code: null,
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: year + 3,
      fingerprint: randomText(16),
      funding: 'credit',
      installments: null,
      last4: card.last4,
      mandate: null,
      network: card.brand,
      network_transaction_id: randomText(15),
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}
