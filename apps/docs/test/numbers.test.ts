import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fill } from '../src/site/fill.ts'
import { typedNumbers } from './typed-numbers.ts'

const folder = join(dirname(import.meta.dirname), 'src/content/docs')
const guides = globSync('**/*.md', { cwd: folder }).toSorted()

test('there are guides to look through', () => {
  expect(guides.length).toBeGreaterThan(20)
})

test.each(guides)('%s has its numbers from the code, or says why not', (name) => {
  expect(typedNumbers(readFileSync(join(folder, name), 'utf8'))).toEqual([])
})

describe('the lint', () => {
  test.each([
    ['A link works for 15 minutes.', '15 minutes'],
    ['a 15-minute window', '15-minute'],
    ['It is kept for **30** days.', '30 days'],
    ['At most `10` MB', '10 MB'],
    ['up to 250 MiB', '250 MiB'],
    ['a fee of 5 %', '5 %'],
    ['a fee of 2.9%', '2.9%'],
    ['12 per hour', '12 per hour'],
    ['60 a minute', '60 a minute'],
    ['1,000 requests', '1,000 requests'],
    ['after 10 s', '10 s'],
    ['5 wrong guesses', '5 wrong guesses'],
    ['within ten seconds', 'ten seconds'],
    ['Five tries', 'Five tries'],
    ['a hundred million tries', 'million tries'],
    ['at least 12 characters', '12 characters'],
    ['a six-digit code', 'six-digit'],
    ['for 30\ndays', '30 days'],
    ['| time | 15 minutes |', '15 minutes'],
  ])('finds %j', (text, what) => {
    expect(typedNumbers(text)).toEqual([{ line: 1, what }])
  })

  test.each([
    'A link works for {{duration:MAGIC_LINK_SECONDS}}, {{number:CODE_TRIES}} tries each.',
    'HTTP 503, port 8787, Node 24, RFC 9110, USD 25.00, decision 12, version 2.1.0',
    'one minute, two tabs, three steps, the second request, 24/7',
    '```sh\nsleep 15 minutes\n```',
    'kept for 30 days <!-- number: an example -->',
    'kept for 30\ndays <!-- number: an example -->',
    '| 2 | requests |',
    '<!-- npm run bench -->\n| 1 connection | 3 ms |\n<!-- end -->',
  ])('lets %j be', (text) => {
    expect(typedNumbers(text)).toEqual([])
  })

  test('wants a reason, and no mark that excuses nothing', () => {
    expect(typedNumbers('30 days <!-- number: -->')).toHaveLength(1)
    expect(typedNumbers('\nno number <!-- number: why -->')).toEqual([
      { line: 2, what: 'the mark excuses nothing' },
    ])
  })
})

describe('placeholders', () => {
  test('marks are not published', () => {
    expect(fill('30 days <!-- number: an example -->\n', 'x')).toBe('30 days\n')
  })

  test.each([
    ['{{duration:MAGIC_LINK_SECONDS}}', '15 minutes'],
    ['{{duration:IDEMPOTENCY_SECONDS}}', '24 hours'],
    ['{{durations:CHECKOUT_CHECK_MINUTES}}', '1 minute, 5 minutes, 15 minutes, and 1 hour'],
    ['{{bytes:MAX_FILE_BYTES}}', '250 MiB'],
    ['{{quota:requestMagicLink.email}}', '3 in 10 minutes'],
    ['{{networks}}', expect.stringContaining('| /64 | 1 × |')],
    ['{{odds}}', expect.stringContaining('| sign-in code of a visitor | 10 | 1 in 100,000 |')],
    ['{{limits:requestMagicLink}}', expect.stringContaining('| email address | 3 in 10 minutes |')],
    ['{{mailBudgets}}', expect.stringContaining('| new | 25 | 250 |')],
  ])('%s', (placeholder, text) => {
    expect(fill(placeholder, 'x')).toEqual(text)
  })

  test.each([
    '{{duration:MAX_TOKENS}}',
    '{{duration:NOT_THERE_SECONDS}}',
    '{{durations:MAGIC_LINK_SECONDS}}',
    '{{number:webhookEvents}}',
    '{{bytes:MAX_TOKENS}}',
    '{{quota:requestMagicLink.token}}',
    '{{quota:notThere.ip}}',
    '{{limits:requestMagicLink,notThere}}',
  ])('%s stops the build', (placeholder) => {
    expect(() => fill(placeholder, 'page.md')).toThrow(/^page\.md: /)
  })
})
