import { expect, test } from 'vitest'
import { quoteOf, readPage, readQuote, readTable } from './page.ts'

test('the README quotes the benchmark as the docs have it', () => {
  const quote = readQuote()
  expect(quote).toContain('access check')
  expect(quote).toBe(quoteOf(readPage()))
})

test('the docs say what memory and start come to', () => {
  const rows = readTable('memory')
  expect(rows.map(([what]) => what)).toEqual([
    'memory at rest, `all`',
    'memory at rest, `web`',
    'memory at rest, `worker`',
    'memory after 100,000 access checks, `all`',
    'memory after 100,000 access checks, bare',
    'start until `/readyz`, the bundle',
  ])
  for (const [what = '', measured = '', beside = '', ratio = ''] of rows) {
    expect(measured, what).toMatch(/^[1-9]\d* (?:MB|ms) \(\d+–\d+\)$/)
    expect(beside, what).toMatch(/^[1-9]\d* (?:MB|ms), [a-z ]+$/)
    expect(ratio, what).toMatch(/^\d+\.\d\d \(\d+\.\d\d–\d+\.\d\d\)$/)
  }
})
