import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'

const cwd = dirname(import.meta.dirname)
const files = globSync('{packages,scripts}/**/*.test.ts', { cwd, exclude: (name) => name === 'node_modules' })

// A machine that does much else at once is slow, and nothing is wrong: counts, bytes and ratios say what is.
test('no test reads how long something took', () => {
  expect(files.length).toBeGreaterThan(100)
  const reading = /\b(?:performance|Date)\.now\(|\bhrtime\b|\bnew Date\(\)/
  const readers = files.filter((file) => reading.test(readFileSync(`${cwd}/${file}`, 'utf8')))
  expect(readers).toEqual([])
})
