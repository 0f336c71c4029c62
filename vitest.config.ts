import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { findChromium, findRedis } from './scripts/test-tools.ts'

const chromium = await findChromium()
const redis = findRedis()
process.env.LATCHKEY_TEST_CHROMIUM = chromium ?? ''
// `npm run test:long` sets it.
const isLong = process.env.LATCHKEY_TEST_LONG === '1'

const all = ['packages/*/{src,test}/**/*.test.ts', 'scripts/**/*.test.ts']
const files = globSync(all, { cwd: import.meta.dirname, exclude: ['**/node_modules/**'] })
const containing = (text: string) =>
  files.filter((file) => readFileSync(join(import.meta.dirname, file), 'utf8').includes(text))

// A module can be mocked only where nothing imported it before.
const mocking = containing('vi.mock(')
const include = isLong ? ['**/*.long.test.ts', ...containing('/runs.ts')] : all
// Left out here, `npm test` counts them as not run.
const exclude = [
  '**/node_modules/**',
  ...(chromium === null ? ['**/*.browser.test.ts'] : []),
  ...(redis === null ? ['**/*.redis.test.ts'] : []),
  ...(isLong ? [] : ['**/*.long.test.ts']),
]

export default defineConfig({
  test: {
    env: { LATCHKEY_TEST_REDIS: redis ?? '' },
    globalSetup: [
      'scripts/test-setup.ts',
      'scripts/test-browser.ts',
      ...(isLong ? [] : ['packages/server/test/contract-coverage-report.ts']),
    ],
    setupFiles: ['packages/server/test/each-file.ts'],
    pool: 'forks',
    // Tests wait for PostgreSQL and for browsers about as long as they compute.
    maxWorkers: availableParallelism(),
    // Nothing is measured by these: they end what hangs, and a busy machine is slow.
    testTimeout: isLong ? 0 : 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      { extends: true, test: { name: 'alone', isolate: true, include: isLong ? [] : mocking, exclude } },
      // The files of a process share the modules that were imported before, and their state.
      {
        extends: true,
        test: { name: 'together', isolate: false, include, exclude: [...exclude, ...mocking] },
      },
    ],
  },
})
