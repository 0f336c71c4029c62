import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { killWhenLate } from './late.ts'

test('what should have ended is killed, and nothing before', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const deaf = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"
  const child = spawn(process.execPath, ['--eval', deaf], { stdio: 'ignore' })
  let looks = 0
  killWhenLate(child, () => ++looks > 1, 0)
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  expect(looks).toBe(2)
  expect(error).toHaveBeenCalledOnce()
  error.mockRestore()
})
