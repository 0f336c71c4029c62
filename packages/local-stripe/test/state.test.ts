import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startLocalStripe } from '../src/index.ts'
import { clientOf, openSession, paidSession, sessionParams, testWorld } from './world.ts'

function stateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'local-stripe-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'state.json')
}

describe('state file', () => {
  test('objects, keys, clock and what is planned outlive a restart', async () => {
    const file = stateFile()
    const before = await testWorld({ stateFile: file })
    const { charge } = await paidSession(before)
    const open = await openSession(before)
    const seller = String(charge.transfer_data?.destination)
    const kept = await before.stripe.checkout.sessions.create(sessionParams(seller), { idempotencyKey: 'k' })
    await before.local.clock.advance(3600_000)
    const time = before.local.clock.now().getTime()
    await before.local.close()

    const after = await testWorld({ stateFile: file })
    expect(after.local.clock.now().getTime()).toBeGreaterThanOrEqual(time)
    expect(await after.stripe.charges.retrieve(charge.id)).toMatchObject({ id: charge.id, amount: 2500 })
    const replayed = await after.stripe.checkout.sessions.create(sessionParams(seller), {
      idempotencyKey: 'k',
    })
    expect(replayed.id).toBe(kept.id)
    await after.local.clock.advance(24 * 3600_000)
    expect((await after.stripe.checkout.sessions.retrieve(open.id)).status).toBe('expired')
    expect(after.inbox.types()).toContain('checkout.session.expired')
  })

  test('what was not delivered is delivered after a restart, each event by its own endpoint', async () => {
    const file = stateFile()
    const before = await testWorld({ stateFile: file })
    before.local.webhooks.hold()
    await paidSession(before)
    await before.local.close()
    const after = await testWorld({ stateFile: file })
    await after.local.webhooks.settle()
    expect(after.inbox.types().at(-1)).toBe('checkout.session.completed')
    expect(after.connectInbox.types()).toEqual(['account.updated'])
  })

  test('the answer to a call is on disk before it is given', async () => {
    const file = stateFile()
    const world = await testWorld({ stateFile: file })
    const { id } = await world.stripe.accounts.create({ type: 'express' })
    expect(JSON.parse(readFileSync(file, 'utf8')).accounts).toHaveProperty(id)
  })

  test('events older than 30 days are forgotten', async () => {
    const file = stateFile()
    const before = await testWorld({ stateFile: file })
    await paidSession(before)
    await before.local.clock.advance(31 * 24 * 3600_000)
    expect((await before.stripe.events.list()).data).toEqual([])
    await before.local.close()
    const after = await testWorld({ stateFile: file })
    expect(after.local.webhooks.events()).toEqual([])
  })

  test('a file that is not a state is left alone', async () => {
    const file = stateFile()
    writeFileSync(file, '{"name":"latchkey"}')
    await expect(startLocalStripe({ stateFile: file })).rejects.toThrow('not a state file')
    expect(readFileSync(file, 'utf8')).toBe('{"name":"latchkey"}')
  })
})

describe('books', () => {
  test('another local Stripe takes them, and pays back what was paid at the first', async () => {
    const first = await testWorld()
    const { charge } = await paidSession(first)
    const second = await testWorld()
    second.local.addBooks(structuredClone(first.local.books()))
    expect(await second.stripe.charges.retrieve(charge.id)).toMatchObject({ amount: 2500, refunded: false })
    const platform = (await second.stripe.accounts.retrieveCurrent()).id
    const { items } = { items: (await second.stripe.applicationFees.list()).data }
    for (const { application } of items) expect(application).toBe(`ca_${platform.slice('acct_'.length)}`)
    await second.stripe.refunds.create({ charge: charge.id, reverse_transfer: true })
    const transfer = await second.stripe.transfers.retrieve(String(charge.transfer))
    expect(transfer.reversed).toBe(true)
    expect(second.local.webhooks.events().map(({ type }) => type)).not.toContain('charge.succeeded')
  })

  test('over HTTP they are for who has the key, and what exists already is refused whole', async () => {
    const first = await testWorld()
    await paidSession(first)
    const second = await testWorld()
    const body = JSON.stringify(first.local.books())
    const put = (key: string) =>
      fetch(`${second.local.url}/_books`, {
        method: 'PUT',
        body,
        headers: { authorization: `Bearer ${key}` },
      })
    expect((await put('sk_test_other')).status).toBe(401)
    expect((await second.stripe.charges.list()).data).toEqual([])
    expect((await put(second.local.secretKey)).status).toBe(204)
    const { data } = await second.stripe.charges.list()
    expect(data.length).toBeGreaterThan(0)
    const twice = await put(second.local.secretKey)
    expect([twice.status, await twice.text()]).toEqual([409, expect.stringContaining('already')])
    expect((await second.stripe.charges.list()).data).toEqual(data)
  })
})

test('live keys are refused', async () => {
  await expect(startLocalStripe({ secretKey: 'sk_live_1' })).rejects.toThrow('sk_test_')
})

describe('main.ts', () => {
  const main = join(import.meta.dirname, '../src/main.ts')

  test('starts from the environment, delivers over the network, ends on SIGTERM', async () => {
    const received: Stripe.Event[] = []
    const endpoint = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const header = request.headers['stripe-signature'] ?? ''
        received.push(
          new Stripe('sk_test_x').webhooks.constructEvent(Buffer.concat(parts), header, 'whsec_1'),
        )
        response.end()
      })
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void endpoint.close())
    await once(endpoint, 'listening')
    const { port } = endpoint.address() as AddressInfo
    const child = spawn(process.execPath, [main], {
      env: {
        PATH: process.env.PATH,
        STRIPE_SECRET_KEY: 'sk_test_main',
        STRIPE_WEBHOOK_URL: `http://127.0.0.1:${port}/hook`,
        STRIPE_WEBHOOK_SECRET: 'whsec_1',
      },
    })
    const [line] = await once(child.stdout, 'data')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] ?? ''
    const stripe = clientOf({ url, secretKey: 'sk_test_main' })
    const { payment_intent_data: _, ...params } = sessionParams('')
    const session = await stripe.checkout.sessions.create(params)
    const fields = new URLSearchParams({ email: 'a@b.test', card: '4242424242424242' })
    await fetch(session.url ?? '', { method: 'POST', body: fields, redirect: 'manual' })
    expect(received.map(({ type }) => type)).toContain('checkout.session.completed')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test.each([
    [{ LOCAL_STRIPE_PORT: 'x' }, 'LOCAL_STRIPE_PORT must be'],
    [{ STRIPE_SECRET_KEY: 'sk_live_1' }, 'must begin with sk_test_'],
    [{ STRIPE_WEBHOOK_URL: 'http://localhost/hook' }, 'STRIPE_WEBHOOK_SECRET must be set'],
  ])('a wrong environment stops it with one line: %o', async (environment, words) => {
    const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...environment } })
    const errors: string[] = []
    child.stderr.on('data', (part: Buffer) => errors.push(String(part)))
    expect(await once(child, 'close')).toEqual([1, null])
    expect(errors.join('').trim().split('\n')).toEqual([expect.stringContaining(words)])
  })
})
