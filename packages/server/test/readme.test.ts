import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { variableNames } from '../src/platform/config.ts'

test('the README lists every environment variable, and no other', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  const listed = [...readme.matchAll(/^\| `([A-Z0-9_]+)` +\|/gm)].map(([, name]) => name)
  expect(listed.toSorted()).toEqual(variableNames.toSorted())
})
