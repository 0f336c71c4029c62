import { answering, asking, json, jsonAnswer, type Mutant } from './mutant.ts'
import { args, lettingIn, parsed, refusal } from './sandbox-faults.ts'

export const rightsMutants: readonly Mutant[] = [
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
