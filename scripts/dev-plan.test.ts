import { expect, test } from 'vitest'
import { readPlan, storefrontOrigin } from './dev-plan.ts'

test('without anything given, everything runs here, on ports next to each other', () => {
  const plan = readPlan([], {})
  expect(plan.ports).toEqual({
    api: 8787,
    inbox: 8788,
    smtp: 8789,
    stripe: 8790,
    postgres: 8791,
    storefront: 8792,
  })
  expect(plan.own).toEqual({ postgres: true, stripe: true, inbox: true, assets: true })
  expect(plan.config).toMatchObject({ PORT: 8787, origin: 'http://localhost:8787' })
})

test('--port moves all, and wins over PORT', () => {
  expect(readPlan(['--port', '9000'], { PORT: '7000' }).ports.postgres).toBe(9004)
  expect(readPlan([], { PORT: '7000' }).ports.postgres).toBe(7004)
  expect(storefrontOrigin(readPlan([], { PORT: '7000' }))).toBe('http://127.0.0.1:7005')
})

test.each([
  [['--port', 'http'], {}, '--port'],
  [['--port', '65535'], {}, '--port'],
  [[], { PORT: '0' }, 'PORT'],
  [['--prot', '1'], {}, '--prot'],
  [['--fresh'], { DATABASE_URL: 'postgres://db/latchkey' }, '--fresh'],
  [
    [],
    { STRIPE_SECRET_KEY: 'sk_test_mine', STRIPE_WEBHOOK_SECRET: 'whsec_mine' },
    'STRIPE_CONNECT_WEBHOOK_SECRET',
  ],
  [[], { LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
])('%j with %j is refused by name', (args, environment, name) => {
  expect(() => readPlan(args, environment)).toThrow(name)
})

test('what the environment names is not started here', () => {
  const elsewhere = {
    DATABASE_URL: 'postgres://db/latchkey',
    SMTP_URL: 'smtp://mail:25',
    STRIPE_SECRET_KEY: 'sk_test_mine',
    STRIPE_WEBHOOK_SECRET: 'whsec_a',
    STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_b',
    ASSETS_DIR: '/srv/latchkey',
  }
  const plan = readPlan([], { ...elsewhere, MAIL_FROM: 'me@shop.test' })
  expect(plan.own).toEqual({ postgres: false, stripe: false, inbox: false, assets: false })
  expect(plan.environment).toMatchObject({ ...elsewhere, MAIL_FROM: 'me@shop.test' })
  expect(plan.environment).not.toHaveProperty('STRIPE_API_BASE')
})

test('an empty variable counts as not given', () => {
  expect(readPlan([], { DATABASE_URL: '', PORT: '' }).own.postgres).toBe(true)
})

test('throttles are a hundred times those of the contract', () => {
  expect(readPlan([], {}).config.LIMITS.overrides.requestMagicLink).toEqual({
    ip: '1200/1h',
    email: '300/10m',
  })
})
