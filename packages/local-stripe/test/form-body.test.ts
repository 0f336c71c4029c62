import { expect, test } from 'vitest'
import { parseForm } from '../src/api/form-body.ts'

test.each([
  ['a=1', { a: '1' }],
  ['a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
  ['a[0][b]=1&a[1][b]=2', { a: [{ b: '1' }, { b: '2' }] }],
  ['expand[]=x&expand[]=y.z', { expand: ['x', 'y.z'] }],
  ['a%5Bb%5D=%E2%82%AC+1%2B1', { a: { b: '€ 1+1' } }],
  ['metadata=', { metadata: '' }],
  ['a[5]=1', { a: { 5: '1' } }],
  ['', {}],
])('%s', (text, parsed) => {
  expect(parseForm(text)).toEqual(parsed)
})

test.each(['a=1&a[b]=2', 'a[b]=2&a=1', '[a]=1', 'a[b=1', 'a]b=1', `a${'[b]'.repeat(20)}=1`])(
  'refuses %s',
  (text) => {
    expect(parseForm(text)).toBeNull()
  },
)

test('names that mean something to JavaScript are only names', () => {
  const parsed = parseForm('__proto__[polluted]=1&constructor=2')
  expect(Object.keys(parsed ?? {})).toEqual(['__proto__', 'constructor'])
  expect(Object(Object.prototype).polluted).toBeUndefined()
})
