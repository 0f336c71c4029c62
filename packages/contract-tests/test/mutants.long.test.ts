import { describe, expect, test } from 'vitest'
import { check } from './check.ts'
import { everyMutant, mutants } from './mutants/all.ts'
import type { Mutant } from './mutants/mutant.ts'
import type { MutantProxy } from './mutants/proxy.ts'
import { sandboxMutants } from './mutants/sandbox.ts'
import { writeTable, writtenWholeRuns } from './mutants/table.ts'
import { behindProxy, sandboxBehindProxy } from './mutants/world.ts'

// A whole run meets each fault, as it would meet a server that has it; the README tells what came of it.

const plain = await behindProxy()
const sandbox = await sandboxBehindProxy()

const whole = new Map<string, boolean>()

async function meet(proxy: MutantProxy, args: readonly string[], { name, start }: Mutant) {
  proxy.mutate(start())
  const { text } = await check(args)
  proxy.mutate(null)
  whole.set(name, text.includes('✗ '))
  // Each by itself: a run of some of them keeps what is known of the others.
  writeTable({ ...writtenWholeRuns(), ...Object.fromEntries(whole) })
  // What ended for another reason has found nothing, and has not looked either.
  expect(text).toMatch(/✗ |Everything that was looked at holds\./)
}

const named = (list: readonly Mutant[]) => list.map((mutant) => [mutant.name, mutant] as const)

describe('a whole run', () => {
  const args = [...plain.options, '--fuzz', '300', '--seed', '1']
  test.each(named(mutants))('%s', (_, mutant) => meet(plain.proxy, args, mutant))
})

describe('a whole run with --sandbox', () => {
  const args = ['--base-url', sandbox.proxy.origin, '--sandbox']
  test.each(named(sandboxMutants))('%s', (_, mutant) => meet(sandbox.proxy, args, mutant))
})

test('whole runs find at least 95 of a hundred faults', () => {
  const found = everyMutant.filter(({ name }) => whole.get(name))
  expect(found.length).toBeGreaterThanOrEqual(everyMutant.length * 0.95)
})

test.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
  '500 inputs of seed %i find nothing',
  async (seed) => {
    const { code, text } = await check([...plain.options, '--fuzz', '500', '--seed', String(seed)])
    expect(text).toContain('Everything that was looked at holds.')
    expect(code).toBe(0)
  },
)
