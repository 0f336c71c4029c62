import { answering, json, type Mutant } from './mutant.ts'
import { args, lettingIn, without } from './sandbox-faults.ts'

export const effectsMutants: readonly Mutant[] = [
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
]
