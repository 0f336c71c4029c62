import { createHash } from 'node:crypto'
import { createServer, request as requestHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answering, asking, json, jsonAnswer, type Mutant, type PassingAnswer } from './mutant.ts'

const args = ['--sandbox']

const parsed = ({ body }: { readonly body: Buffer }): Record<string, unknown> => {
  try {
    return Object(JSON.parse(body.toString() || '{}'))
  } catch {
    return {}
  }
}

const refusal = ({ status }: PassingAnswer) => status === 401 || status === 403

/** Answers an operation that refused as it answered somebody whom it let in before. */
const lettingIn =
  (isRefused: (answer: PassingAnswer) => boolean, ...operations: readonly string[]): Mutant['start'] =>
  () => {
    const good = new Map<string | null, PassingAnswer>()
    return async (request, ask) => {
      const answer = await ask(request)
      if (!operations.includes(request.operation ?? '')) return answer
      if (answer.status < 300) good.set(request.operation, answer)
      return isRefused(answer) ? (good.get(request.operation) ?? { ...answer, status: 200 }) : answer
    }
  }

/** Redeems once more what was redeemed before. */
const tokensAgain =
  (grant: string): Mutant['start'] =>
  () => {
    let last: PassingAnswer | null = null
    return async (request, ask) => {
      const answer = await ask(request)
      if (request.operation !== 'issueOAuthToken' || !request.body.toString().includes(grant)) return answer
      if (answer.status === 200) last = answer
      return answer.status === 400 && last ? last : answer
    }
  }

/** A server between Latchkey and a receiver, which gives each webhook that comes again an id of its own. */
const renaming: Mutant['start'] = () => {
  let target = ''
  let count = 0
  const relay = createServer((request, response) => {
    count += 1
    const headers = { ...request.headers, ...(count > 1 && { 'webhook-id': `msg_${count}` }) }
    const passed = requestHttp(target, { method: 'POST', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500).end()
      answer.resume()
    })
    passed.on('error', () => response.destroy())
    request.pipe(passed)
  })
  relay.listen(0, '127.0.0.1').unref()
  return async (request, ask) => {
    if (request.operation === 'createWebhookEndpoint') {
      const body = parsed(request)
      target = String(body.url)
      const url = `http://127.0.0.1:${(relay.address() as AddressInfo).port}/`
      request.body = Buffer.from(JSON.stringify({ ...body, url }))
    }
    return await ask(request)
  }
}

/** Sees a request as the server does that has lost a header. */
const without = (header: string, ...operations: readonly string[]) =>
  asking(
    ({ headers }) => {
      delete headers[header]
    },
    ...operations,
  )

/** One fault at least for each rule of the sandbox. */
export const sandboxMutants: readonly Mutant[] = [
  {
    name: 'a valid page is refused',
    rule: 'valid-request',
    operations: ['createPage'],
    args,
    start: answering((answer) => {
      if (answer.status === 201) Object.assign(answer, jsonAnswer(400, { error: 'invalid_request' }))
    }, 'createPage'),
  },
  {
    name: 'a token of another kind is let in',
    rule: 'foreign-credential',
    operations: ['getHandleProfile'],
    args,
    start: lettingIn(refusal, 'getHandleProfile'),
  },
  {
    name: 'a personal token works after it was revoked',
    rule: 'foreign-credential',
    operations: ['automationListPages'],
    args,
    start: () => {
      const revoked = new Set<string>()
      return async (request, ask) => {
        const answer = await ask(request)
        if (request.operation === 'revokeToken') revoked.add(request.path.split('/').at(-1) ?? '')
        const token = request.headers.authorization ?? request.headers['x-api-key'] ?? ''
        const isRevoked = [...revoked].some((id) => token.includes(id))
        return request.operation === 'automationListPages' && isRevoked
          ? jsonAnswer(200, { items: [], nextCursor: null })
          : answer
      }
    },
  },
  {
    name: 'another creator sees the pages',
    rule: 'tenant-isolation',
    operations: ['listPages'],
    args,
    start: lettingIn(({ status }) => status === 404, 'listPages'),
  },
  {
    name: 'an id of another handle works under one’s own name',
    rule: 'tenant-isolation',
    operations: ['deleteFile'],
    args,
    start: answering((answer) => {
      if (answer.status === 404 && parsed(answer).error === 'file_not_found') answer.status = 204
    }, 'deleteFile'),
  },
  {
    name: 'a session for one handle works at another',
    rule: 'tenant-isolation',
    operations: ['getMyInterest'],
    args,
    start: lettingIn(refusal, 'getMyInterest'),
  },
  {
    name: 'a creator may do what owners may',
    rule: 'required-role',
    operations: ['transferHandle'],
    args,
    start: lettingIn(refusal, 'transferHandle'),
  },
  {
    name: 'a token for reading writes',
    rule: 'required-scope',
    operations: ['automationCreatePage'],
    args,
    start: lettingIn(refusal, 'automationCreatePage'),
  },
  {
    name: 'a page that is not there is 403',
    rule: 'unknown-resource',
    operations: ['getPage'],
    args,
    start: answering((answer) => {
      if (answer.status === 404) answer.status = 403
    }, 'getPage'),
  },
  {
    name: 'a replay is not marked',
    rule: 'idempotent-replay',
    operations: ['createPage'],
    args,
    start: answering(({ headers }) => {
      delete headers['idempotent-replayed']
    }),
  },
  {
    name: 'the key is not looked at',
    rule: 'idempotent-replay',
    operations: ['createToken'],
    args,
    start: without('idempotency-key', 'createToken'),
  },
  {
    name: 'the body is not part of what a key stands for',
    rule: 'idempotency-key-reuse',
    operations: ['createPage'],
    args,
    start: lettingIn(({ status }) => status === 422, 'createPage'),
  },
  {
    name: 'equal requests at once all act',
    rule: 'idempotent-at-once',
    operations: ['createToken'],
    args,
    start: without('idempotency-key', 'createToken'),
  },
  {
    name: 'If-Match is not looked at',
    rule: 'if-match',
    operations: ['updatePage'],
    args,
    start: without('if-match', 'updatePage'),
  },
  {
    name: 'the ETag stays the same after a change',
    rule: 'if-match',
    operations: ['updateHandleProfile'],
    args,
    start: () => {
      let first: string | string[] | undefined
      return async (request, ask) => {
        if (request.operation === 'updateHandleProfile' && request.headers['if-match'] === first) {
          delete request.headers['if-match']
        }
        const answer = await ask(request)
        if (request.operation === 'getHandleProfile') {
          first ??= answer.headers.etag
          if (first !== undefined) answer.headers.etag = first
        }
        return answer
      }
    },
  },
  {
    name: 'a cursor repeats the last item',
    rule: 'cursor-walk',
    operations: ['listPages'],
    args,
    start: () => {
      let last: unknown
      return async (request, ask) => {
        const answer = await ask(request)
        if (request.operation !== 'listPages') return answer
        json((body) => {
          const items = Array.isArray(body.items) ? body.items : []
          if (request.path.includes('cursor=') && last) body.items = [last, ...items]
          last = items.at(-1)
        })(answer)
        return answer
      }
    },
  },
  {
    name: 'a cursor skips an item',
    rule: 'cursor-walk',
    operations: ['listPages'],
    args,
    start: answering((answer, { path }) => {
      if (path.includes('cursor='))
        json((body) => {
          if (Array.isArray(body.items)) body.items = body.items.slice(1)
        })(answer)
    }, 'listPages'),
  },
  {
    name: 'a policy that is not the announced one',
    rule: 'rate-limit-announced',
    operations: ['getJwks'],
    args,
    start: answering(({ headers }) => {
      headers['ratelimit-policy'] = String(headers['ratelimit-policy']).replace(/q=\d+/, 'q=7')
    }, 'getJwks'),
  },
  {
    name: 'RateLimit never goes down',
    rule: 'rate-limit-announced',
    operations: ['getJwks'],
    args,
    start: answering(({ headers }) => {
      headers.ratelimit = String(headers.ratelimit).replace(/r=\d+/g, 'r=5')
    }, 'getJwks'),
  },
  {
    name: 'a throttle that never bites',
    rule: 'rate-limit-enforced',
    operations: ['forgotPassword'],
    args,
    start: lettingIn(({ status }) => status === 429, 'forgotPassword'),
  },
  {
    name: 'a 429 without Retry-After',
    rule: 'rate-limit-enforced',
    operations: ['forgotPassword'],
    args,
    start: answering(({ headers }) => {
      delete headers['retry-after']
    }, 'forgotPassword'),
  },
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
    name: 'a cookie counts from any page',
    rule: 'csrf',
    operations: ['expressInterest'],
    args,
    start: asking(({ headers }) => {
      delete headers['sec-fetch-site']
      delete headers.origin
    }, 'expressInterest'),
  },
  {
    name: 'a consent is taken from any page',
    rule: 'csrf',
    operations: ['decideOAuthConsent'],
    args,
    start: asking(({ headers }) => {
      delete headers['sec-fetch-site']
      delete headers.origin
    }, 'decideOAuthConsent'),
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
  {
    name: 'the content is in the answer to strangers',
    rule: 'paid-content',
    operations: ['getPublicPage'],
    args,
    start: () => {
      let content: unknown
      return async (request, ask) => {
        if (request.operation === 'createPage') content = parsed(request).content
        const answer = await ask(request)
        if (request.operation === 'getPublicPage')
          json((body) => {
            body.teaser = content
          })(answer)
        return answer
      }
    },
  },
  {
    name: 'access is remembered for a while',
    rule: 'refund-closes',
    operations: ['checkPageAccess'],
    args,
    start: () => {
      let opened = false
      return async (request, ask) => {
        const answer = await ask(request)
        if (request.operation !== 'checkPageAccess' || !opened) {
          opened ||= request.operation === 'checkPageAccess' && parsed(answer).hasAccess === true
          return answer
        }
        opened = false
        json((body) => {
          body.hasAccess = true
        })(answer)
        return answer
      }
    },
  },
  {
    name: 'pages may be cached',
    rule: 'never-cached',
    operations: ['getPublicPage'],
    args,
    start: answering(({ headers }) => {
      headers['cache-control'] = 'public, max-age=60'
    }, 'getPublicPage'),
  },
]
