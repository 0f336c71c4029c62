import { type ErrorCode, type OperationDefinition, type Role, roles, scopeNames } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { testApp } from './app.ts'
import { makeCallers } from './callers.ts'
import { frameApp } from './frame-app.ts'
import { operations, sampleRequest } from './sample-request.ts'

// Every operation that asks who is calling × every kind of caller: the declared answer, read off the contract.

const t = await testApp({ env: { LIMITS: 'off' } })
const { handle, tokens } = await makeCallers(t)
const elsewhere = await t.make.handle()

/** What stands in place of every handler: whoever gets here is let in. */
const LET_IN = 'let in'
const app = frameApp(t.deps, () => Promise.reject(new Error(LET_IN)))

const accessToken = async (role: Role | null) => {
  const account = role ? await t.make.collaborator({ handle, role }) : await t.make.account()
  return (await openSession(t.deps, account.id)).accessToken
}
const personalTokens = new Map<string, Promise<string>>()
const personalToken = (of: typeof handle, scopes: typeof scopeNames) => {
  const name = [of.name, ...scopes].join(' ')
  const made = personalTokens.get(name) ?? makePersonalToken(of, scopes)
  personalTokens.set(name, made)
  return made
}
const makePersonalToken = async (of: typeof handle, scopes: typeof scopeNames) => {
  const owner = await t.as(of.owner)
  const body = { name: 'matrix', scopes }
  return (await unwrap(owner.tokens.createToken({ path: { handle: of.name }, body }))).token
}

type Answer = ErrorCode | typeof LET_IN
type Needs = OperationDefinition['auth']

/** One kind of caller: its headers, and what an operation with these needs answers it. */
interface Caller {
  readonly name: string
  readonly headers: (needs: Needs) => Promise<Record<string, string>>
  readonly expected: (needs: Needs) => Answer
}

const bearer = (token: string) => async () => ({ authorization: `Bearer ${token}` })
const scopeOf = (needs: Needs) => (needs.subject === 'token' ? needs.scope : null)
const othersThan = (needs: Needs) => scopeNames.filter((scope) => scope !== scopeOf(needs))

/** An account that has `role` on the handle, by its own access token. */
const accountWith =
  (role: Role | null) =>
  (needs: Needs): Answer => {
    if (needs.subject === 'token') return 'invalid_token'
    if (needs.subject === 'platform_operator') return 'insufficient_role'
    if (!needs.role) return LET_IN
    if (role === null) return 'handle_not_found'
    return roles.indexOf(role) < roles.indexOf(needs.role) ? 'insufficient_role' : LET_IN
  }

const expired = await t.make.oauthToken({ account: handle.owner })
const expiredAccount = tokens.account
await t.clock.advance(15 * 60 + 1)
const operatorAccount = await t.db
  .selectFrom('accounts')
  .select('id')
  .where('email', '=', 'operator@latchkey.test')
  .executeTakeFirstOrThrow()
const byRole = {
  none: await accessToken(null),
  CREATOR: await accessToken('CREATOR'),
  OPERATOR: await accessToken('OPERATOR'),
  OWNER: (await openSession(t.deps, handle.owner.id)).accessToken,
}
const platformOperator = (await openSession(t.deps, operatorAccount.id)).accessToken

const callers: Caller[] = [
  { name: 'no token', headers: async () => ({}), expected: () => 'missing_bearer_token' },
  { name: 'garbage', headers: bearer('garbage'), expected: () => 'invalid_token' },
  {
    name: 'a visitor cookie',
    headers: async () => ({ cookie: `_10x_visitor=${tokens.visitor}; _10x_account=${tokens.account}` }),
    expected: () => 'missing_bearer_token',
  },
  { name: 'a visitor token', headers: bearer(tokens.visitor), expected: () => 'invalid_token' },
  {
    name: 'an expired token',
    headers: async (needs) => bearer(needs.subject === 'token' ? expired.token : expiredAccount)(),
    expected: () => 'token_expired',
  },
  ...([null, ...roles] as const).map((role) => ({
    name: role === null ? 'an account without a role' : `the role ${role}`,
    headers: bearer(byRole[role ?? 'none']),
    expected: accountWith(role),
  })),
  {
    name: 'a platform operator',
    headers: bearer(platformOperator),
    expected: (needs) => (needs.subject === 'platform_operator' ? LET_IN : accountWith(null)(needs)),
  },
  {
    name: 'a personal access token with the scope',
    headers: async () => bearer(await personalToken(handle, scopeNames))(),
    expected: (needs) => (needs.subject === 'token' ? LET_IN : 'insufficient_scope'),
  },
  {
    name: 'a personal access token without the scope',
    headers: async (needs) => bearer(await personalToken(handle, othersThan(needs)))(),
    expected: () => 'insufficient_scope',
  },
  {
    name: 'a personal access token of another handle',
    headers: async () => bearer(await personalToken(elsewhere, scopeNames))(),
    expected: (needs) => (needs.subject === 'token' ? 'handle_not_found' : 'insufficient_scope'),
  },
  {
    name: 'an OAuth token with the scope',
    headers: async () => bearer((await t.make.oauthToken({ account: handle.owner })).token)(),
    expected: (needs) => (needs.subject === 'token' ? LET_IN : 'insufficient_scope'),
  },
  {
    name: 'an OAuth token without the scope',
    headers: async (needs) =>
      bearer((await t.make.oauthToken({ account: handle.owner, scope: othersThan(needs) })).token)(),
    expected: () => 'insufficient_scope',
  },
  {
    name: 'an OAuth token of an account without a role',
    headers: async () => bearer((await t.make.oauthToken({ account: elsewhere.owner })).token)(),
    expected: (needs) => (needs.subject === 'token' ? 'handle_not_found' : 'insufficient_scope'),
  },
]

const asking = operations.filter(([, { auth }]) =>
  ['account', 'platform_operator', 'token'].includes(auth.subject),
)

describe.each(callers)('$name', ({ headers, expected }) => {
  test.each(asking)('%s', async (id, operation) => {
    const response = await app.fetch(
      sampleRequest(id, operation, {
        origin: t.origin(),
        params: { handle: handle.name },
        token: null,
        headers: await headers(operation.auth),
      }),
    )
    const { error } = await response.json()
    expect(error).toBe(expected(operation.auth) === LET_IN ? 'internal_error' : expected(operation.auth))
  })
})
