import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gathered } from './gathered.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('the first call passes at once, and those that follow it together', () => {
  const passed: number[] = []
  const { call } = gathered((count) => passed.push(count), 100)
  call(1)
  expect(passed).toEqual([1])
  call(1)
  call(2)
  vi.advanceTimersByTime(99)
  expect(passed).toEqual([1])
  vi.advanceTimersByTime(1)
  expect(passed).toEqual([1, 3])
  call(4)
  expect(passed, 'so soon after the last').toEqual([1, 3])
  vi.advanceTimersByTime(100)
  expect(passed).toEqual([1, 3, 4])
})

test('after a time without calls the next one passes at once', () => {
  const passed: number[] = []
  const { call } = gathered((count) => passed.push(count), 100)
  call(1)
  vi.advanceTimersByTime(100)
  call(1)
  expect(passed).toEqual([1, 1])
})

test('what waits when it is stopped is forgotten', () => {
  const passed: number[] = []
  const { call, stop } = gathered((count) => passed.push(count), 100)
  call(1)
  call(1)
  stop()
  vi.advanceTimersByTime(1000)
  expect(passed).toEqual([1])
})
