import { expect, test } from 'vitest'
import { check } from './check.ts'
import { mutants } from './mutants/all.ts'
import { writeTable } from './mutants/table.ts'
import { behindProxy } from './mutants/world.ts'

// A whole run meets each fault, as it would meet a server that has it; the README tells what came of it.

const { proxy, options } = await behindProxy()

test('a whole run finds at least 95 of a hundred faults', async () => {
  const whole: Record<string, boolean> = {}
  for (const { name, start } of mutants) {
    proxy.mutate(start())
    const { text } = await check([...options, '--fuzz', '300', '--seed', '1'])
    whole[name] = text.includes('✗ ')
  }
  writeTable(whole)
  const found = Object.values(whole).filter((one) => one)
  expect(found.length).toBeGreaterThanOrEqual(mutants.length * 0.95)
})

test.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
  '500 inputs of seed %i find nothing',
  async (seed) => {
    proxy.mutate(null)
    const { code, text } = await check([...options, '--fuzz', '500', '--seed', String(seed)])
    expect(text).toContain('Everything that was looked at holds.')
    expect(code).toBe(0)
  },
)
