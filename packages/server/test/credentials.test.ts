import type { Auth, Credential, OperationDefinition } from '@latchkey/contract'
import { scopeNames } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
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
}

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
  for (const [id, { auth }] of operations) {
    const [reference] = auth.subject === 'anyone' ? [id] : oneOf(auth.subject)
    const schemes = (of: string) => documentedOperations.get(of)?.security?.flatMap((one) => Object.keys(one))
    expect(schemes(id), id).toEqual(schemes(reference))
  }
})
