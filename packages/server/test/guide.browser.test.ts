import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { loadDemo } from '../src/demo.ts'
import { addSeconds } from '../src/platform/clock.ts'
import { startLive } from './live.ts'
import { until } from './until.ts'

const guide = readFileSync(new URL('../docs/connect-an-mcp-client.md', import.meta.url), 'utf8')
const live = await startLive('localhost')

const block = (language: string) => {
  const [, code = ''] = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(guide) ?? []
  return code
}

test("'Connect an MCP client' can be followed word for word", { timeout: 60_000 }, async () => {
  await loadDemo(live.deps.config.DATABASE_URL)
  const [, email = '', password = ''] =
    /email\s+address `([^`]+)` and the password `([^`]+)`/.exec(guide) ?? []

  // Beside this package, where the SDK is installed already.
  const folder = mkdtempSync(join(import.meta.dirname, 'guide-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [, fileName = ''] = /Save this as `([^`]+)`/.exec(guide) ?? []
  writeFileSync(join(folder, fileName), block('js'))
  expect(guide).toContain(`node ${fileName}`)
  const client = spawn(process.execPath, [fileName, live.origin()], { cwd: folder })
  onTestFinished(() => void client.kill())
  const errors = text(client.stderr)
  let printed = ''
  client.stdout.on('data', (chunk) => {
    printed += chunk
  })
  const exited = new Promise<number | null>((resolve) => client.on('exit', resolve))

  const address = await until('the address to open', async () => /^http\S+$/m.exec(printed)?.[0])
  const page = await live.page()
  await page.goto(address)
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  expect(await page.textContent('main')).toContain('My first client')
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByText('Connected. You can close this page.').waitFor()

  expect(await exited, await errors).toBe(0)
  const titles = await live.deps.db
    .selectFrom('pages')
    .innerJoin('handles', 'handles.id', 'pages.handle_id')
    .select('title')
    .where('handles.name', '=', 'demo')
    .orderBy('pages.id', 'desc')
    .execute()
  const list = titles.map(({ title }) => title).join(', ')
  expect(printed).toContain(`\nPages: ${list}\nRefreshed: ${list}\nRevoked: invalid_token\n`)
})

test("the README's commands refund whoever bought last", async () => {
  const { db, clock } = live.deps
  await loadDemo(live.deps.config.DATABASE_URL)
  const { id, slug, handle_id } = await db
    .selectFrom('pages')
    .innerJoin('handles', 'handles.id', 'pages.handle_id')
    .select(['pages.id', 'pages.slug', 'handle_id'])
    .where('handles.name', '=', 'demo')
    .where('slug', '=', 'premium')
    .executeTakeFirstOrThrow()
  const page = { id, slug, handle: 'demo', handleId: handle_id, price: null }
  const [first, last] = [await live.make.visitor(), await live.make.visitor()]
  for (const [visitor, secondsAgo] of [
    [first, 60],
    [last, 0],
  ] as const) {
    const row = { access_since: addSeconds(clock.now(), -secondsAgo) }
    await live.make.purchase({ visitor, page, row })
  }
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  const [commands = ''] = /^base=localhost:8787$.*?(?=^```$)/ms.exec(readme) ?? []
  const here = commands.replace('localhost:8787', new URL(live.origin()).host)
  const { stdout } = await promisify(execFile)('sh', ['-ec', `${here}\necho\necho "buyer=$buyer"`])
  expect(stdout).toContain(`\nbuyer=${last.id}\n`)
})
