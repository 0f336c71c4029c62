import { expect, test } from 'vitest'
import { quoteOf, readPage, readQuote } from './page.ts'

test('the README quotes the benchmark as the docs have it', () => {
  const quote = readQuote()
  expect(quote).toContain('access check')
  expect(quote).toBe(quoteOf(readPage()))
})
