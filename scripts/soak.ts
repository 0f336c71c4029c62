// `npm run soak`: people buy, write and upload while one part of the deployment after the other fails, for half an hour.
// `--minutes 10` is for less; with `--write` the table goes into the docs.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { provideRedis } from './test-tools.ts'

const root = dirname(import.meta.dirname)
const page = join(root, 'apps/docs/src/content/docs/operate/faults.md')
const { values } = parseArgs({ options: { minutes: { type: 'string' }, write: { type: 'boolean' } } })
provideRedis()
const folder = await mkdtemp(join(tmpdir(), 'latchkey-soak-table-'))
const table = join(folder, 'table.md')
const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', 'soak.redis'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    LATCHKEY_TEST_LONG: '1',
    LATCHKEY_SOAK_TABLE: table,
    ...(values.minutes && { LATCHKEY_SOAK_MINUTES: values.minutes }),
  },
})
child.on('error', ({ message }) => {
  console.error(message)
  process.exitCode = 1
})
child.on('close', async (code) => {
  process.exitCode = code ?? 1
  if (code === 0 && values.write) {
    const text = readFileSync(page, 'utf8')
    const part = /(?<=<!-- npm run soak -->\n)[\s\S]*(?=<!-- end -->)/
    writeFileSync(
      page,
      text.replace(part, () => `\n${readFileSync(table, 'utf8')}\n`),
    )
  }
  await rm(folder, { recursive: true })
})
