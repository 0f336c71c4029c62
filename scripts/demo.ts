// `npm run demo`: lives through half a year of the demo's shop, and writes down what it came to (a few minutes). With
// `--check` writes nothing, and fails when it comes to something else.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)
const vitest = join(root, 'node_modules/.bin/vitest')
const child = spawn(vitest, ['run', 'demo-fixture'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    LATCHKEY_TEST_LONG: '1',
    ...(!process.argv.includes('--check') && { LATCHKEY_WRITE_DEMO: '1' }),
  },
})
child.on('error', ({ message }) => {
  console.error(message)
  process.exitCode = 1
})
child.on('close', (code) => {
  process.exitCode = code ?? 1
})
