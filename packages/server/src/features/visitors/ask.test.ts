import { MAGIC_LINK_SECONDS } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { statementsOf } from '../../../test/statements.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const demo = await t.make.handle({
  name: 'demo',
  allowedOrigins: ['https://shop.example.com', 'http://localhost:3000', 'https://xn--bcher-kva.example'],
})

const ask = (body: { email: string; handle?: string; pageSlug?: string; returnTo?: string }) =>
  t.client().visitors.requestMagicLink({ body })

describe('requestMagicLink', () => {
  test('answers when the challenge expires, and creates no visitor', async () => {
    const email = 'new@example.com'
    const { data, response } = await ask({ email, handle: demo.name, pageSlug: 'premium' })
    expect(response.status).toBe(202)
    expect(data).toEqual({
      challengeId: expect.stringMatching(/^chl_/),
      expiresAt: new Date(t.clock.now().getTime() + MAGIC_LINK_SECONDS * 1000).toISOString(),
    })
    await t.jobs.run()
    const visitor = await t.db.selectFrom('visitors').where('email', '=', email).executeTakeFirst()
    expect(visitor).toBeUndefined()
  })

  test('knows addresses in lower case', async () => {
    await ask({ email: 'UPPER@Example.COM' })
    expect(await t.mail.to('upper@example.com')).toHaveLength(1)
  })

  test.each([
    'no-address',
    'two@example.com, three@example.com',
    'a@b',
    '<a@example.com>',
    'a@example.com\r\nBcc: b@example.com',
    `${'a'.repeat(250)}@example.com`,
    ' a@example.com',
  ])('refuses the address %j', async (email) => {
    const { error } = await ask({ email })
    expect(error).toMatchObject({ code: 'invalid_request', details: { issues: [{ path: 'body.email' }] } })
  })

  test('refuses a handle that does not exist, or cannot', async () => {
    expect((await ask({ email: 'a@example.com', handle: 'nobody' })).error?.code).toBe('handle_not_found')
    expect((await ask({ email: 'a@example.com', handle: 'No Body' })).error?.code).toBe('invalid_request')
  })

  test.each([{ pageSlug: 'premium' }, { returnTo: 'https://shop.example.com/' }])(
    'refuses %j without a handle',
    async (given) => {
      const { error } = await ask({ email: 'a@example.com', ...given })
      expect(error).toMatchObject({ code: 'invalid_request', details: { issues: [{ path: 'body.handle' }] } })
    },
  )

  test('commits challenge and mail together, or neither', async () => {
    const email = 'neither@example.com'
    await t.deps.pool.query(`alter table mails add constraint no_mail check (kind <> 'magic_link') not valid`)
    expect((await ask({ email })).error?.code).toBe('internal_error')
    await t.deps.pool.query('alter table mails drop constraint no_mail')
    const left = await t.db
      .selectFrom('magic_link_challenges')
      .selectAll()
      .where('email', '=', email)
      .execute()
    expect(left).toEqual([])
  })
})

describe('nothing tells a known address from an unknown one', () => {
  /** What a request answers, sends to the database and leaves behind for the worker, and what the worker then sends. */
  async function work(email: string) {
    let answer: Awaited<ReturnType<typeof ask>> | undefined
    const statements = await statementsOf(async () => {
      answer = await ask({ email, handle: demo.name })
    })
    const { rows: jobs } = await t.deps.pool.query('select task_identifier from graphile_worker.jobs')
    return {
      status: answer?.response.status,
      members: Object.keys(answer?.data ?? {}),
      headers: [...(answer?.response.headers.keys() ?? [])],
      statements,
      jobs,
      mails: (await t.mail.to(email)).length,
    }
  }

  test('same answer, same statements, same job, same mail', async () => {
    const known = await t.make.visitor()
    await t.make.visitorSession({ visitor: known, handle: demo })
    const { email: creator } = await t.make.account()
    await t.jobs.run()
    const unknown = await work('unknown@example.com')
    expect(unknown.statements).toHaveLength(2)
    expect(unknown).toMatchObject({ status: 202, mails: 1, jobs: [{ task_identifier: 'send_sign_in_mail' }] })
    expect(await work(known.email)).toEqual(unknown)
    expect(await work(creator)).toEqual(unknown)
  })
})

describe('returnTo', () => {
  const outcome = async (returnTo: string) => {
    const { error } = await ask({ email: 'redirected@example.com', handle: demo.name, returnTo })
    return error ? error.code : 'taken'
  }

  test.each([
    ["the handle's own site", 'https://demo.latchkey.test/premium?x=1#part'],
    ['an allowed origin', 'https://shop.example.com/thanks'],
    ['the same, written in capitals', 'HTTPS://SHOP.EXAMPLE.COM/thanks'],
    ['the same with its default port', 'https://shop.example.com:443/thanks'],
    ['http on loopback', 'http://localhost:3000/back'],
    ['an allowed origin, in Unicode', 'https://bücher.example/'],
  ])('may be %s', async (_, url) => {
    expect(await outcome(url)).toBe('taken')
  })

  test.each([
    '#latchkey_token=x&a=1',
    '#/thanks?latchkey_token=x&latchkey_token=y&',
    '#latchkey_token=x#latchkey_token=y',
    '?latchkey_token=x',
    '#%6catchkey%5FTOKEN=x',
  ])('may not name a token itself: %s', async (end) => {
    expect(await outcome(`https://shop.example.com/thanks${end}`)).toBe('invalid_redirect_url')
  })

  test.each([
    ['#latchkey_token=x-_1', ''],
    ['#/thanks?latchkey_token=x', '#/thanks'],
    ['#/thanks?a=1&latchkey_token=x', '#/thanks?a=1'],
  ])('loses the token that an earlier link left in it: %s', async (end, kept) => {
    const url = 'https://shop.example.com/thanks'
    const body = { email: 'again@example.com', handle: demo.name, returnTo: `${url}${end}` }
    const { challengeId } = await unwrap(ask(body))
    const { return_to } = await t.db
      .selectFrom('magic_link_challenges')
      .select('return_to')
      .where('id', '=', challengeId)
      .executeTakeFirstOrThrow()
    expect(return_to).toBe(`${url}${kept}`)
  })

  test('is kept as it was parsed', async () => {
    const { challengeId } = await unwrap(
      ask({ email: 'parsed@example.com', handle: demo.name, returnTo: 'HTTPS://Shop.Example.com/a/../b' }),
    )
    const { return_to } = await t.db
      .selectFrom('magic_link_challenges')
      .select('return_to')
      .where('id', '=', challengeId)
      .executeTakeFirstOrThrow()
    expect(return_to).toBe('https://shop.example.com/b')
  })

  test.each([
    ['another host', 'https://evil.example/'],
    ["another handle's site", 'https://other.latchkey.test/'],
    ['the bare host', 'https://latchkey.test/'],
    ['a subdomain of an allowed host', 'https://evil.shop.example.com/'],
    ['a host that begins like an allowed one', 'https://shop.example.com.evil.example/'],
    ['a host that ends like an allowed one', 'https://evilshop.example.com/'],
    ['a host that begins like the own one', 'https://demo.latchkey.test.evil.example/'],
    ['a host below the own one', 'https://x.demo.latchkey.test/'],
    ['another port', 'https://shop.example.com:8443/'],
    ['another port of the own host', 'https://demo.latchkey.test:8443/'],
    ['another port on loopback', 'http://localhost:3001/'],
    ['another scheme on loopback', 'https://localhost:3000/'],
    ['plain http', 'http://shop.example.com/'],
    ['plain http on the own host', 'http://demo.latchkey.test/'],
    ['a trailing dot', 'https://shop.example.com./'],
    ['credentials', 'https://shop.example.com@evil.example/'],
    ['credentials before an allowed host', 'https://user:password@shop.example.com/'],
    ['an empty user', 'https://:x@shop.example.com/'],
    ['scheme-relative', '//shop.example.com/'],
    ['a path', '/premium'],
    ['a relative path', 'premium'],
    ['backslashes', 'https:\\\\shop.example.com/'],
    ['a backslash before the credentials', 'https://shop.example.com\\@evil.example/'],
    ['a backslash in the path', 'https://shop.example.com/\\evil.example'],
    ['a tab', 'https://shop.example.com/\tx'],
    ['a tab in the scheme', 'java\tscript:alert(1)'],
    ['a newline', 'https://shop.example.com/\nx'],
    ['a space before', ' https://shop.example.com/'],
    ['a space after', 'https://shop.example.com/ '],
    ['a control character', 'https://shop.example.com/\u0001'],
    ['javascript', 'javascript:alert(1)//https://shop.example.com/'],
    ['data', 'data:text/html,https://shop.example.com/'],
    ['blob of an allowed origin', 'blob:https://shop.example.com/1'],
    ['another scheme', 'ftp://shop.example.com/'],
    ['a slash that is encoded', 'https://shop.example.com%2f@evil.example/'],
    ['a dot that is encoded', 'https://shop.example.com%2eevil.example/'],
    ['an at that is encoded into the host', 'https://evil.example%40shop.example.com/'],
    ['a look-alike', 'https://shоp.example.com/'],
    ['another IDN', 'https://xn--bcher-kva.example.evil.example/'],
    ['a full-width dot', 'https://evil。example/'],
    ['an address of loopback', 'http://127.0.0.1:3000/'],
    ['an address in decimal', 'http://2130706433:3000/'],
    ['no host', 'https:///shop.example.com'.replace('shop', 'evil')],
    ['null', 'null'],
  ])('may not have %s', async (_, url) => {
    expect(await outcome(url)).toBe('invalid_redirect_url')
  })

  test('may not be the site of another creator, whatever was listed once', async () => {
    await t.make.handle({ name: 'other' })
    const allowedOrigins = [t.origin('other'), `${t.origin('other')}.`]
    const handle = await t.make.handle({ allowedOrigins })
    for (const origin of allowedOrigins) {
      const body = { email: 'ana@example.com', handle: handle.name, returnTo: `${origin}/page` }
      const { error } = await t.client().visitors.requestMagicLink({ body })
      expect(error?.code).toBe('invalid_redirect_url')
    }
  })

  test('may not be empty', async () => {
    expect(await outcome('')).toBe('invalid_request')
  })
})
