import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { findChromium, findPgBouncer, findRedis } from './scripts/test-tools.ts'

const chromium = await findChromium()
const redis = findRedis()
const pgbouncer = findPgBouncer()
process.env.LATCHKEY_TEST_CHROMIUM = chromium ?? ''
// `npm run test:long` sets it.
const isLong = process.env.LATCHKEY_TEST_LONG === '1'

const all = ['{apps,packages}/*/{src,test}/**/*.test.ts', 'scripts/**/*.test.ts']
const files = globSync(all, { cwd: import.meta.dirname, exclude: ['**/node_modules/**'] })
const containing = (...texts: string[]) =>
  files.filter((file) => {
    const source = readFileSync(join(import.meta.dirname, file), 'utf8')
    return texts.some((text) => source.includes(text))
  })

// A module can be mocked only where nothing imported it before; and timers that are moved by a test would keep those
// that others have set meanwhile: connections, browsers and runners of the files before.
const mocking = containing('vi.mock(', 'vi.useFakeTimers(')
const include = isLong ? ['**/*.long.test.ts', ...containing('/runs.ts')] : all
// Left out here, `npm test` counts them as not run.
const exclude = [
  '**/node_modules/**',
  ...(chromium === null ? ['**/*.browser.test.ts'] : []),
  ...(redis === null ? ['**/*.redis.test.ts'] : []),
  ...(pgbouncer === null ? ['**/*.pgbouncer.test.ts'] : []),
  ...(isLong ? [] : ['**/*.long.test.ts']),
]

// Those that take long begin, so that at the end no processor waits for the last of them.
const absolute = (paths: string[]) => new Set(paths.map((file) => join(import.meta.dirname, file)))
const long = absolute(containing('/runs.ts', 'startLive(', 'ServerProcess', 'startPostgres', 'spawn('))
// By the time that those have run, docs and dashboard are built.
const site = absolute(containing('/built-site.ts', '/open-dashboard.ts', '/assets/built.ts'))
class LongFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]) {
    const sorted = await super.sort(specifications)
    const isAlone = ({ project }: TestSpecification) => project.name === 'alone'
    const rank = ({ moduleId }: TestSpecification) => (site.has(moduleId) ? 1 : long.has(moduleId) ? 2 : 0)
    return sorted.toSorted((a, b) => +isAlone(b) - +isAlone(a) || rank(b) - rank(a))
  }
}

// Packages of this workspace are tested as they are written, not as they were built last.
const conditions = ['latchkey-source', 'node', 'development|production']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    env: { LATCHKEY_TEST_REDIS: redis ?? '', LATCHKEY_TEST_PGBOUNCER: pgbouncer ?? '' },
    globalSetup: [
      'scripts/test-setup.ts',
      'scripts/test-browser.ts',
      'scripts/test-site.ts',
      ...(isLong ? [] : ['packages/server/test/contract-coverage-report.ts']),
    ],
    sequence: { sequencer: LongFirst },
    setupFiles: ['packages/server/test/each-file.ts'],
    pool: 'forks',
    // Tests wait for PostgreSQL and for browsers: one more than there are processors keeps these at work.
    maxWorkers: availableParallelism() + 1,
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
