import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startLive } from '../../server/test/live.ts'
import { buildShop, newConsumer } from './consumer.ts'

const live = await startLive('localhost')
const consumer = await newConsumer()
buildShop(consumer)

/** Another origin, with nothing but what Vite has built. */
const shop = createServer((request, response) => {
  const path = new URL(request.url ?? '', 'http://shop').pathname
  const file = join(consumer.folder, 'built', path.endsWith('/') ? 'index.html' : path)
  const found = existsSync(file)
  response.writeHead(found ? 200 : 404, {
    'content-type': path.endsWith('.js') ? 'text/javascript' : 'text/html',
  })
  response.end(found ? readFileSync(file) : '')
})
await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
afterAll(() => void shop.close())

test('a page of another origin that was built with the packed SDK calls a Latchkey', async () => {
  const handle = await live.make.handle({ name: 'demo' })
  const { slug } = await live.make.page({ handle })
  const address = shop.address()
  const page = await live.page()
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  await page.goto(`http://127.0.0.1:${typeof address === 'object' && address?.port}/#${live.origin()}`)
  await expect.poll(() => page.textContent('body')).toBe(`Title of ${slug}`)
  expect(errors).toEqual([])
})
