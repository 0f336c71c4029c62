import { expect, test } from 'vitest'
import { currencies } from '../../../packages/contract/src/index.ts'
import { formatMoney as asEmailed } from '../../../packages/server/src/platform/money.ts'
import { formatMoney } from '../src/money.ts'

test('amounts look as in the emails of Latchkey, in every currency', () => {
  expect(currencies.length).toBeGreaterThan(100)
  for (const currency of currencies) {
    const money = { amount: 1_234_500, currency }
    expect(formatMoney(money)).toBe(asEmailed(money))
  }
})
