import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { startLive } from '../../server/test/live.ts'
import { buildShop, compile, newConsumer, tsc, typeRoots } from './consumer.ts'
import { readmeProgram } from './readme.ts'
import { resolutions } from './uses.ts'

const live = await startLive('localhost', { inbox: true })
const stripeAccount = await live.stripe.dashboard.createReadyAccount()
const handle = await live.make.handle({ name: 'demo', stripeAccount })
const price = { amount: 2500, currency: 'usd' }
await live.make.page({ handle, slug: 'premium', title: 'The guide', content: 'Chapter **one**', price })
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
  const address = shop.address()
  const page = await live.page()
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  await page.goto(`http://127.0.0.1:${typeof address === 'object' && address?.port}/#${live.origin()}`)
  await expect.poll(() => page.textContent('body')).toBe('The guide')
  expect(errors).toEqual([])
})

/** What a person reads in a terminal and answers; it ends with the test, however far they came. */
function talk(file: string) {
  const child = spawn(process.execPath, [file], {
    cwd: consumer.folder,
    env: { ...process.env, LATCHKEY_URL: live.origin() },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    if (child.kill()) await ended
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  return {
    ended,
    said: () => said,
    async answer(question: RegExp, answer: () => Promise<string>) {
      await expect.poll(() => said).toMatch(question)
      child.stdin.write(`${await answer()}\n`)
    },
  }
}

test('the program in the README compiles and runs as it is: a visitor signs in, pays and reads', async () => {
  const file = consumer.write('shop.mjs', readmeProgram())
  const options = { allowJs: true, checkJs: true, types: ['node'], typeRoots: [typeRoots] }
  expect(compile(consumer, tsc, { files: [file], options: { ...resolutions.nodenext, ...options } })).toBe('')

  const visitor = talk(file)
  await visitor.answer(/Your email address\?/, async () => 'ana@example.com')
  await visitor.answer(/The code in the email\?/, async () => {
    const { text } = await live.inbox.find('ana@example.com', /sign in/i)
    return /\b\d{3} ?\d{3}\b/.exec(text)?.[0] ?? text
  })
  await visitor.answer(/Pay at \S+ and press Enter/, async () => {
    await live.stripe.buyer.pay(/cs_test_\w+/.exec(visitor.said())?.[0] ?? '')
    return ''
  })
  await visitor.ended
  expect(visitor.said()).toContain('premium: The guide')
  expect(visitor.said()).toContain('The payment: entitled')
  expect(visitor.said()).toContain('Chapter **one**')
})
