import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorTable } from '../src/generated/errors.ts'
import { operationTable } from '../src/generated/operations.ts'

const skill = readFileSync(join(import.meta.dirname, '../SKILL.md'), 'utf8')

test('the skill has the name and description by which agents choose it', () => {
  const [, name = '', description = ''] =
    /^---\nname: ([a-z0-9-]+)\ndescription: (\S[^\n]*)\n---\n/.exec(skill) ?? []
  expect(name).toBe('latchkey')
  expect(description.length).toBeGreaterThan(50)
  expect(description.length).toBeLessThanOrEqual(1024)
})

test('what the skill names is there', () => {
  const operations = Object.values(operationTable).flatMap((area) => Object.keys(area))
  const named = [...skill.matchAll(/`((?:check|get|create|list)[A-Z]\w+)`/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(1)
  expect(named.filter((name) => name !== 'createLatchkey' && !operations.includes(name))).toEqual([])
  const known = Object.values(errorTable).flatMap((list) => list.split(' '))
  const codes = [...skill.matchAll(/error\.code === '(\w+)'/g)].map(([, code = '']) => code)
  expect(codes.length).toBeGreaterThan(1)
  expect(codes.filter((code) => !known.includes(code))).toEqual([])
  expect(skill).toContain('/llms.txt')
})
