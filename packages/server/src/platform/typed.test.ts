import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/runs.ts'
import { codeAsTyped } from './typed.ts'

test('digits of every script are digits', () => {
  // Of another source than the function: how each numbering system writes the numbers from 0 to 9.
  const systems = Intl.supportedValuesOf('numberingSystem').filter(
    (system) => Intl.NumberFormat(`en-u-nu-${system}`).resolvedOptions().numberingSystem === system,
  )
  const digits = systems
    .map((system) =>
      Array.from({ length: 10 }, (_, value) => new Intl.NumberFormat(`en-u-nu-${system}`).format(value)),
    )
    .filter((ten) => ten.every((digit) => /^\p{Nd}$/u.test(digit)))
  expect(digits.length).toBeGreaterThan(50)
  for (const ten of digits) expect(codeAsTyped(ten.join(''))).toBe('0123456789')
})

test('no digit that Unicode knows is left, and each run counts from zero', () => {
  for (let code = 0, expected = 0; code <= 0x10ffff; code++) {
    if (!/\p{Nd}/u.test(String.fromCodePoint(code))) continue
    expect(codeAsTyped(String.fromCodePoint(code)), code.toString(16)).toBe(String(expected++ % 10))
  }
})

test.each([
  ['402 913', '402913'],
  ['402-913', '402913'],
  ['402–913.', '402913'],
  ['(402\u00a0913)', '402913'],
  ['４０２９１３', '402913'],
  ['\u200e٤٠٢\u00a0٩١٣\u200f', '402913'],
  ['۴۰۲۹۱۳', '402913'],
  ['४०२९१३', '402913'],
  ['𝟒𝟎𝟐𝟗𝟏𝟑', '402913'],
  ['7F3K-9QZT', '7f3k9qzt'],
  ['７Ｆ３Ｋ', '7f3k'],
  ['abc', 'abc'],
  ['', ''],
])('%j is read as %j', (typed, read) => expect(codeAsTyped(typed)).toBe(read))

test('what was mailed is read back from any way to type it', () => {
  const zeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10, 0x1d7ce]
  const between = fc.constantFrom('', '', ' ', '-', '\u00a0', '\u200e', '\u2013', '.')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(9), fc.constantFrom(...zeros), between), { minLength: 6, maxLength: 8 }),
      (digits) => {
        const typed = digits.map(([value, zero, gap]) => String.fromCodePoint(zero + value) + gap).join('')
        expect(codeAsTyped(typed)).toBe(digits.map(([value]) => value).join(''))
      },
    ),
    runs({ short: 200, long: 20_000 }),
  )
})
