import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import { defineOperations } from './route.ts'
import { title } from './schemas/names.ts'
import {
  Email,
  exampleId,
  HandleName,
  Id,
  ListQuery,
  listOf,
  Moment,
  orNull,
  Timestamp,
} from './schemas/primitives.ts'
import { IN_THE_FUTURE, judgedLater } from './schemas/rules.ts'
import { scopeNames } from './scopes.ts'

/** Live personal access tokens that a handle may have. */
export const MAX_TOKENS = 100

const Scopes = z
  .array(z.enum(scopeNames))
  .min(1)
  .openapi({
    description: 'What the token may do; choose only what your program needs.',
    example: ['pages.read', 'purchases.read'],
  })

const tokenMembers = {
  id: Id('token'),
  name: z.string().openapi({ description: 'What it is for.', example: 'nightly backup' }),
  scopes: Scopes,
  createdBy: z
    .object({
      id: Id('account'),
      email: Email.openapi({ description: 'Address of the account.', example: shop.creator.email }),
    })
    .openapi({ description: 'The account that created it, whose role on the handle it acts with.' }),
  createdAt: Timestamp.openapi({ description: 'When the token was created.', example: moments.updated }),
  expiresAt: orNull(Timestamp).openapi({
    description: 'When it stops working; `null` for never.',
    example: moments.farAhead,
  }),
  lastUsedAt: orNull(Timestamp).openapi({
    description: 'When it was last used, to the hour; `null` if it was never used.',
    example: '2026-11-20T09:00:00.000Z',
  }),
}

const PersonalAccessToken = z
  .object(tokenMembers)
  .openapi('PersonalAccessToken', { description: 'A token of a handle, without its secret.' })

const CreatedToken = z
  .object({
    ...tokenMembers,
    token: z.string().openapi({
      description:
        'The token itself, shown only this once. Send it as `Authorization: Bearer` or `X-API-Key`.',
      example: `patv1_${exampleId('token')}.3q2-7w`,
    }),
  })
  .openapi('CreatedPersonalAccessToken', { description: 'A new token, with its secret.' })

const TokenRequest = z
  .strictObject({
    name: title(100).openapi({ description: 'What it is for.', example: 'nightly backup' }),
    scopes: Scopes,
    expiresAt: judgedLater(Moment, IN_THE_FUTURE).nullable().optional().openapi({
      description: 'When it stops working; if omitted, never.',
      example: moments.farAhead,
    }),
  })
  .openapi('PersonalAccessTokenRequest', { description: 'A token to be made.' })

const operator = {
  auth: { subject: 'account', role: 'OPERATOR' },
  notFound: 'handle_not_found',
} as const

export const tokens = defineOperations({
  listTokens: {
    ...operator,
    method: 'get',
    path: '/v2/handles/{handle}/tokens',
    summary: 'List personal access tokens',
    description: 'Lists the active personal access tokens of the handle, newest first, and who created them.',
    params: z.object({ handle: HandleName }),
    query: ListQuery,
    success: {
      200: {
        description: 'The tokens.',
        body: listOf(PersonalAccessToken).openapi('PersonalAccessTokenList', {
          description: 'Tokens of a handle.',
        }),
      },
    },
    errors: [],
    limits: { account: '300/1m' },
  },
  createToken: {
    ...operator,
    method: 'post',
    path: '/v2/handles/{handle}/tokens',
    summary: 'Create a personal access token',
    description:
      'Creates a personal access token for scripts, for one handle and with the scopes you choose. It may do what its creator may do at the time of use. It stops working when they lose their role on the handle, delete their account, reset their password, or transfer the handle to a new owner.',
    params: z.object({ handle: HandleName }),
    body: TokenRequest,
    success: {
      201: {
        description: 'The token; its secret is not shown again.',
        body: CreatedToken,
        example: { lastUsedAt: null },
      },
    },
    errors: ['invalid_token', 'handle_not_found', 'insufficient_role', 'invalid_request', 'too_many_tokens'],
    limits: { account: '60/1m' },
    idempotency: 'transaction',
  },
  revokeToken: {
    ...operator,
    method: 'delete',
    path: '/v2/handles/{handle}/tokens/{tokenId}',
    summary: 'Revoke a personal access token',
    description: 'Revokes a personal access token, which stops working at once.',
    params: z.object({ handle: HandleName, tokenId: Id('token').openapi({ description: 'Which token.' }) }),
    notFound: 'token_not_found',
    success: { 204: { description: 'Revoked.', empty: true } },
    errors: ['token_not_found'],
    limits: { account: '60/1m' },
    idempotency: 'transaction',
  },
})
