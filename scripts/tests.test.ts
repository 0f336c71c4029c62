import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'

const cwd = dirname(import.meta.dirname)
const files = globSync('{apps,packages,scripts}/**/*.test.ts', {
  cwd,
  exclude: (name) => name === 'node_modules',
})

// A machine that does much else at once is slow, and nothing is wrong: counts, bytes and ratios say what is.
test('no test reads how long something took', () => {
  expect(files.length).toBeGreaterThan(100)
  const reading = /\b(?:performance|Date)\.now\(|\bhrtime\b|\bnew Date\(\)/
  // A clock that the test moves itself is no machine's.
  const fake = /useFakeTimers\(\{ toFake: \[[^\]]*'Date'/
  const sources = files.map((file) => [file, readFileSync(`${cwd}/${file}`, 'utf8')] as const)
  const readers = sources
    .filter(([, source]) => reading.test(source) && !fake.test(source))
    .map(([file]) => file)
  expect(readers).toEqual([])
})
