import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestPage, TestVisitor } from '../../../test/factories.ts'
import { runs } from '../../../test/runs.ts'
import { type AccessAnswer, checkAccess, decideAccess, findPageWithAccess } from './access.ts'

const t = await testApp()

const names = (page: TestPage) => ({ handle: page.handle, slug: page.slug })
const check = (page: TestPage, token?: string) => checkAccess(t.deps, names(page), token)
const before = (seconds: number) => new Date(t.clock.now().getTime() - seconds * 1000)

/** Every kind of session, and what it counts as: with a valid one the visitor is recognised. */
const sessions = {
  none: ['none', async () => undefined],
  unknown: ['revoked', async () => `vst_${'x'.repeat(43)}`],
  'library-wide': ['valid', async (visitor) => (await t.make.visitorSession({ visitor })).token],
  'bound to this handle': [
    'valid',
    async (visitor, page) => (await t.make.visitorSession({ visitor, handle: { id: page.handleId } })).token,
  ],
  'bound to another handle': [
    'other_handle',
    async (visitor) => (await t.make.visitorSession({ visitor, handle: await t.make.handle() })).token,
  ],
  expired: [
    'expired',
    async (visitor) => (await t.make.visitorSession({ visitor, expiresAt: t.clock.now() })).token,
  ],
  revoked: [
    'revoked',
    async (visitor) => (await t.make.visitorSession({ visitor, revokedAt: before(1) })).token,
  ],
} satisfies Record<
  string,
  [session: AccessAnswer['session'], (visitor: TestVisitor, page: TestPage) => Promise<string | undefined>]
>

const rows = {
  open: { state: 'open', access: 'none', grant_type: null },
  processing: { state: 'processing', access: 'none', grant_type: null },
  paid: { state: 'paid', access: 'active', grant_type: 'PURCHASED' },
  granted: { state: 'paid', access: 'active', grant_type: 'GRANTED' },
  refunded: { state: 'paid', access: 'ended', grant_type: 'REFUNDED' },
  revoked: { state: 'paid', access: 'ended', grant_type: 'REVOKED' },
  disputed: { state: 'paid', access: 'suspended', grant_type: 'PURCHASED' },
} as const

/** Every set of purchases worth telling apart, with what a signed-in visitor can do about a paid page. */
const purchases = {
  none: [[], 'pay'],
  'a checkout that was started': [['open'], 'pay'],
  'a payment on its way': [['processing'], 'wait'],
  'a paid one': [['paid'], 'none'],
  'a grant': [['granted'], 'none'],
  'a refunded one': [['refunded'], 'pay'],
  'a revoked one': [['revoked'], 'pay'],
  'a disputed one': [['disputed'], 'none'],
  'refunded, then bought again': [['refunded', 'paid'], 'none'],
  'refunded, then paying again': [['refunded', 'processing'], 'wait'],
  'revoked, refunded, and a checkout that was started': [['revoked', 'refunded', 'open'], 'pay'],
  'one disputed and one granted': [['disputed', 'granted'], 'none'],
} satisfies Record<string, [(keyof typeof rows)[], AccessAnswer['nextAction']]>

type Purchases = keyof typeof purchases
const entitles = (set: Purchases) =>
  purchases[set][0].some((row) => rows[row as keyof typeof rows].access === 'active')

const modes = ['PUBLIC', 'FREE_WITH_LOGIN', 'PAID'] as const
const states = ['published', 'archived', 'draft'] as const

function expected(
  state: (typeof states)[number],
  mode: (typeof modes)[number],
  session: AccessAnswer['session'],
  set: Purchases,
  price: TestPage['price'],
): AccessAnswer | null {
  const recognised = session === 'valid'
  const entitled = recognised && entitles(set)
  if (state === 'draft' || (state === 'archived' && !entitled)) return null
  const yes = { hasAccess: true, nextAction: 'none', session, price } as const
  if (mode === 'PUBLIC') return { ...yes, reason: 'public' }
  if (!recognised) {
    return { hasAccess: false, reason: 'visitor_auth_required', nextAction: 'sign_in', session, price }
  }
  if (mode === 'FREE_WITH_LOGIN' || entitled) return { ...yes, reason: 'entitled' }
  return { hasAccess: false, reason: 'purchase_required', nextAction: purchases[set][1], session, price }
}

const table = states.flatMap((state) =>
  modes.flatMap((mode) => Object.keys(sessions).map((session) => ({ state, mode, session }))),
)

test.each(table)('a $state $mode page, session $session: every kind of purchase', async (row) => {
  const { state, mode } = row
  const [counts, open] = sessions[row.session as keyof typeof sessions]
  const page = await t.make.page({ state, accessMode: mode })
  const tokens = await Promise.all(
    Object.entries(purchases).map(async ([set, [bought]]) => {
      const visitor = await t.make.visitor()
      for (const [index, kind] of bought.entries()) {
        await t.make.purchase({ page, visitor, row: { ...rows[kind], created_at: before(100 - index) } })
      }
      // What others bought, and what was bought elsewhere, does not count.
      await t.make.purchase({ page: await t.make.page({ accessMode: 'PAID' }), visitor })
      await t.make.purchase({ page, visitor: await t.make.visitor() })
      return [set as Purchases, await open(visitor, page)] as const
    }),
  )
  const want = tokens.map(([set]) => [set, expected(state, mode, counts, set, page.price)])

  const together = await Promise.all(tokens.map(([, token]) => check(page, token)))
  expect(tokens.map(([set], index) => [set, together[index]])).toEqual(want)
  for (const [set, token] of tokens) {
    const alone = await check(page, token)
    const read = await findPageWithAccess(t.deps, names(page), token)
    expect([set, alone]).toEqual([set, expected(state, mode, counts, set, page.price)])
    expect([set, read?.access ?? null]).toEqual([set, alone])
  }
})

test('the decision keeps its promises for any facts', () => {
  const boolean = fc.boolean()
  const facts = fc.record({
    state: fc.constantFrom('published' as const, 'archived' as const),
    accessMode: fc.constantFrom(...modes),
    priceAmount: fc.option(fc.integer({ min: 1 })),
    priceCurrency: fc.option(fc.constantFrom('usd', 'jpy')),
    session: fc.constantFrom('valid', 'expired', 'revoked', 'other_handle', null),
    entitled: boolean,
    processing: boolean,
    disputed: boolean,
  })
  fc.assert(
    fc.property(facts, (any) => {
      // The query finds a visitor only by a valid session, and purchases only for a visitor.
      const some =
        any.session === 'valid'
          ? { ...any, visitorId: 'vis_1' }
          : { ...any, visitorId: null, entitled: false }
      const answer = decideAccess(some)
      if (answer === null) return some.state === 'archived' && !some.entitled
      const mayRead =
        some.accessMode === 'PUBLIC' ||
        (some.visitorId !== null && (some.accessMode === 'FREE_WITH_LOGIN' || some.entitled))
      const reasons = answer.hasAccess
        ? ['public', 'entitled']
        : ['visitor_auth_required', 'purchase_required']
      return (
        answer.hasAccess === mayRead &&
        answer.session === (some.session ?? 'none') &&
        reasons.includes(answer.reason) &&
        (!answer.hasAccess || answer.nextAction === 'none') &&
        (answer.nextAction === 'sign_in') === (answer.reason === 'visitor_auth_required') &&
        (answer.nextAction !== 'pay' || (!some.processing && !some.disputed)) &&
        (answer.price === null) === (some.priceAmount === null || some.priceCurrency === null)
      )
    }),
    runs({ short: 600, long: 100_000 }),
  )
})
