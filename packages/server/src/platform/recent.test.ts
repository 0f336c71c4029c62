import { expect, test } from 'vitest'
import { Recent } from './recent.ts'

const made: string[] = []
const make = (key: string, bytes = 4) => {
  made.push(key)
  return Promise.resolve('x'.repeat(bytes))
}
const recent = new Recent<string>(10, (value) => value.length)
const get = (key: string, bytes?: number) => recent.get(key, () => make(key, bytes))

test('what is used lately is made once, and forgotten first when it is not', async () => {
  await Promise.all([get('a'), get('a'), get('b')])
  await get('a')
  expect(made.splice(0)).toEqual(['a', 'b'])
  await get('c')
  await get('a')
  expect(made.splice(0)).toEqual(['c'])
  await get('b')
  expect(made.splice(0)).toEqual(['b'])
})

test('what is larger than all that may be kept is made each time, and costs the others their place once', async () => {
  await get('large', 11)
  await get('large', 11)
  await get('a')
  await get('a')
  expect(made.splice(0)).toEqual(['large', 'large', 'a'])
})

test('a failure is not kept', async () => {
  await expect(recent.get('d', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await get('d')).toBe('xxxx')
})
