import { defineConfig } from 'vitest/config'
import { findChromium, findRedis } from './scripts/test-tools.ts'

const chromium = await findChromium()
const redis = findRedis()

export default defineConfig({
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts', 'scripts/**/*.test.ts'],
    // Left out here, `npm test` counts them as not run.
    exclude: [
      '**/node_modules/**',
      ...(chromium === null ? ['**/*.browser.test.ts'] : []),
      ...(redis === null ? ['**/*.redis.test.ts'] : []),
    ],
    env: { LATCHKEY_TEST_CHROMIUM: chromium ?? '', LATCHKEY_TEST_REDIS: redis ?? '' },
    globalSetup: ['scripts/test-setup.ts', 'packages/server/test/contract-coverage-report.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
