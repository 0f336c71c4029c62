import { z } from '@hono/zod-openapi'
import { defineOperations } from './route.ts'
import { Email, Id, Timestamp, text } from './schemas/primitives.ts'

/** Seconds an access token lives. */
export const ACCESS_TOKEN_SECONDS = 15 * 60
/** Seconds a refresh token lives. */
export const REFRESH_TOKEN_SECONDS = 30 * 24 * 3600

export const Account = z
  .object({
    id: Id('account'),
    email: Email,
    name: z.string().nullable(),
    createdAt: Timestamp,
  })
  .openapi('Account')

export const AccountTokens = z
  .object({
    accessToken: z.string().openapi({ description: 'JWT (RFC 9068), sent as `Authorization: Bearer`.' }),
    refreshToken: z.string().openapi({ description: 'Single use; exchange it for the next pair.' }),
    expiresIn: z.number().int().openapi({ description: 'Seconds until the access token expires.' }),
    tokenType: z.literal('Bearer'),
  })
  .openapi('AccountTokens')

export const accounts = defineOperations({
  signIn: {
    method: 'post',
    path: '/v2/auth/login',
    summary: 'Sign in',
    description:
      'Exchanges e-mail address and password for a pair of tokens, and sets the `_10x_account` cookie.',
    auth: { subject: 'anyone' },
    body: z.strictObject({ email: Email, password: text(1000, 1) }).openapi('Credentials'),
    success: { 200: { description: 'Signed in.', body: AccountTokens } },
    errors: ['invalid_credentials'],
    limits: { ip: '60/10m', email: '10/10m' },
  },
  getAccount: {
    method: 'get',
    path: '/v2/auth/me',
    summary: 'Who is signed in',
    description: 'The account behind the access token.',
    auth: { subject: 'account' },
    success: { 200: { description: 'The account.', body: Account } },
    errors: ['invalid_token'],
  },
})
