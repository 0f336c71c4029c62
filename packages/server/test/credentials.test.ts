import type { Auth, Credential, OperationDefinition } from '@latchkey/contract'
import { scopeNames } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { RequestFacts } from '../src/platform/http/request.ts'
import { testApp } from './app.ts'
import { makeCallers } from './callers.ts'
import { documentedOperations } from './document-schema.ts'
import { frameApp } from './frame-app.ts'
import { operations, sampleRequest } from './sample-request.ts'

// Every credential, sent to one operation for each kind of caller: it is let in where `security` names it, and nowhere else.

const t = await testApp({ env: { LIMITS: 'off' } })
const { handle, tokens } = await makeCallers(t)
const app = frameApp(t.deps, () => Promise.reject(new Error('let in')))
const owner = await t.as(handle.owner)
const { token: personal } = await unwrap(
  owner.tokens.createToken({ path: { handle: handle.name }, body: { name: 'all', scopes: [...scopeNames] } }),
)

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const sent: Record<Credential, (subject: Auth['subject']) => Record<string, string>> = {
  visitorCookie: () => ({ cookie: `_10x_visitor=${tokens.visitor}`, 'sec-fetch-site': 'same-origin' }),
  visitorToken: () => bearer(tokens.visitor),
  accessToken: (subject) =>
    bearer(subject === 'platform_operator' ? tokens.platform_operator : tokens.account),
  oauth: () => bearer(tokens.token),
  personalToken: () => bearer(personal),
  personalTokenHeader: () => ({ 'x-api-key': personal }),
  clientBasic: () => ({ authorization: `Basic ${btoa('cli_x:secret')}` }),
}

/** Those that come with `Authorization`. */
const bearers: readonly Credential[] = ['visitorToken', 'accessToken', 'clientBasic']
const { slug: pageSlug } = await t.make.page({ handle, accessMode: 'FREE_WITH_LOGIN' })

const subjects = ['visitor', 'account', 'platform_operator', 'token'] as const
const oneOf = (subject: Auth['subject']): [id: string, operation: OperationDefinition] => {
  const found = operations.find(([, { auth }]) => auth.subject === subject)
  if (!found) throw new Error(`No operation is for ${subject}`)
  return found
}

describe.each(subjects)('%s', (subject) => {
  test.each(Object.keys(sent) as Credential[])('%s', async (credential) => {
    const [id, operation] = oneOf(subject)
    const named = (documentedOperations.get(id)?.security ?? []).flatMap((one) => Object.keys(one))
    const response = await app.fetch(
      sampleRequest(id, operation, {
        origin: t.origin(),
        params: { handle: handle.name },
        token: null,
        headers: sent[credential](subject),
      }),
    )
    const { error } = await response.json()
    expect(error === 'internal_error', `${id} with ${credential}: ${error}`).toBe(named.includes(credential))
  })
})

test('operations for the same kind of caller take the same credentials', () => {
  for (const [id, { auth }] of operations.filter((each) => each[1].auth.subject !== 'anyone')) {
    const [reference] = oneOf(auth.subject)
    const schemes = (of: string) => documentedOperations.get(of)?.security?.flatMap((one) => Object.keys(one))
    expect(schemes(id), id).toEqual(schemes(reference))
  }
})

describe('what is for anyone', () => {
  const forAnyone = operations.filter(([, { auth }]) => auth.subject === 'anyone')

  test.each(forAnyone)('%s looks at no credential that it does not name', async (id, operation) => {
    const asked = new Set<Credential>()
    const header = RequestFacts.prototype.header
    vi.spyOn(RequestFacts.prototype, 'header').mockImplementation(function (this: RequestFacts, name) {
      if (name === 'authorization') for (const one of bearers) asked.add(one)
      return header.call(this, name)
    })
    onTestFinished(() => void vi.restoreAllMocks())
    await t.send(
      sampleRequest(id, operation, { origin: t.origin(), params: { handle: handle.name, pageSlug } }),
    )
    const { security = [] } = documentedOperations.get(id) ?? {}
    const named = security.flatMap((one) => Object.keys(one))
    expect(security.length === 0 || Object.keys(security[0] ?? {}).length === 0, 'it can do without').toBe(
      true,
    )
    if (asked.size > 0)
      expect(
        named.some((name) => asked.has(name as Credential)),
        `names ${named}`,
      ).toBe(true)
  })
})
