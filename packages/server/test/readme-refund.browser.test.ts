import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { loadDemo } from '../src/demo.ts'
import { addSeconds } from '../src/platform/clock.ts'
import { startLive } from './live.ts'

const live = await startLive('localhost')

test("the README's commands refund whoever bought last", async () => {
  const { db, clock } = live.deps
  await loadDemo(live.deps.config.DATABASE_URL, { addBooks: async (books) => live.stripe.addBooks(books) })
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
