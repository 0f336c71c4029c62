// `npm test`: the static checks, and all tests beside them; with arguments only the tests that `vitest run <arguments>` selects.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { refuseLiveKeys } from './environment.ts'
import { killWhenLate } from './late.ts'
import { provideChromium, providePgBouncer, provideRedis } from './test-tools.ts'

interface Tally {
  passed: number
  failed: number
  /** What could not be tried, and why. */
  notRun: string[]
}

const root = dirname(import.meta.dirname)
const filters = process.argv.slice(2)

const steps = [
  // Several checkers each find out the same types, and there are the tests beside them.
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.', '--checkers', '1'] },
  { name: 'lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'generated files', command: ['node', 'scripts/generate.ts', '--check'] },
  { name: 'released API', command: ['node', 'scripts/check-breaking.ts'] },
  { name: 'unused code', command: ['knip'] },
]

// Modules that were compiled once are not compiled again by the many processes that the tests start.
const compileCache = join(root, 'node_modules/.cache/compiled')

const running = new Set<ChildProcess>()

function start(command: readonly string[], output: 'inherit' | 'pipe', env: NodeJS.ProcessEnv = {}) {
  const [program = '', ...args] = command
  const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['inherit', output, output],
    env: { ...process.env, PATH: path, NODE_COMPILE_CACHE: compileCache, ...env },
  })
  running.add(child)
  const ended = new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  }).finally(() => running.delete(child))
  return { child, ended }
}

const seconds: Record<string, number> = {}

async function timed<T>(name: string, work: () => Promise<T>) {
  const start = performance.now()
  const result = await work()
  seconds[name] = (performance.now() - start) / 1000
  return result
}

/** One after the other; each is told of when it has ended, or its lines would stand among those of the tests. */
async function runSteps(tally: Tally) {
  const failed: string[] = []
  for (const { name, command } of steps) {
    const { child, ended } = start(command, 'pipe')
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    const passed = await timed(name, () => ended)
    console.log(`\n${name}: ${command.join(' ')}\n${output}${name}: ${passed ? 'passed' : 'FAILED'}\n`)
    if (!passed) failed.push(name)
  }
  tally.passed += steps.length - failed.length
  tally.failed += failed.length
  return failed
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    status: string
    assertionResults: { status: string; fullName: string }[]
  }[]
}

/** Milliseconds for which the runner may close what it has opened, once all tests have ended. */
const TEAR_DOWN = 180_000

async function runVitest(tally: Tally, env: NodeJS.ProcessEnv) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
  try {
    const reportFile = join(folder, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
    const { child, ended } = start(['vitest', 'run', ...reporters, ...filters], 'inherit', env)
    killWhenLate(child, () => existsSync(reportFile), TEAR_DOWN)
    const passed = await ended
    const failedBefore = tally.failed
    try {
      const report: VitestReport = JSON.parse(readFileSync(reportFile, 'utf8'))
      tally.passed += report.numPassedTests
      tally.failed += report.numFailedTests
      for (const file of report.testResults) {
        const ran = file.assertionResults.filter(({ status }) => status === 'passed' || status === 'failed')
        // A file that does not load, or whose hooks fail, has no failed test to count.
        if (file.status === 'failed' && !ran.some(({ status }) => status === 'failed')) tally.failed += 1
        for (const test of file.assertionResults) {
          if (!ran.includes(test)) tally.notRun.push(`${test.fullName} (${test.status})`)
        }
      }
    } catch {}
    if (!passed && tally.failed === failedBefore) tally.failed += 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function missing(kind: string, program: string) {
  return globSync(`{apps,packages,scripts}/**/*.${kind}.test.ts`, {
    cwd: root,
    exclude: (name) => name === 'node_modules',
  }).map((file) => `${file} (no ${program} found)`)
}

async function main() {
  refuseLiveKeys()
  const tally: Tally = { passed: 0, failed: 0, notRun: [] }
  const chromium = await provideChromium()
  const redis = provideRedis()
  const pgbouncer = providePgBouncer()
  console.log(`Chromium: ${chromium ?? 'none found'}`)
  console.log(`redis-server: ${redis ?? 'none found'}`)
  console.log(`pgbouncer: ${pgbouncer ?? 'none found'}`)
  console.log(`PostgreSQL: ${process.env.TEST_DATABASE_URL === undefined ? 'embedded' : 'TEST_DATABASE_URL'}`)
  if (chromium === null) tally.notRun.push(...missing('browser', 'Chromium'))
  if (redis === null) tally.notRun.push(...missing('redis', 'redis-server'))
  if (pgbouncer === null) tally.notRun.push(...missing('pgbouncer', 'pgbouncer'))

  const isWhole = filters.length === 0 && process.env.LATCHKEY_TEST_LONG === undefined
  const found = {
    LATCHKEY_TEST_CHROMIUM: chromium ?? '',
    LATCHKEY_TEST_REDIS: redis ?? '',
    LATCHKEY_TEST_PGBOUNCER: pgbouncer ?? '',
  }
  const [failedSteps] = await Promise.all([
    isWhole ? runSteps(tally) : [],
    timed('tests', () => runVitest(tally, found)),
  ])

  console.log('\nSeconds')
  for (const [name, taken] of Object.entries(seconds)) {
    console.log(`  ${name.padEnd(16)}${taken.toFixed(1).padStart(8)}`)
  }

  if (failedSteps.length > 0) console.log(`\nFailed beside the tests: ${failedSteps.join(', ')}`)
  if (tally.notRun.length > 0) {
    console.log(`\nNot run: ${tally.notRun.length}`)
    for (const line of tally.notRun) console.log(`  ${line}`)
    if (process.env.CI === 'true') tally.failed += tally.notRun.length
  }
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`)
  process.exitCode = tally.failed === 0 ? 0 : 1
}

for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
  process.on(event, () => {
    for (const child of running) child.kill('SIGTERM')
    setTimeout(() => process.exit(130), 5_000).unref()
  })
}
try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
process.disconnect?.()
