import { describe, expect, test } from 'vitest'
import { rules } from '../src/rules.ts'
import { check } from './check.ts'
import { everyMutant, mutants } from './mutants/all.ts'
import { mutantTable, plain, writtenTable, writtenWholeRuns } from './mutants/table.ts'
import { behindProxy } from './mutants/world.ts'

const { live, proxy, options } = await behindProxy()

describe('through a proxy that changes nothing', () => {
  test('everything holds', async () => {
    const { code, text } = await check([...options])
    expect(text).toContain('Everything that was looked at holds.')
    expect(code).toBe(0)
  })
  test('the document names the origin of the proxy', async () => {
    const text = await (await fetch(`${proxy.origin}/openapi.json`)).text()
    expect(text).toContain(proxy.origin)
    expect(text).not.toContain(live.origin())
  })
})

describe('a fault is found by the rule that is there for it', () => {
  test.each(mutants.map((mutant) => [mutant.rule, mutant.name, mutant] as const))(
    '%s: %s',
    async (rule, _, { operations = [], args = [], survives, start }) => {
      proxy.mutate(start())
      try {
        const { text } = await check([...options, ...args, '--only', [rule, ...operations].join()])
        expect(text.includes(`#${rule})`), text).toBe(!survives)
      } finally {
        proxy.mutate(null)
      }
    },
  )
  test('no name is given twice', () => {
    expect(new Set(everyMutant.map(({ name }) => name)).size).toBe(everyMutant.length)
  })
  test('at least 95 of a hundred are found, and at least 40', () => {
    const found = everyMutant.filter(({ survives }) => !survives)
    expect(found.length).toBeGreaterThanOrEqual(Math.max(40, everyMutant.length * 0.95))
  })
  test('the README names each, and what finds it', () => {
    expect(plain(writtenTable())).toBe(plain(mutantTable(writtenWholeRuns())))
  })
  test('every rule has one', () => {
    const without = Object.keys(rules).filter((rule) => !everyMutant.some((mutant) => mutant.rule === rule))
    expect(without).toEqual([])
  })
})
