import { expect, test } from 'vitest'
import { contentTag, matches, readIfMatch } from './etag.ts'

test.each([
  [undefined, 'any'],
  ['*', 'any'],
  [' * ', 'any'],
  ['"a"', ['"a"']],
  ['"a", "b,c" ,W/"d"', ['"a"', '"b,c"', 'W/"d"']],
  ['""', ['""']],
  ['abc', null],
  ['"a', null],
  ['"a" "b"', null],
  ['"a",', null],
  ['*, "a"', null],
  ['w/"a"', null],
  ['', null],
])('If-Match: %s', (header, expected) => {
  expect(readIfMatch(header)).toEqual(expected)
})

test('a long header is read in no time', () => {
  const started = performance.now()
  expect(readIfMatch(`${'"a" '.repeat(20_000)}x`)).toBeNull()
  expect(readIfMatch(`${'"a", '.repeat(20_000)}x`)).toBeNull()
  expect(performance.now() - started).toBeLessThan(500)
})

test('a tag changes with what it names, and weak ones never match', () => {
  const tag = contentTag({ name: 'a' })
  expect(contentTag({ name: 'a' })).toBe(tag)
  expect(contentTag({ name: 'b' })).not.toBe(tag)
  expect(matches([tag], tag)).toBe(true)
  expect(matches([`W/${tag}`], tag)).toBe(false)
  expect(matches('any', tag)).toBe(true)
})
