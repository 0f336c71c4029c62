import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/runs.ts'
import { renderMarkdown } from '../markdown/markdown.ts'
import { excerpt, firstImage, shortened } from './excerpt.ts'

test.each([
  ['A **taste** of [it](https://example.com "x > y")', 'A taste of it'],
  ['# One\n\ntwo\n\n- three\n- four', 'One two three four'],
  ['a  \nb', 'a b'],
  ['2 < 3 & "so" on — it’s', '2 < 3 & "so" on — it’s'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['| a | b |\n|---|---|\n| c | d |', 'a b c d'],
  ['![A cat](https://example.com/cat.png)', ''],
  ['', ''],
])('%j becomes %j', (markdown, text) => {
  expect(excerpt(renderMarkdown(markdown))).toBe(text)
})

test.each([
  [
    'Look: ![A "small" cat](https://example.com/cat.png?a=1&b=2)',
    'https://example.com/cat.png?a=1&b=2',
    'A "small" cat',
  ],
  [
    '![](https://example.com/one.png)\n\n![two](https://example.com/two.png)',
    'https://example.com/one.png',
    '',
  ],
  [
    '<img alt="src=&quot;https://example.com/no.png&quot;" src="https://example.com/yes.png">',
    'https://example.com/yes.png',
    'src="https://example.com/no.png"',
  ],
])('the first image of %j', (markdown, url, alt) => {
  expect(firstImage(renderMarkdown(markdown))).toEqual({ url, alt })
})

test.each([
  '',
  'no image',
  '`![x](https://example.com/x.png)`',
  '![x](http://example.com/x.png)',
  '![x](/x.png)',
  '![x](javascript:alert(1))',
  '&lt;img src="https://example.com/x.png"&gt;',
])('there is no image in %j', (markdown) => {
  expect(firstImage(renderMarkdown(markdown))).toBeUndefined()
})

test('what is long is cut between words, and never within a character', () => {
  const words = 'word '.repeat(50)
  expect(shortened(words)).toBe(`${'word '.repeat(31).trim()}…`)
  expect([...shortened('🦊'.repeat(200))]).toEqual([...'🦊'.repeat(159), '…'])
  expect(shortened(`${'word '.repeat(30)}– ${'x'.repeat(50)}`)).toMatch(/word…$/)
})

test('whatever was written, it is one short line of text without markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(50), (markdown, times) => {
      const text = excerpt(renderMarkdown(`${markdown}\n\nend `.repeat(times)))
      expect([...text].length).toBeLessThanOrEqual(160)
      expect(text).not.toMatch(/[\n\r\t]|<p dir=/)
    }),
    runs({ short: 40, long: 2000 }),
  )
})
