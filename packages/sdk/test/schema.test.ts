import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

test('each list of values that may grow, and the currency of a price, is open in the types, and no other', () => {
  const marked = read('../../openapi/openapi.json').match(/"x-extensible-enum": true/g) ?? []
  const open = read('src/generated/schema.ts').match(/\(string & \{\}\)/g) ?? []
  expect(open).toHaveLength(marked.length + 1)
  expect(open.length).toBeGreaterThan(20)
})
