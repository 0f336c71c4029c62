import { expect, test } from 'vitest'
import { growth } from '../../../test/growth.ts'
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

test.each(['"a" ', '"a", '])('reading %s, often, takes as long as the header is', (piece) => {
  const read = (times: number) => readIfMatch(`${piece.repeat(times)}x`)
  expect(read(20_000)).toBeNull()
  expect(growth(read, 2500)).toBeLessThan(32)
})

test('a tag changes with what it names, and weak ones never match', () => {
  const tag = contentTag({ name: 'a' })
  expect(contentTag({ name: 'a' })).toBe(tag)
  expect(contentTag({ name: 'b' })).not.toBe(tag)
  expect(matches([tag], tag)).toBe(true)
  expect(matches([`W/${tag}`], tag)).toBe(false)
  expect(matches('any', tag)).toBe(true)
})
