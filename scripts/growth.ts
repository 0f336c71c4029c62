// `npm run growth`: what every statement of the last `npm test` reads in a database, and in one with ten times the rows.
// With `--write` the table goes into the docs.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)
const page = join(root, 'apps/docs/src/content/docs/operate/growth.md')
const folder = await mkdtemp(join(tmpdir(), 'latchkey-growth-'))
const table = join(folder, 'table.md')
const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', 'grown/growth'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, LATCHKEY_TEST_LONG: '1', LATCHKEY_GROWTH_TABLE: table },
})
child.on('error', ({ message }) => {
  console.error(message)
  process.exitCode = 1
})
child.on('close', async (code) => {
  process.exitCode = code ?? 1
  if (process.argv.includes('--write')) {
    const text = readFileSync(page, 'utf8')
    const part = /(?<=<!-- npm run growth -->\n)[\s\S]*(?=<!-- end -->)/
    writeFileSync(
      page,
      text.replace(part, () => `\n${readFileSync(table, 'utf8')}\n`),
    )
  }
  await rm(folder, { recursive: true })
})
