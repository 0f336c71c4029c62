import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from './app.ts'
import { TEST_PASSWORD, type TestAccount, type TestHandle } from './factories.ts'
import { acceptNewest, newestOffer } from './offers.ts'

// Rights follow people: each kind of credential of an account, after each thing that can happen to the account on the
// handle. Whatever makes roles end is an entry of `events`; each answers for every kind of `credentials`.

const t = await testApp({ env: { LIMITS: 'off' } })

/** The account whose credentials are looked at, and the handle on which it has its role. */
interface Maker {
  readonly account: TestAccount
  readonly handle: TestHandle
}

type Use = (handle: string) => Promise<string | null>
const kinds = ['personal token', 'OAuth grant', 'account session'] as const
type Kind = (typeof kinds)[number]

const codeOf = async (call: Promise<{ error?: { code: string } | undefined }>) =>
  (await call).error?.code ?? null

/** Makes one credential; using it says why it was refused, or `null`. */
const credentials: Record<Kind, (maker: Maker) => Promise<Use>> = {
  async 'personal token'({ account, handle }) {
    const { tokens } = await t.as(account)
    const body = { name: 'x', scopes: ['pages.read' as const] }
    const { token } = await unwrap(tokens.createToken({ path: { handle: handle.name }, body }))
    return (name) => codeOf(t.client({ token }).automation.automationListPages({ path: { handle: name } }))
  },
  async 'OAuth grant'({ account }) {
    const { token } = await t.make.oauthToken({ account })
    return (name) => codeOf(t.client({ token }).automation.automationListPages({ path: { handle: name } }))
  },
  async 'account session'({ account }) {
    const client = await t.as(account)
    return (name) => codeOf(client.pages.listPages({ path: { handle: name } }))
  },
}

/** Makes `collaborators` the people of the handle, beside its owner. */
const replace = async ({ handle }: Maker, collaborators: { email: string; role: 'CREATOR' | 'OPERATOR' }[]) =>
  unwrap(
    (await t.as(handle.owner)).handles.replaceCollaborators({
      path: { handle: handle.name },
      body: { collaborators },
    }),
  )

const offerTo = async ({ handle }: Maker, by: TestAccount, email: string) =>
  unwrap((await t.as(by)).handles.transferHandle({ path: { handle: handle.name }, body: { email } }))

const WORKS = { 'personal token': null, 'OAuth grant': null, 'account session': null }
const ENDED_HERE = {
  'personal token': 'invalid_token',
  'OAuth grant': 'handle_not_found',
  'account session': 'handle_not_found',
}
const ENDED = {
  'personal token': 'invalid_token',
  'OAuth grant': 'invalid_token',
  'account session': 'invalid_token',
}
const ONLY_TOKEN_ENDED = { ...WORKS, 'personal token': 'invalid_token' }

interface Happening {
  readonly what: string
  /** The maker's role before; OPERATOR unless told. */
  readonly role?: 'OWNER'
  /** @returns the name of the handle afterwards, where it is another one. */
  readonly happen: (maker: Maker) => Promise<unknown>
  readonly expected: Record<Kind, string | null>
}

const events: Happening[] = [
  { what: 'nothing', happen: async () => {}, expected: WORKS },
  {
    what: 'the role became smaller',
    happen: (maker) => replace(maker, [{ email: maker.account.email, role: 'CREATOR' }]),
    expected: WORKS,
  },
  { what: 'removed from the handle', happen: (maker) => replace(maker, []), expected: ENDED_HERE },
  {
    what: 'removed, and taken back in',
    async happen(maker) {
      await replace(maker, [])
      await replace(maker, [{ email: maker.account.email, role: 'OPERATOR' }])
      await acceptNewest(t, maker.account)
    },
    expected: ONLY_TOKEN_ENDED,
  },
  {
    what: 'removed, and invited again without an answer',
    async happen(maker) {
      await replace(maker, [])
      await replace(maker, [{ email: maker.account.email, role: 'OPERATOR' }])
    },
    expected: ENDED_HERE,
  },
  {
    what: 'somebody else was removed',
    async happen(maker) {
      await t.make.collaborator({ handle: maker.handle, role: 'OPERATOR' })
      await replace(maker, [{ email: maker.account.email, role: 'OPERATOR' }])
    },
    expected: WORKS,
  },
  {
    what: 'the password was reset',
    async happen({ account: { email } }) {
      const { accounts } = t.client()
      await unwrap(accounts.forgotPassword({ body: { email } }))
      const [code = ''] = await t.mail.codesFor(email)
      await unwrap(accounts.resetPassword({ body: { email, code, newPassword: `${TEST_PASSWORD} again` } }))
    },
    expected: ENDED,
  },
  {
    what: 'the account was deleted',
    happen: async ({ account }) => unwrap((await t.as(account)).accounts.deleteAccount()),
    expected: ENDED,
  },
  {
    what: 'the account was deleted by hand',
    happen: ({ account }) => t.db.deleteFrom('accounts').where('id', '=', account.id).execute(),
    expected: ENDED,
  },
  {
    what: 'the role was deleted by hand',
    happen: ({ account, handle }) =>
      t.db
        .deleteFrom('collaborators')
        .where('account_id', '=', account.id)
        .where('handle_id', '=', handle.id)
        .execute(),
    expected: ENDED_HERE,
  },
  {
    what: 'became the owner',
    async happen(maker) {
      await offerTo(maker, maker.handle.owner, maker.account.email)
      await acceptNewest(t, maker.account)
    },
    expected: WORKS,
  },
  {
    what: 'offers the ownership',
    role: 'OWNER',
    happen: async (maker) => offerTo(maker, maker.account, (await t.make.account()).email),
    expected: WORKS,
  },
  {
    what: 'offered the ownership, which was declined',
    role: 'OWNER',
    async happen(maker) {
      const heir = await t.make.account()
      await offerTo(maker, maker.account, heir.email)
      const { id } = await newestOffer(t, heir)
      await unwrap((await t.as(heir)).accounts.declineOffer({ path: { offerId: id } }))
    },
    expected: WORKS,
  },
  {
    what: 'handed the ownership over',
    role: 'OWNER',
    async happen(maker) {
      const heir = await t.make.account()
      await offerTo(maker, maker.account, heir.email)
      await acceptNewest(t, heir)
    },
    expected: ONLY_TOKEN_ENDED,
  },
  {
    what: 'handed the ownership over, and got it back',
    role: 'OWNER',
    async happen(maker) {
      const heir = await t.make.account()
      await offerTo(maker, maker.account, heir.email)
      await acceptNewest(t, heir)
      await offerTo(maker, heir, maker.account.email)
      await acceptNewest(t, maker.account)
    },
    expected: ONLY_TOKEN_ENDED,
  },
  {
    what: 'the handle has another owner',
    async happen(maker) {
      const heir = await t.make.account()
      await offerTo(maker, maker.handle.owner, heir.email)
      await acceptNewest(t, heir)
    },
    expected: WORKS,
  },
  {
    what: 'the handle was renamed',
    async happen({ handle }) {
      const name = `${handle.name}-anew`
      await unwrap(
        (await t.as(handle.owner)).handles.renameHandle({ path: { handle: handle.name }, body: { name } }),
      )
      return name
    },
    expected: WORKS,
  },
  {
    what: 'the handle was deleted',
    happen: async ({ handle }) =>
      unwrap((await t.as(handle.owner)).handles.deleteHandle({ path: { handle: handle.name } })),
    expected: ENDED_HERE,
  },
]

describe.each(events)('after: $what', ({ role, happen, expected }) => {
  test('what works', async () => {
    const handle = await t.make.handle()
    const account = role === 'OWNER' ? handle.owner : await t.make.collaborator({ handle, role: 'OPERATOR' })
    const maker = { account, handle }
    // Another handle of the same account: what happens here is nothing to it.
    const elsewhere = await t.make.handle()
    await t.make.collaborator({ handle: elsewhere, account, role: 'OPERATOR' })
    const uses = await Promise.all(kinds.map((kind) => credentials[kind](maker)))
    const there = await Promise.all(kinds.map((kind) => credentials[kind]({ account, handle: elsewhere })))
    for (const use of uses) expect(await use(handle.name)).toBeNull()

    const renamed = await happen(maker)
    const name = typeof renamed === 'string' ? renamed : handle.name
    const after = Object.fromEntries(
      await Promise.all(kinds.map(async (kind, n) => [kind, await uses[n]?.(name)])),
    )
    expect(after).toEqual(expected)
    const lives = expected['account session'] !== 'invalid_token'
    expect(await Promise.all(there.map((use) => use(elsewhere.name)))).toEqual(
      Array(kinds.length).fill(lives ? null : 'invalid_token'),
    )
  })
})

test('there is no token without somebody who has a role', async () => {
  const { rows } = await t.deps.pool.query(`
    select token.id from tokens token where not exists (
      select from collaborators where handle_id = token.handle_id and account_id = token.created_by)`)
  expect(rows).toEqual([])
})

test('a token that is in use while its maker is removed works before, and never after', async () => {
  for (let round = 0; round < 4; round++) {
    const handle = await t.make.handle()
    const account = await t.make.collaborator({ handle, role: 'OPERATOR' })
    const maker = { account, handle }
    const use = await credentials['personal token'](maker)
    const [replaced, ...used] = await Promise.all([
      replace(maker, []),
      ...Array.from({ length: 12 }, () => use(handle.name)),
    ])
    expect(replaced.endedTokens).toBe(1)
    for (const code of used) expect([null, 'invalid_token']).toContain(code)
    expect(await use(handle.name)).toBe('invalid_token')
  }
})
