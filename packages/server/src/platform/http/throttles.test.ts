import { type Latchkey, unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { makeFile } from '../../../test/files.ts'

const t = await testApp()
const demo = await t.make.handle({ name: 'demo' })

const ask = (client: Latchkey, email: string) =>
  client.visitors.requestMagicLink({ body: { email, handle: demo.name } })

async function statuses(times: number, request: (index: number) => Promise<{ response: Response }>) {
  const seen: number[] = []
  for (let index = 0; index < times; index++) seen.push((await request(index)).response.status)
  return seen
}

const emails = (name: string) => (index: number) => `${name}${index}@example.com`

test('by address of mail: the fourth request within ten minutes is refused, from wherever it comes', async () => {
  const email = 'mailed@example.com'
  expect(await statuses(3, () => ask(t.client(), email))).toEqual([202, 202, 202])
  const { error, response } = await ask(t.client(), 'Mailed@Example.com')
  expect(error).toMatchObject({
    code: 'rate_limited',
    details: { limit: 'requestMagicLink:email', retryAfterSeconds: expect.any(Number) },
  })
  const wait = Number(response.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(590)
  expect(wait).toBeLessThanOrEqual(600)
  expect(error?.retryAfter).toBe(wait)
  expect((await ask(t.client(), 'another@example.com')).response.status).toBe(202)
  expect(await t.mail.to(email)).toHaveLength(3)
})

test('headers tell every limit of the operation and what is left', async () => {
  const client = t.client()
  const { response } = await ask(client, 'headers@example.com')
  expect(response.headers.get('ratelimit-policy')).toBe(
    '"requestMagicLink:ip";q=12;w=3600, "requestMagicLink:email";q=3;w=600',
  )
  expect(response.headers.get('ratelimit')).toMatch(
    /^"requestMagicLink:ip";r=11;t=3(?:600|59\d), "requestMagicLink:email";r=2;t=(?:600|59\d)$/,
  )
  expect(response.headers.has('retry-after')).toBe(false)
})

test('by address of the client: the thirteenth request within an hour is refused', async () => {
  const client = t.client()
  const email = emails('one-client')
  expect(await statuses(12, (index) => ask(client, email(index)))).toEqual(Array(12).fill(202))
  const { error } = await ask(client, email(12))
  expect(error).toMatchObject({ code: 'rate_limited', details: { limit: 'requestMagicLink:ip' } })
  expect((await ask(t.client(), email(12))).response.status).toBe(202)
})

test('IPv6 counts by /64', async () => {
  const email = emails('v6')
  const from = (address: string) => t.client({ address })
  await statuses(12, (index) => ask(from(`2001:db8:0:1::${index}`), email(index)))
  expect((await ask(from('2001:db8:0:1:ffff::1'), email(12))).response.status).toBe(429)
  expect((await ask(from('2001:db8:0:2::1'), email(13))).response.status).toBe(202)
})

test.each([
  [56, 4, (n: number) => `2001:db8:1:${n.toString(16)}::1`, '2001:db8:1:ff::1', '2001:db8:1:100::1'],
  [48, 16, (n: number) => `2001:db8:2:${(n * 256).toString(16)}::1`, '2001:db8:2:ffff::1', '2001:db8:3::1'],
])('and by /%i, which may do %i times as much', async (_, times, network, inside, outside) => {
  await using app = await testApp({ env: { LIMITS: JSON.stringify({ requestMagicLink: { ip: '2/1h' } }) } })
  const email = emails('wide')
  const asked = (address: string, index: number) =>
    app.client({ address }).visitors.requestMagicLink({ body: { email: email(index) } })
  const within = await statuses(times * 2, (index) => asked(network(Math.floor(index / 2)), index))
  expect(within).toEqual(Array(times * 2).fill(202))
  const { error, response } = await asked(inside, 100)
  expect(error).toMatchObject({ code: 'rate_limited', details: { limit: 'requestMagicLink:ip' } })
  expect(response.headers.get('ratelimit-policy')).toBe(`"requestMagicLink:ip";q=${times * 2};w=3600`)
  expect((await asked(outside, 101)).response.status).toBe(202)
})

test('what a /64 may no longer do does not use up the /56 around it', async () => {
  const email = emails('neighbour')
  const from = (address: string) => t.client({ address })
  const seen = await statuses(60, (index) => ask(from('2001:db8:4:1::1'), email(index)))
  expect(seen.filter((status) => status === 202)).toHaveLength(12)
  expect((await ask(from('2001:db8:4:2::1'), email(60))).response.status).toBe(202)
})

test('a file is another way to ask for a link, and counts in the same buckets', async () => {
  const file = await makeFile(t, demo)
  const forFile = (client: Latchkey, email: string) =>
    client.files.requestFileLink({ path: file.path, body: { email } })
  const email = 'both-ways@example.com'
  expect(await statuses(2, () => ask(t.client(), email))).toEqual([202, 202])
  expect((await forFile(t.client(), email)).response.status).toBe(202)
  expect((await forFile(t.client(), email)).error).toMatchObject({
    code: 'rate_limited',
    details: { limit: 'requestMagicLink:email' },
  })
  expect((await ask(t.client(), email)).response.status).toBe(429)
  const client = t.client()
  const each = emails('both-ways')
  await statuses(12, (index) => (index % 2 ? ask(client, each(index)) : forFile(client, each(index))))
  expect((await forFile(client, each(12))).error?.details).toMatchObject({ limit: 'requestMagicLink:ip' })
})

test('an IPv4 address counts as itself when written as IPv6', async () => {
  const email = emails('mapped')
  await statuses(12, (index) => ask(t.client({ address: '203.0.113.7' }), email(index)))
  expect((await ask(t.client({ address: '::ffff:203.0.113.7' }), email(12))).response.status).toBe(429)
})

test('without TRUST_PROXY, X-Forwarded-For is a claim that nobody believes', async () => {
  const email = emails('claim')
  const from = (index: number) =>
    t.client({ address: '203.0.113.8', headers: { 'x-forwarded-for': `198.51.100.${index}` } })
  await statuses(12, (index) => ask(from(index), email(index)))
  expect((await ask(from(12), email(12))).response.status).toBe(429)
})

test('with TRUST_PROXY the entry that the outermost proxy added counts, and none further left', async () => {
  await using behind = await testApp({ env: { TRUST_PROXY: '2' } })
  const email = emails('behind')
  const from = (claim: string, client: string) =>
    behind.client({
      address: '10.0.0.1',
      headers: { 'x-forwarded-for': `${claim}, ${client}, 10.0.0.2` },
    })
  const asked = (client: Latchkey, address: string) =>
    client.visitors.requestMagicLink({ body: { email: address } })
  await statuses(12, (index) => asked(from(`198.51.100.${index}`, '203.0.113.9'), email(index)))
  expect((await asked(from('198.51.100.99', '203.0.113.9'), email(12))).response.status).toBe(429)
  expect((await asked(from('198.51.100.99', '203.0.113.10'), email(13))).response.status).toBe(202)
})

test('by challenge: codes cannot be tried for long, from many addresses', async () => {
  const { challengeId } = await unwrap(ask(t.client(), 'challenged@example.com'))
  const guess = () => t.client().visitors.verifyMagicLink({ body: { challengeId, code: '000000' } })
  expect(await statuses(20, guess)).toEqual(Array(20).fill(401))
  const { error } = await guess()
  expect(error).toMatchObject({ code: 'rate_limited', details: { limit: 'verifyMagicLink:challenge' } })
})

test('a stranger cannot use up the mails of a browser that signed in before', async () => {
  const email = 'owner@example.com'
  const owner = t.browser(demo.name)
  await unwrap(ask(owner.client, email))
  const { token } = await t.mail.magicLinkFor(email)
  await unwrap(owner.client.visitors.verifyMagicLink({ body: { token } }))
  await owner.client.visitors.signOutVisitor()

  await statuses(3, () => ask(t.client(), email))
  expect((await ask(t.client(), email)).response.status, 'the stranger').toBe(429)
  const again = (time: number) => ask(owner.client, time < 9 ? email : 'nobody@example.com')
  expect(await statuses(4, again), 'the owner').toEqual([202, 202, 202, 429])

  // The cookie is good for its address only, and only as it was given out.
  const device = owner.cookie('_10x_device') ?? ''
  const withDevice = (value: string) =>
    t.client({ host: demo.name, headers: { cookie: `_10x_device=${value}` } })
  await statuses(3, () => ask(t.client(), 'victim@example.com'))
  expect((await ask(withDevice(device), 'victim@example.com')).response.status).toBe(429)
  for (const forged of [`x${device}`, `${device}x`, device.split('.')[0] ?? '', '.', 'a.b']) {
    expect((await ask(withDevice(forged), email)).response.status).toBe(429)
  }
})

test('LIMITS replaces single quotas, or ends all', async () => {
  const requests = (app: TestApp) => {
    const client = app.client()
    return statuses(5, () => client.visitors.requestMagicLink({ body: { email: 'a@example.com' } }))
  }
  const limits = JSON.stringify({ requestMagicLink: { email: '1/1h' }, verifyMagicLink: '1/1h' })
  await using tighter = await testApp({ env: { LIMITS: limits } })
  expect(await requests(tighter)).toEqual([202, 429, 429, 429, 429])
  const verify = () => tighter.client().visitors.verifyMagicLink({ body: { challengeId: 'x', code: '1' } })
  expect(await statuses(2, verify)).toEqual([401, 429])
  await using unlimited = await testApp({ env: { LIMITS: 'off' } })
  expect(await requests(unlimited)).toEqual(Array(5).fill(202))
})
