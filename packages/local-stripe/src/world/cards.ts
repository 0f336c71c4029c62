/** What a card number does. [docs: Testing] */
export interface CardBehaviour {
  last4: string
  brand: string
  /** Refused, with these codes and words. */
  decline?: { code: string; declineCode?: string; message: string }
  /** Asks for 3-D Secure first. */
  challenge?: true
  /** Disputed a little after the payment. */
  dispute?: { inquiry: boolean; reason: string }
  /** What becomes of refunds. */
  refund?: 'pending-succeeded' | 'pending-failed' | 'failed'
}

const declined = 'Your card was declined.'

const behaviours: Record<string, Omit<CardBehaviour, 'last4' | 'brand'>> = {
  '4000000000000002': {
    decline: { code: 'card_declined', declineCode: 'generic_decline', message: declined },
  },
  '4000000000009995': {
    decline: {
      code: 'card_declined',
      declineCode: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
    },
  },
  '4000000000009987': { decline: { code: 'card_declined', declineCode: 'lost_card', message: declined } },
  '4000000000009979': { decline: { code: 'card_declined', declineCode: 'stolen_card', message: declined } },
  '4000000000000069': { decline: { code: 'expired_card', message: 'Your card has expired.' } },
  '4000000000000127': {
    decline: { code: 'incorrect_cvc', message: "Your card's security code is incorrect." },
  },
  '4000000000000119': {
    decline: {
      code: 'processing_error',
      message: 'An error occurred while processing your card. Try again in a little bit.',
    },
  },
  '4000000000003220': { challenge: true },
  '4000002500003155': { challenge: true },
  '4000000000000259': { dispute: { inquiry: false, reason: 'fraudulent' } },
  '4000000000002685': { dispute: { inquiry: false, reason: 'product_not_received' } },
  '4000000000001976': { dispute: { inquiry: true, reason: 'fraudulent' } },
  '4000000000007726': { refund: 'pending-succeeded' },
  '4000000000005126': { refund: 'failed' },
}

export const okCard = '4242424242424242'
export const declinedCard = '4000000000000002'

/** The card with this number; null when it is not a card number (length or check digit). */
export function cardOf(number: string): CardBehaviour | null {
  const digits = number.replaceAll(/[ -]/g, '')
  if (!/^\d{13,19}$/.test(digits) || !hasCheckDigit(digits)) return null
  const brand = digits.startsWith('4') ? 'visa' : digits.startsWith('5') ? 'mastercard' : 'unknown'
  return { ...behaviours[digits], last4: digits.slice(-4), brand }
}

/** ISO/IEC 7812-1, Luhn. */
function hasCheckDigit(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .map(Number)
    .reduce((total, digit, position) => {
      const value = position % 2 === 0 ? digit : digit * 2
      return total + (value > 9 ? value - 9 : value)
    }, 0)
  return sum % 10 === 0
}
