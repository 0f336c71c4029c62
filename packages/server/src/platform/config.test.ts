import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const privateJwk = (type: 'ed25519' | 'x25519') =>
  (type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')).privateKey.export({
    format: 'jwk',
  })
const { d: _, ...publicJwk } = privateJwk('ed25519')

const complete = {
  DATABASE_URL: 'postgres://latchkey:secret@db.example/latchkey',
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_2',
  SMTP_URL: 'smtp://mail.example',
  MAIL_FROM: 'Latchkey <hello@latchkey.example>',
}

const read = (environment: Record<string, string | undefined>) => {
  const config = readConfig({ ...complete, ...environment })
  if ('problems' in config) throw new Error(config.problems.join('\n'))
  return config
}

const problems = (environment: Record<string, string | undefined>) => {
  const config = readConfig({ ...complete, ...environment })
  return 'problems' in config ? config.problems : []
}

describe('a variable that is missing', () => {
  test.each(Object.keys(complete))('%s', (name) => {
    const line = expect.stringMatching(new RegExp(`^${name} is missing: it must be .+\\.$`))
    expect(problems({ [name]: undefined })).toEqual([line])
    expect(problems({ [name]: '' })).toEqual([line])
  })

  test('all of them are named at once', () => {
    const config = readConfig({})
    expect('problems' in config && config.problems).toHaveLength(Object.keys(complete).length)
  })
})

test.each([
  ['all', 12],
  ['web', 4],
  ['worker', 10],
])('a process of the role %s needs %i connections', (LATCHKEY_ROLE, least) => {
  expect(read({ LATCHKEY_ROLE, DATABASE_POOL_MAX: String(least) }).DATABASE_POOL_MAX).toBe(least)
  expect(problems({ LATCHKEY_ROLE, DATABASE_POOL_MAX: String(least - 1) })).toEqual([
    'DATABASE_POOL_MAX is wrong: it must be a number of connections up to 500, and at least 12 (all), 4 (web), 10 (worker).',
  ])
})

test('jobs go to the same PostgreSQL unless told otherwise', () => {
  expect(read({}).JOBS_DATABASE_URL).toBe(complete.DATABASE_URL)
  const direct = 'postgres://db.example/latchkey'
  expect(read({ JOBS_DATABASE_URL: direct })).toMatchObject({ JOBS_DATABASE_URL: direct })
})

test('the days of one table leave those of the others', () => {
  expect(read({ RETENTION_DAYS: '{"audit_events":730}' }).RETENTION_DAYS).toMatchObject({
    audit_events: 730,
    request_records: 7,
  })
  expect(problems({ RETENTION_DAYS: '{"request_records":1}' })[0]).toContain(
    '(request_records must be kept for 7 days at least)',
  )
})

describe('the sandbox is announced', () => {
  const trial = {
    SANDBOX_INBOX: 'http://localhost:8788/',
    STRIPE_API_BASE: 'http://127.0.0.1:8790',
    PUBLIC_DOMAIN: 'localhost:8787',
  }

  test('where the inbox and Stripe are on this machine', () => {
    expect(read(trial).sandbox).toEqual({
      inbox: 'http://localhost:8788',
      stripe: 'http://127.0.0.1:8790/_control',
    })
  })

  test.each<[string, Record<string, string | undefined>]>([
    ['without an inbox', { SANDBOX_INBOX: undefined }],
    ['in production', { NODE_ENV: 'production' }],
    ['beside the real Stripe', { STRIPE_API_BASE: undefined }],
    ['beside a Stripe elsewhere', { STRIPE_API_BASE: 'https://stripe.example' }],
    ['with a key for real money', { STRIPE_SECRET_KEY: 'sk_live_1' }],
    ['under a public name', { PUBLIC_DOMAIN: 'latchkey.example' }],
  ])('never %s', (_, environment) => {
    expect(read({ ...trial, ...environment }).sandbox).toBeNull()
  })
})

describe('a variable that is wrong', () => {
  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80a'],
    ['PORT', ' '],
    ['PUBLIC_DOMAIN', 'https://latchkey.example'],
    ['PUBLIC_DOMAIN', 'Latchkey.example'],
    ['PUBLIC_DOMAIN', 'latchkey.example.'],
    ['PUBLIC_DOMAIN', 'latchkey..example'],
    ['PUBLIC_DOMAIN', 'latchkey.example:99999'],
    ['PUBLIC_DOMAIN', 'latchkey.example/path'],
    ['PUBLIC_DOMAIN', '127.0.0.1:8787'],
    ['PUBLIC_SCHEME', 'ftp'],
    ['DATABASE_URL', 'mysql://db/latchkey'],
    ['DATABASE_URL', 'latchkey'],
    ['DATABASE_POOL_MAX', '1'],
    ['DATABASE_POOL_MAX', '8.5'],
    ['DATABASE_POOL_MAX', '11'],
    ['DATABASE_POOL_MAX', '501'],
    ['LATCHKEY_ROLE', 'server'],
    ['RETENTION_DAYS', '30'],
    ['RETENTION_DAYS', '{"purchases":30}'],
    ['RETENTION_DAYS', '{"audit_events":89}'],
    ['RETENTION_DAYS', '{"audit_events":"90"}'],
    ['JOBS_DATABASE_URL', 'pooler'],
    ['STRIPE_SECRET_KEY', 'pk_test_1'],
    ['STRIPE_API_BASE', 'stripe.example'],
    ['STRIPE_WEBHOOK_SECRET', 'secret'],
    ['STRIPE_CONNECT_WEBHOOK_SECRET', 'secret'],
    ['PLATFORM_FEE_BPS', '10001'],
    ['PLATFORM_FEE_BPS', '5%'],
    ['PLATFORM_FEE_FIXED', '30'],
    ['PLATFORM_FEE_FIXED', '{"usd":'],
    ['PLATFORM_FEE_FIXED', '["usd"]'],
    ['PLATFORM_FEE_FIXED', '{"usd":-30}'],
    ['PLATFORM_FEE_FIXED', '{"usd":0.3}'],
    ['PLATFORM_FEE_FIXED', '{"usd":"30"}'],
    ['SMTP_URL', 'http://mail.example'],
    ['SANDBOX_INBOX', 'http://mail.example'],
    ['SANDBOX_INBOX', 'localhost:8788'],
    ['MAIL_FROM', 'Latchkey'],
    ['MAIL_FROM', 'Latchkey <hello@latchkey.example>\r\nBcc: x@example.com'],
    ['MAIL_FROM', 'a@example.com, b@example.com'],
    ['SIGNING_KEYS', 'secret'],
    ['SIGNING_KEYS', '{"keys":[]}'],
    ['SIGNING_KEYS', JSON.stringify(privateJwk('ed25519'))],
    ['SIGNING_KEYS', JSON.stringify({ keys: [publicJwk] })],
    ['SIGNING_KEYS', JSON.stringify({ keys: [privateJwk('x25519')] })],
    ['S3_ENDPOINT', 's3.example'],
    ['S3_BUCKET', 'My/Bucket'],
    ['S3_ACCESS_KEY_ID', 'two words'],
    ['S3_SECRET_ACCESS_KEY', 'two words'],
    ['REDIS_URL', 'localhost:6379'],
    ['LIMITS', 'yes'],
    ['LIMITS', '{'],
    ['LIMITS', '["on"]'],
    ['LIMITS', '{"requestMagicLink":"many"}'],
    ['LIMITS', '{"requestMagicLink":{"ip":"0/1h"}}'],
    ['METRICS_TOKEN', 'short'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '11'],
    ['ASSETS_DIR', import.meta.filename],
    ['LOG_LEVEL', 'loud'],
  ])('%s: %s', (name, value) => {
    expect(problems({ [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name} is wrong: it must be .+\\.$`)),
    ])
  })

  test('no line shows the value, which may be a secret', () => {
    expect(problems({ DATABASE_URL: 'mysql://latchkey:hunter2@db/latchkey' }).join()).not.toContain('hunter2')
  })

  test('S3 variables without the others', () => {
    expect(problems({ S3_ENDPOINT: 'https://s3.example', S3_ACCESS_KEY_ID: 'key' })).toEqual([
      'S3_BUCKET is missing: it must be set with the other S3 variables.',
      'S3_SECRET_ACCESS_KEY is missing: it must be set with the other S3 variables.',
    ])
  })

  test('PUBLIC_SCHEME http away from loopback', () => {
    const domain = 'latchkey.example'
    expect(problems({ PUBLIC_DOMAIN: domain, PUBLIC_SCHEME: 'http' })).toEqual([
      'PUBLIC_SCHEME is wrong: it must be https unless PUBLIC_DOMAIN is a loopback name.',
    ])
  })

  test.each([
    ['{"requestMagicLnk":"5/1h"}', 'requestMagicLnk is no operation'],
    ['{"requestFileLink":"5/1h"}', 'requestFileLink counts as requestMagicLink'],
    [
      '{"requestMagicLink":{"acount":"5/1h"}}',
      'requestMagicLink is not limited by acount, but by ip and email',
    ],
    [
      '{"requestMagicLink":{"token":"5/1h"}}',
      'requestMagicLink is not limited by token, but by ip and email',
    ],
  ])('LIMITS %s says what is wrong in it', (value, because) => {
    expect(problems({ LIMITS: value })).toEqual([
      `LIMITS is wrong: it must be on, off, or JSON such as {"requestMagicLink":{"ip":"1000/1h"}} (${because}).`,
    ])
  })
})

describe('PLATFORM_FEE_FIXED', () => {
  test.each([
    ['{"USD":30}', 'USD is no currency that pages can be sold in'],
    ['{"usd":30,"bgn":50}', 'bgn is no currency that pages can be sold in'],
    ['{"isk":50}', 'isk must be a multiple of 100'],
    ['{"kwd":95}', 'kwd must be a multiple of 10'],
  ])('%s says what is wrong in it', (value, because) => {
    expect(problems({ PLATFORM_FEE_FIXED: value }).join()).toContain(`(${because}).`)
  })

  test('is read by currency', () => {
    expect(read({}).PLATFORM_FEE_FIXED).toEqual({})
    const fixed = { usd: 30, jpy: 40, isk: 4200, kwd: 90 }
    expect(read({ PLATFORM_FEE_FIXED: JSON.stringify(fixed) }).PLATFORM_FEE_FIXED).toEqual(fixed)
  })
})

describe('what is read', () => {
  test('addresses of operators, as those of accounts are kept', () => {
    const { PLATFORM_OPERATORS } = read({ PLATFORM_OPERATORS: 'Ana@Example.com, max@bücher.example' })
    expect(PLATFORM_OPERATORS).toEqual(['ana@example.com', 'max@xn--bcher-kva.example'])
  })

  test('defaults', () => {
    expect(read({})).toMatchObject({
      PORT: 8787,
      PUBLIC_DOMAIN: 'localhost:8787',
      PUBLIC_SCHEME: 'http',
      origin: 'http://localhost:8787',
      loopback: true,
      PLATFORM_FEE_BPS: 500,
      TRUST_PROXY: 0,
      LIMITS: { enabled: true, overrides: {} },
    })
  })

  test.each([
    ['latchkey.example', undefined, 'https://latchkey.example', false],
    ['latchkey.example:8443', undefined, 'https://latchkey.example:8443', false],
    ['latchkey.example:443', undefined, 'https://latchkey.example', false],
    ['latchkey.localhost:8787', undefined, 'http://latchkey.localhost:8787', true],
    ['localhost:80', undefined, 'http://localhost', true],
    ['localhost:8787', 'https', 'https://localhost:8787', false],
  ])('PUBLIC_DOMAIN %s with PUBLIC_SCHEME %s', (domain, scheme, origin, loopback) => {
    expect(read({ PUBLIC_DOMAIN: domain, PUBLIC_SCHEME: scheme })).toMatchObject({
      origin,
      loopback,
      PUBLIC_DOMAIN: new URL(origin).host,
    })
  })

  test('LIMITS by all dimensions and by some', () => {
    const overrides = { requestMagicLink: { ip: '1000/1h' }, signIn: '600/1h' }
    expect(read({ LIMITS: JSON.stringify(overrides) }).LIMITS).toEqual({ enabled: true, overrides })
    expect(read({ LIMITS: 'off' }).LIMITS.enabled).toBe(false)
  })

  test('SIGNING_KEYS', () => {
    const keys = { keys: [privateJwk('ed25519'), privateJwk('ed25519')] }
    expect(problems({ SIGNING_KEYS: JSON.stringify(keys) })).toEqual([])
  })
})
