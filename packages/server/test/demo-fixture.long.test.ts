import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { afterAll, expect, test, vi } from 'vitest'
import { testApp } from './app.ts'
import { halfAYear } from './demo/half-a-year.ts'
import { record } from './demo/record.ts'
import { webhookReceiver } from './webhook-receiver.ts'

const file = new URL('../demo.json.br', import.meta.url)
// Ids and Stripe's times follow the process's clock, which moves only when the test's does.
let time = Date.parse('2026-01-15T12:00:00.000Z')
vi.setSystemTime(time)
afterAll(() => void vi.useRealTimers())
const receiver = await webhookReceiver()
const t = await testApp({ stripe: true, env: { LIMITS: 'off' }, replace: { network: receiver.network } })

test('the demo is what half a year in its shop comes to; `npm run demo` writes it', async () => {
  t.clock.followedBy(async () => void vi.setSystemTime(++time))
  const started = t.clock.now()
  const gone = 180 * 24 * 3600 * 1000
  receiver.answer = () => {
    if (t.clock.now().getTime() > started.getTime() + gone) return 410
    // By the clock: several may come at once.
    return t.clock.now().getUTCHours() === 21 ? 503 : 200
  }
  await halfAYear(t)
  const text = await record(t)
  if (process.env.LATCHKEY_WRITE_DEMO) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 }
    writeFileSync(file, brotliCompressSync(text, { params }))
  }
  // Compared as text: another version of the compressor may make other bytes of it.
  expect(brotliDecompressSync(readFileSync(file)).toString() === text).toBe(true)
})
