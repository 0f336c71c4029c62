import { randomText } from '../world/ids.ts'
import type { Charge, PaymentIntent, Session } from '../world/objects.ts'

export const voucherTypes = ['konbini', 'oxxo', 'boleto', 'multibanco'] as const
export type VoucherType = (typeof voucherTypes)[number]

export interface VoucherMethod {
  /** For the button on the page. */
  label: string
  currency: string
  /** Days it lives unless the shop says otherwise. */
  days: number
  /** It ends with the last second of a day of this zone, in hours from UTC. */
  zone: number
  /** False: Stripe asks the buyer where a refund should go. [types: Refund `instructions_email`] */
  refundsItself: boolean
  nextAction(url: string, expiresAt: number): NonNullable<PaymentIntent['next_action']>
  details(): NonNullable<Charge['payment_method_details']>
}

const digits = (length: number) => randomText(length).replaceAll(/\D/g, '7')

/**
 * Methods paid at a counter or a machine, one a currency. Days and zones: [types: `expires_after_days` of each]; Multibanco
 * has no such setting. [docs: Multibanco]
 */
export const voucherMethods: Record<VoucherType, VoucherMethod> = {
  konbini: {
    label: 'convenience store (Konbini)',
    currency: 'jpy',
    days: 3,
    zone: 9,
    refundsItself: false,
    nextAction: (url, expiresAt) => ({
      type: 'konbini_display_details',
      konbini_display_details: {
        expires_at: expiresAt,
        hosted_voucher_url: url,
        stores: {
          familymart: { confirmation_number: digits(11), payment_code: digits(6) },
          lawson: { confirmation_number: digits(11), payment_code: digits(6) },
          ministop: { confirmation_number: digits(11), payment_code: digits(6) },
          seicomart: { confirmation_number: digits(11), payment_code: digits(6) },
        },
      },
    }),
    details: () => ({ type: 'konbini', konbini: { store: { chain: 'familymart' } } }),
  },
  oxxo: {
    label: 'OXXO',
    currency: 'mxn',
    days: 3,
    zone: -6,
    refundsItself: false,
    nextAction: (url, expiresAt) => ({
      type: 'oxxo_display_details',
      oxxo_display_details: { expires_after: expiresAt, hosted_voucher_url: url, number: digits(30) },
    }),
    details: () => ({ type: 'oxxo', oxxo: { number: digits(30) } }),
  },
  boleto: {
    label: 'Boleto',
    currency: 'brl',
    days: 3,
    zone: -3,
    refundsItself: false,
    nextAction: (url, expiresAt) => ({
      type: 'boleto_display_details',
      boleto_display_details: {
        expires_at: expiresAt,
        hosted_voucher_url: url,
        number: digits(47),
        pdf: `${url}/pdf`,
      },
    }),
    details: () => ({ type: 'boleto', boleto: { tax_id: '000.000.000-00' } }),
  },
  multibanco: {
    label: 'Multibanco',
    currency: 'eur',
    days: 7,
    zone: 0,
    refundsItself: true,
    nextAction: (url, expiresAt) => ({
      type: 'multibanco_display_details',
      multibanco_display_details: {
        entity: '12345',
        expires_at: expiresAt,
        hosted_voucher_url: url,
        reference: digits(9),
      },
    }),
    details: () => ({ type: 'multibanco', multibanco: { entity: '12345', reference: digits(9) } }),
  },
}

/** What a payment says of the vouchers its session offers. [types: PaymentIntent.PaymentMethodOptions] */
export function voucherOptions(session: Session): NonNullable<PaymentIntent['payment_method_options']> {
  const { boleto, konbini, oxxo } = session.payment_method_options ?? {}
  const offered = new Set(offeredVouchers(session.payment_method_types))
  return {
    ...(offered.has('boleto') ? { boleto: { expires_after_days: boleto?.expires_after_days ?? 3 } } : {}),
    ...(offered.has('konbini')
      ? {
          konbini: {
            confirmation_number: null,
            expires_after_days: konbini?.expires_after_days ?? null,
            expires_at: null,
            product_description: null,
          },
        }
      : {}),
    ...(offered.has('multibanco') ? { multibanco: {} } : {}),
    ...(offered.has('oxxo') ? { oxxo: { expires_after_days: oxxo?.expires_after_days ?? 3 } } : {}),
  }
}

/** Vouchers among the methods that are offered. */
export function offeredVouchers(types: string[]): VoucherType[] {
  return voucherTypes.filter((type) => types.includes(type))
}

/** The voucher a payment waits for; null when it waits for something else. */
export function awaitedVoucher({ status, next_action: action }: PaymentIntent): VoucherType | null {
  if (status !== 'requires_action') return null
  return voucherTypes.find((type) => action?.type === `${type}_display_details`) ?? null
}

/** The last second of the voucher's last day, in seconds since 1970. */
export function voucherExpiry(now: number, type: VoucherType, session: Session): number {
  const method = voucherMethods[type]
  const options = type === 'multibanco' ? undefined : session.payment_method_options?.[type]
  const days = options?.expires_after_days ?? method.days
  const day = 24 * 3600
  const local = Math.floor(now / 1000) + method.zone * 3600
  return (Math.floor(local / day) + days + 1) * day - 1 - method.zone * 3600
}
