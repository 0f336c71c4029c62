import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Live, startLive } from '../../server/test/live.ts'
import { mutants } from './mutants/all.ts'
import { type MutantProxy, startProxy } from './mutants/proxy.ts'
import { writeTable } from './mutants/table.ts'
import { makeWorld } from './mutants/world.ts'
import { command } from './terminal.ts'

// A whole run meets each fault, as it would meet a server that has it; the README tells what came of it.

let live: Live
let proxy: MutantProxy
let options: string[]
beforeAll(async () => {
  live = await startLive('localhost')
  options = await makeWorld(live)
  proxy = await startProxy(live.origin())
  options.push('--base-url', proxy.origin)
})
afterAll(() => proxy.close())

test('a whole run finds at least 95 of a hundred faults', async () => {
  const whole: Record<string, boolean> = {}
  for (const { name, start } of mutants) {
    proxy.mutate(start())
    const { text } = await command(...options, '--fuzz', '300', '--seed', '1')
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
    const { code, text } = await command(...options, '--fuzz', '500', '--seed', String(seed))
    expect(text).toContain('Everything that was looked at holds.')
    expect(code).toBe(0)
  },
)
