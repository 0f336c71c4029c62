import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const cwd = dirname(import.meta.dirname)

/** The database's own time, which counts microseconds: what is listed by it is left out where a page ends. */
const DATABASE_TIME = /\b(?:now|(?:clock|statement|transaction)_timestamp)\(\)|\bcurrent_timestamp\b/i

test('no time of the database is written, so that cursors, in milliseconds, say where a list goes on', () => {
  const found = globSync('**/*.ts', { cwd })
    .filter((file) => !file.endsWith('.test.ts') && !file.includes('migrations/'))
    .flatMap((file) =>
      readFileSync(join(cwd, file), 'utf8')
        .split('\n')
        .map((line) =>
          line.replaceAll(/\b(?:clock|Date|performance)\.now\(\)|^\s*(?:\/\/|\*|now\(\)).*/g, ''),
        )
        .filter((line) => DATABASE_TIME.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    )
  // Of jobs, which the queue times by itself.
  expect(found.filter((line) => !/job-metrics|dead-jobs|liveness/.test(line))).toEqual([])
})
