import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { findChromium, findRedis } from './scripts/test-tools.ts'

const chromium = await findChromium()
const redis = findRedis()

const include = ['packages/*/{src,test}/**/*.test.ts', 'scripts/**/*.test.ts']
// Left out here, `npm test` counts them as not run.
const exclude = [
  '**/node_modules/**',
  ...(chromium === null ? ['**/*.browser.test.ts'] : []),
  ...(redis === null ? ['**/*.redis.test.ts'] : []),
]
// A module can be mocked only where nothing imported it before.
const mocking = globSync(include, { cwd: import.meta.dirname, exclude: ['**/node_modules/**'] }).filter(
  (file) => readFileSync(file, 'utf8').includes('vi.mock('),
)

export default defineConfig({
  test: {
    env: { LATCHKEY_TEST_CHROMIUM: chromium ?? '', LATCHKEY_TEST_REDIS: redis ?? '' },
    globalSetup: ['scripts/test-setup.ts', 'packages/server/test/contract-coverage-report.ts'],
    setupFiles: ['packages/server/test/each-file.ts'],
    pool: 'forks',
    // Tests wait for PostgreSQL and for browsers about as long as they compute.
    maxWorkers: availableParallelism(),
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'alone', isolate: true, include: mocking, exclude } },
      // Files share a process, and with it the modules that were imported before.
      {
        extends: true,
        test: { name: 'together', isolate: false, include, exclude: [...exclude, ...mocking] },
      },
    ],
  },
})
