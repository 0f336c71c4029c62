import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test, vi } from 'vitest'
import {
  signWebhook,
  verifyWebhook,
  type WebhookEventBody,
  type WebhookMessage,
  WebhookVerificationError,
} from '../src/webhooks.ts'

const secretOf = (letter: string) => `whsec_${Buffer.alloc(32, letter).toString('base64')}`
const [secret, former, foreign] = [secretOf('a'), secretOf('b'), secretOf('c')]
const at = Date.parse('2026-11-21T14:00:00Z')
const options = { now: () => at }

const event: WebhookEventBody = {
  type: 'group_buy.activated',
  timestamp: '2026-11-21T14:00:00.000Z',
  data: {
    handle: 'demo',
    groupBuyId: 'gby_01jd6z3v9kf2x8t5w4q7r1m0ce',
    groupBuySlug: 'größe-🔑',
    targetQuantity: 10,
    interestedQuantity: 12,
    people: 7,
  },
}
const signed = (body: WebhookEventBody | string = event, by = secret, now = at) =>
  signWebhook(body, by, { id: 'msg_1', now: () => now })

/** Why a message is refused. */
async function refusal(message: Request | WebhookMessage, secrets: string | string[] = secret) {
  const error: unknown = await verifyWebhook(message, secrets, options).catch((thrown: unknown) => thrown)
  if (!(error instanceof WebhookVerificationError)) throw error
  return error.reason
}

describe('a message is verified', () => {
  test('as a Request', async () => {
    const request = new Request('https://shop.test/hooks', { method: 'POST', ...(await signed()) })
    expect(await verifyWebhook(request, secret, options)).toEqual({ ...event, id: 'msg_1' })
  })

  test('in whatever form its body comes', async () => {
    const { headers, body } = await signed()
    const bytes = new TextEncoder().encode(body)
    const inside = new Uint8Array([9, ...bytes, 9]).subarray(1, -1)
    for (const form of [body, bytes, bytes.buffer, Buffer.from(body), inside, new DataView(bytes.buffer)]) {
      expect(await verifyWebhook({ headers, body: form }, secret, options)).toEqual({ ...event, id: 'msg_1' })
    }
  })

  test('in whatever form its headers come', async () => {
    const { headers, body } = await signed()
    const entries = Object.entries(headers)
    const forms: WebhookMessage['headers'][] = [
      new Headers(headers),
      new Map(entries) as { get(name: string): string | null },
      Object.fromEntries(entries.map(([name, value]) => [name.toUpperCase(), value])),
      Object.fromEntries(entries.map(([name, value]) => [name, [value]])),
      { ...headers, get: 'a header of that name', cookie: undefined },
    ]
    for (const form of forms) {
      expect(await verifyWebhook({ headers: form, body }, secret, options)).toEqual({ ...event, id: 'msg_1' })
    }
  })

  test('by any of several secrets, as by any of several signatures', async () => {
    const message = await signed()
    expect(await verifyWebhook(message, [former, secret], options)).toMatchObject({ id: 'msg_1' })
    const before = (await signed(event, former)).headers['webhook-signature'] ?? ''
    const own = message.headers['webhook-signature'] ?? ''
    const several = [
      `${before} ${own}`,
      `v1a,abc= v1,!! ${before},${own}`,
      [before, own],
      `${own}, ${before}`,
    ]
    for (const value of several) {
      const headers = { ...message.headers, 'webhook-signature': value }
      expect(await verifyWebhook({ ...message, headers }, secret, options)).toMatchObject({ id: 'msg_1' })
    }
  })

  test('with the time of the platform, for five minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: at })
    try {
      const message = await signWebhook(event, secret)
      expect(await verifyWebhook(message, secret)).toMatchObject(event)
      vi.setSystemTime(at + 300_000)
      expect(await verifyWebhook(message, secret)).toMatchObject(event)
      vi.setSystemTime(at + 301_000)
      await expect(verifyWebhook(message, secret)).rejects.toMatchObject({ reason: 'invalid_timestamp' })
      expect(await verifyWebhook(message, secret, { toleranceSeconds: 301 })).toMatchObject(event)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a message is refused', () => {
  test('when anything that was signed is changed, or by a stranger', async () => {
    const { headers, body } = await signed()
    const changed = [
      { headers, body: body.replace('12', '13') },
      { headers, body: `${body} ` },
      { headers, body: '' },
      { headers: { ...headers, 'webhook-id': 'msg_2' }, body },
      { headers: { ...headers, 'webhook-timestamp': String(at / 1000 + 1) }, body },
      { headers: { ...headers, 'webhook-signature': 'v1,' }, body },
      { headers: { ...headers, 'webhook-signature': 'v1,YQ==' }, body },
      {
        headers: {
          ...headers,
          'webhook-signature': String(headers['webhook-signature']).replace('v1', 'v2'),
        },
        body,
      },
    ]
    for (const message of changed) expect(await refusal(message)).toBe('invalid_signature')
    expect(await refusal({ headers, body }, [foreign, former])).toBe('invalid_signature')
  })

  test.each([-301, 301])('when it is off by %d seconds', async (seconds) => {
    expect(await refusal(await signed(event, secret, at + seconds * 1000))).toBe('invalid_timestamp')
  })

  test.each(['soon', '-1', '1e9', ' ', '0x10', 'NaN', '99999999999999999999'])(
    'when its time is "%s"',
    async (time) => {
      const { headers, body } = await signed()
      expect(await refusal({ headers: { ...headers, 'webhook-timestamp': time }, body })).toBe(
        'invalid_timestamp',
      )
    },
  )

  test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s', async (name) => {
    const { headers, body } = await signed()
    const { [name]: _, ...others } = headers
    expect(await refusal({ headers: others, body })).toBe('missing_header')
    expect(await refusal({ headers: new Headers(others), body })).toBe('missing_header')
  })

  test.each([
    null,
    undefined,
    '',
    'null',
    'whsec_',
    'whsec_null',
    'test',
    secret.replace('whsec_', ''),
    7,
    {},
  ])('when the secret is %j, which is none, whoever signed it', async (given) => {
    const key = typeof given === 'string' ? given.replace('whsec_', '') : String(given)
    const bytes = Buffer.from(key, 'base64')
    const { headers, body } = await signed()
    const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const signature = createHmac('sha256', bytes).update(text).digest('base64')
    const forged = { headers: { ...headers, 'webhook-signature': `v1,${signature}` }, body }
    await expect(verifyWebhook(forged, given as string, options)).rejects.toThrow(TypeError)
    await expect(verifyWebhook(forged, [given as string], options)).rejects.toThrow(TypeError)
  })

  test('with thousands of signatures it lists, of which a few are looked at', async () => {
    const { headers, body } = await signed()
    const verify = vi.spyOn(crypto.subtle, 'verify')
    const other = Buffer.alloc(32).toString('base64')
    const many = `${`v1,${other} `.repeat(2000)}${headers['webhook-signature']}`
    const reason = await refusal({ headers: { ...headers, 'webhook-signature': many }, body })
    const looks = verify.mock.calls.length
    verify.mockRestore()
    expect(reason).toBe('invalid_signature')
    expect(looks).toBeLessThan(20)
  })

  test('with a body that was parsed or read before, which has a reason of its own', async () => {
    const { headers, body } = await signed()
    const parsed: unknown[] = [JSON.parse(body), undefined, null, [body], 7]
    for (const value of parsed) {
      expect(await refusal({ headers, body: value as string })).toBe('raw_body_required')
    }
    const request = new Request('https://shop.test/hooks', { method: 'POST', headers, body })
    await request.json()
    expect(await refusal(request)).toBe('raw_body_required')
  })

  test.each(['no JSON', '[]', 'null', '"purchase.completed"', '{"data":{}}', '{"type":7}'])(
    'when its body is signed, but is %s',
    async (body) => {
      expect(await refusal(await signed(body))).toBe('invalid_body')
    },
  )

  test('never because of what a stranger sends in another way', async () => {
    const message = fc.record({
      headers: fc.record(
        { 'webhook-id': fc.string(), 'webhook-timestamp': fc.string(), 'webhook-signature': fc.string() },
        { requiredKeys: [] },
      ),
      body: fc.oneof(fc.string(), fc.uint8Array()),
    })
    await fc.assert(
      fc.asyncProperty(message, fc.boolean(), async ({ headers, body }, inTime) => {
        const time = inTime ? { 'webhook-timestamp': String(at / 1000) } : {}
        expect(await refusal({ headers: { ...headers, ...time }, body })).toBeTypeOf('string')
      }),
    )
  })
})

test.each([
  ['none', []],
  ['an empty one', ''],
  ['its prefix', 'whsec_'],
  ['no base64', 'whsec_???'],
  ['one that is not set', undefined as unknown as string],
  ['one of several that is not set', [secret, undefined as unknown as string]],
])('%s is no secret, and not quoted', async (_name, given) => {
  const error: unknown = await verifyWebhook(await signed(), given, options).catch(
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(TypeError)
  expect(String(error)).not.toContain('???')
})

test('an event of tomorrow is one closed variant', async () => {
  const body = JSON.stringify({
    ...event,
    type: 'page.liked',
    data: { likes: 3 },
    rawType: 'spoof',
    id: 'spoof',
  })
  expect(await verifyWebhook(await signed(body), secret, options)).toEqual({
    id: 'msg_1',
    type: 'unknown',
    rawType: 'page.liked',
    timestamp: event.timestamp,
    data: { likes: 3 },
  })
  const spoofed = JSON.stringify({ ...event, type: 'unknown' })
  expect(await verifyWebhook(await signed(spoofed), secret, options)).toMatchObject({ rawType: 'unknown' })
})

test('every event of the document is known, and comes as it is documented', async () => {
  const file = new URL('../../../openapi/openapi.json', import.meta.url)
  const { webhooks } = JSON.parse(readFileSync(file, 'utf8'))
  const types = Object.keys(webhooks)
  expect(types.length).toBeGreaterThan(5)
  for (const type of types) {
    const { example } = webhooks[type].post.requestBody.content['application/json']
    expect(example.type).toBe(type)
    expect(await verifyWebhook(await signed(example), secret, options)).toEqual({ ...example, id: 'msg_1' })
  }
})

test('the reference library signs and verifies the same', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: at })
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 16, maxLength: 64 }),
        fc.stringMatching(/^[\w.]{1,30}$/),
        fc.json(),
        async (key, id, data) => {
          const own = `whsec_${Buffer.from(key).toString('base64')}`
          const body = `{"type":"purchase.completed","data":${data}}`
          const reference = new Webhook(own)
          const { headers } = await signWebhook(body, own, { id })
          expect(headers['webhook-signature']).toBe(reference.sign(id, new Date(at), body))
          expect(reference.verify(body, headers)).toEqual(JSON.parse(body))
          expect(await verifyWebhook({ headers, body }, own)).toEqual({ ...JSON.parse(body), id })
        },
      ),
    )
  } finally {
    vi.useRealTimers()
  }
})
