// What is edited about a page, and how two texts are compared.
import { pageSlugPattern, priceProblems } from '@latchkey/contract'
import { currencies, toDecimal } from '@latchkey/contract/currencies'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bodyOf,
  fieldsOf,
  inCurrency,
  isSamePage,
  type PageFields,
  problemsOf,
} from '../src/screens/pages/fields.ts'
import { parseAmount } from '../src/ui/amounts.ts'
import { differingLines } from '../src/ui/lines.ts'
import { documentOf } from '../src/ui/preview-document.ts'
import { slugOf } from '../src/ui/slug.ts'

const fields: PageFields = {
  title: 'Bread',
  teaser: '',
  content: 'Salt\nWater',
  accessMode: 'PAID',
  amount: 2500,
  currency: 'usd',
}

describe('a page', () => {
  test('is the same whatever ends its lines, and whatever a free one once cost', () => {
    expect(isSamePage(fields, { ...fields, content: 'Salt\r\nWater', teaser: ' ' })).toBe(true)
    const typed = (content: string) => ({ ...fields, content })
    expect(isSamePage(fields, typed('Salt\\nWater'))).toBe(false)
    expect(isSamePage(typed('Salt\\r'), typed('Salt\\n'))).toBe(false)
    expect(isSamePage(fields, { ...fields, amount: 2501 })).toBe(false)
    const free: PageFields = { ...fields, accessMode: 'PUBLIC' }
    expect(isSamePage(free, { ...free, amount: null, currency: 'eur' })).toBe(true)
    expect(bodyOf(free).price).toBeNull()
  })

  test('is read as it is written', () => {
    const page = { ...bodyOf(fields), slug: 'bread' } as unknown as Parameters<typeof fieldsOf>[0]
    expect(fieldsOf(page)).toEqual(fields)
  })

  test('has a problem with its price exactly where the contract has one', () => {
    const currency = fc.constantFrom(...currencies)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_100 }), currency, (amount, code) => {
        const { price } = problemsOf({ ...fields, amount, currency: code })
        expect(price === undefined).toBe(priceProblems({ amount, currency: code }).length === 0)
      }),
    )
    expect(problemsOf({ ...fields, amount: null, title: ' ' })).toEqual({
      title: 'Give it a title.',
      price: 'Enter a price, such as 25 or 25.00.',
    })
    expect(problemsOf({ ...fields, accessMode: 'PUBLIC', amount: null })).toEqual({})
  })
})

test.each([
  ['25', 'usd', 2500],
  ['25.00', 'usd', 2500],
  ['25,00', 'usd', 2500],
  ['25,5', 'usd', 2550],
  ['1,250.00', 'usd', 125_000],
  ['500', 'jpy', 500],
  ['12.5', 'jpy', null],
  ['25.000', 'usd', null],
  ['a lot', 'usd', null],
  ['-5', 'usd', null],
])('%s %s is the price %s', (typed, currency, amount) => {
  expect(parseAmount(typed, currency)).toBe(amount)
})

test('a price keeps its number in another currency, where that has its digits', () => {
  expect(inCurrency(2500, 'usd', 'jpy')).toBe(25)
  expect(inCurrency(2550, 'usd', 'jpy')).toBeNull()
  expect(inCurrency(2550, 'usd', 'kwd')).toBe(25_500)
  expect(inCurrency(null, 'usd', 'eur')).toBeNull()
  const currency = fc.constantFrom(...currencies)
  fc.assert(
    fc.property(fc.nat(99_999_999), currency, currency, (amount, from, to) => {
      const moved = inCurrency(amount, from, to)
      if (moved !== null) expect(Number(toDecimal(moved, to))).toBe(Number(toDecimal(amount, from)))
    }),
  )
})

test('the address that a title suggests is one, or nothing', () => {
  expect(slugOf('Über Brot & Käse')).toBe('uber-brot-kase')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
      const slug = slugOf(title)
      expect(slug === '' || pageSlugPattern.test(slug)).toBe(true)
    }),
  )
})

test('two texts differ in what is left when their common lines are taken away', () => {
  expect(differingLines('a\nb\nc', 'a\nx\nc')).toEqual({
    one: [false, true, false],
    other: [false, true, false],
  })
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((all) => all.join('\n'))
  fc.assert(
    fc.property(lines, lines, (one, other) => {
      const marks = differingLines(one, other)
      const common = (text: string, marked: readonly boolean[]) =>
        text.split('\n').filter((_, index) => !marked[index])
      expect(common(one, marks.one)).toEqual(common(other, marks.other))
      if (one === other) expect(marks.one).not.toContain(true)
    }),
  )
})

test('a preview shows a title as it was typed, and its footnotes lead within it', () => {
  const html = documentOf({
    heading: '<img src=x onerror=alert(1)>',
    teaser: '',
    content: '<a href="#content-fn1">1</a><a href="https://example.com">there</a>',
    scheme: 'dark',
  })
  expect(html).toContain('<h1 dir="auto">&lt;img')
  expect(html).toContain('<a target="_self" href="#content-fn1">')
  expect(html).toContain('<a href="https://example.com">')
})
