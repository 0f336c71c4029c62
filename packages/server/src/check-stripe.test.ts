import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtAsset } from '../../../scripts/assets/built.ts'
import { stripeAccount, stripeList, stripeStub } from '../test/stripe-stub.ts'

const command = join(await builtAsset('server'), 'check-stripe.js')

/** As an operator calls it who has nothing but the image. */
const check = (env: Record<string, string>) =>
  new Promise<{ code: number | string | null | undefined; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      [command],
      { env: { PATH: process.env.PATH, ...env } },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    )
  })

test('it says line by line what is missing at the account of the server', async () => {
  const base = await stripeStub({
    '/v1/account': stripeAccount({ payouts_enabled: false }),
    '/v1/accounts': stripeList({ id: 'acct_1', object: 'account' }),
    '/v1/webhook_endpoints': stripeList(),
  })
  const { code, stdout } = await check({
    DATABASE_URL: 'postgres://127.0.0.1:9/none',
    PUBLIC_DOMAIN: 'latchkey.example',
    STRIPE_API_BASE: base,
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_WEBHOOK_SECRET: 'whsec_x',
    STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_x',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'hello@latchkey.example',
  })
  expect(code).toBe(1)
  expect(stdout.trim().split('\n')).toEqual([
    expect.stringMatching(/^Payouts are not enabled/),
    expect.stringContaining('https://latchkey.example/v2/public/stripe/webhook'),
    expect.stringContaining('https://latchkey.example/v2/public/stripe/connect-webhook'),
  ])
})

test('it names what the environment lacks', async () => {
  const { code, stderr } = await check({})
  expect(code).toBe(1)
  expect(stderr).toContain('STRIPE_SECRET_KEY is missing')
})
