import { expect, test } from 'vitest'
import { cardOf } from '../../../packages/local-stripe/src/world/cards.ts'
import { faultNames } from '../../../packages/local-stripe/src/world/fault-names.ts'
import { guidePages } from '../src/site/guides.ts'

const guide = guidePages().find(({ id }) => id === 'guides/local-stripe')?.body ?? ''

/** What a card does, in the words by which the guide begins to say it. */
function inWords(number: string): string {
  const { decline, challenge, dispute, refund } = cardOf(number) ?? {}
  if (decline) return 'is declined'
  if (challenge) return 'asks for 3-D Secure'
  if (dispute) return dispute.inquiry ? 'pays; the bank inquires' : 'pays; the b'
  if (refund) return refund === 'pending-succeeded' ? 'pays; a refund is pending' : 'pays; a refund fails'
  return 'pays'
}

test('the cards of the guide do what it says', () => {
  const rows = [...guide.matchAll(/^\| `([\d ]+)` +\| (.*?) *\|$/gm)]
  expect(rows.length).toBeGreaterThan(8)
  for (const [, number = '', said = ''] of rows) {
    const known = inWords(number)
    expect(known === 'pays' ? said === known : said.startsWith(known), `${number}: ${said}`).toBe(true)
  }
})

test('the guide has every fault, and no other', () => {
  const [, table = ''] = guide.split('## All faults')
  const named = [...table.matchAll(/^\| (`.*?`) +\|/gm)].flatMap(([, names = '']) => names.match(/[a-z-]+/g))
  expect(named.toSorted()).toEqual(faultNames.toSorted())
})
