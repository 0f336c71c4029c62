import { setImmediate as turn } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { afterAnswer, doneByNow } from './after-answer.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

test('a request is logged and counted once its answer is on its way', async () => {
  const logged = vi.spyOn(t.deps.log, 'info')
  const counted = vi.spyOn(t.deps.metrics, 'answered')
  try {
    const { status } = await t.send(
      new Request(`${t.origin()}/v2/public/pages/nobody/nothing/access-check`, { method: 'POST' }),
    )
    expect([status, logged.mock.calls.length, counted.mock.calls.length]).toEqual([404, 0, 0])
    await turn()
    expect([logged.mock.calls.length, counted.mock.calls.length]).toEqual([1, 1])
  } finally {
    vi.restoreAllMocks()
  }
})

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
