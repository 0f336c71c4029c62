import { expect, test } from 'vitest'
import { afterAnswer, doneByNow } from './after-answer.ts'

test('one that fails keeps none of the others from being done, and is told of', () => {
  const done: number[] = []
  afterAnswer(() => done.push(1))
  afterAnswer(() => {
    throw new Error('broken')
  })
  afterAnswer(() => done.push(3))
  expect(doneByNow).toThrow('broken')
  expect(done).toEqual([1, 3])
  doneByNow()
  expect(done).toEqual([1, 3])
})
