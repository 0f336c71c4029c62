import { createHash } from 'node:crypto'
import { answering, asking, json, jsonAnswer, type Mutant } from './mutant.ts'
import { args, lettingIn, parsed, refusal, renaming, tokensAgain } from './sandbox-faults.ts'

export const secretsMutants: readonly Mutant[] = [
  {
    name: 'a sign-up tells that the address has an account',
    rule: 'enumeration',
    operations: ['signUp'],
    args,
    start: () => {
      const known = new Set<unknown>()
      return async (request, ask) => {
        const { email } = parsed(request)
        if (request.operation === 'confirmSignUp') known.add(email)
        if (request.operation === 'signUp' && known.has(email))
          return jsonAnswer(409, { error: 'account_exists' })
        return await ask(request)
      }
    },
  },
  {
    name: 'a link is consumed by GET',
    rule: 'magic-link-kept',
    operations: ['showMagicLink'],
    args,
    start: () => {
      const seen = new Set<string>()
      return async (request, ask) => {
        if (request.operation === 'showMagicLink' && request.method === 'GET') {
          seen.add(request.path.split('/').at(-1) ?? '')
        }
        const isSeen = request.operation === 'verifyMagicLink' && seen.has(String(parsed(request).token))
        return isSeen ? jsonAnswer(401, { error: 'used_magic_link' }) : await ask(request)
      }
    },
  },
  {
    name: 'a link is consumed by HEAD',
    rule: 'magic-link-kept',
    operations: ['showMagicLink'],
    args,
    start: () => {
      const seen = new Set<string>()
      return async (request, ask) => {
        const token = request.path.split('/').at(-1) ?? ''
        const isSeen = request.method === 'GET' && seen.has(token)
        if (request.method === 'HEAD') seen.add(token)
        return isSeen ? jsonAnswer(401, { error: 'used_magic_link' }) : await ask(request)
      }
    },
  },
  {
    name: 'a link works twice',
    rule: 'magic-link-kept',
    operations: ['verifyMagicLink'],
    args,
    start: lettingIn(refusal, 'verifyMagicLink'),
  },
  {
    name: 'webhooks are signed with another secret',
    rule: 'webhook-signature',
    operations: ['createWebhookEndpoint'],
    args,
    start: answering(
      json((body) => {
        body.secret = `whsec_${createHash('sha256').update('another').digest('base64')}`
      }),
      'createWebhookEndpoint',
    ),
  },
  {
    name: 'a retry has a webhook-id of its own',
    rule: 'webhook-retry',
    operations: ['createWebhookEndpoint'],
    args,
    start: renaming,
  },
  {
    name: 'the metadata names an endpoint that is not there',
    rule: 'oauth-metadata',
    operations: ['getAuthorizationServerMetadata'],
    args,
    start: answering(
      json((body) => {
        body.token_endpoint = `${body.token_endpoint}s`
      }),
      'getAuthorizationServerMetadata',
    ),
  },
  {
    name: 'the keys are not those that sign',
    rule: 'oauth-metadata',
    operations: ['getAuthorizationServerMetadata'],
    args,
    start: answering(
      json((body) => {
        body.keys = []
      }),
      'getJwks',
    ),
  },
  {
    name: 'no challenge is needed for a code',
    rule: 'oauth-pkce',
    operations: ['authorizeOAuthClient'],
    args,
    start: asking((request) => {
      if (!request.path.includes('code_challenge='))
        request.path += `&code_challenge=${'A'.repeat(43)}&code_challenge_method=S256`
    }, 'authorizeOAuthClient'),
  },
  {
    name: 'a code is redeemed without its verifier',
    rule: 'oauth-pkce',
    operations: ['issueOAuthToken'],
    args,
    start: answering((answer) => {
      if (answer.status === 400) Object.assign(answer, jsonAnswer(200, { access_token: 'x' }))
    }, 'issueOAuthToken'),
  },
  {
    name: 'a redirect URI may be longer than the one registered',
    rule: 'oauth-redirect-uri',
    operations: ['authorizeOAuthClient'],
    args,
    start: asking((request) => {
      request.path = request.path.replace(/callback(?:%2F|%3F)more/i, 'callback')
    }, 'authorizeOAuthClient'),
  },
  {
    name: 'a code is redeemed twice',
    rule: 'oauth-code-once',
    operations: ['issueOAuthToken'],
    args,
    start: tokensAgain('authorization_code'),
  },
  {
    name: 'the refresh token is never replaced',
    rule: 'oauth-refresh-rotation',
    operations: ['issueOAuthToken'],
    args,
    start: () => {
      let first: unknown
      return async (request, ask) => {
        const answer = await ask(request)
        if (request.operation === 'issueOAuthToken')
          json((body) => {
            first ??= body.refresh_token
            if (body.refresh_token) body.refresh_token = first
          })(answer)
        return answer
      }
    },
  },
  {
    name: 'a used refresh token is taken again',
    rule: 'oauth-refresh-rotation',
    operations: ['issueOAuthToken'],
    args,
    start: tokensAgain('refresh_token='),
  },
  {
    name: 'revoking does nothing',
    rule: 'oauth-revocation',
    operations: ['revokeOAuthToken'],
    args,
    start: () => async (request, ask) =>
      request.operation === 'revokeOAuthToken'
        ? { status: 200, headers: {}, body: Buffer.alloc(0) }
        : await ask(request),
  },
]
