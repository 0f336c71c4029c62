import { REFRESH_TOKEN_SECONDS, type Role, type Scope, scopeNames } from '@latchkey/contract'
import type { Insertable } from 'kysely'
import { issueAccessToken } from '../src/features/oauth/access-tokens.ts'
import { addSeconds } from '../src/platform/clock.ts'
import type { Database } from '../src/platform/database/schema.ts'
import type { Deps } from '../src/platform/deps.ts'
import { newId } from '../src/platform/ids.ts'
import { renderMarkdown } from '../src/platform/markdown/markdown.ts'
import { RENDERER } from '../src/platform/markdown/version.ts'
import { hashPassword } from '../src/platform/passwords.ts'
import { hashSecret, newSecret } from '../src/platform/secrets.ts'

/** Password of every account that is made here. */
export const TEST_PASSWORD = 'correct horse battery staple'

export interface TestAccount {
  readonly id: string
  readonly email: string
}

export interface TestHandle {
  readonly id: string
  readonly name: string
  readonly owner: TestAccount
}

export interface TestPage {
  readonly id: string
  readonly slug: string
  /** Name of the handle, as it stands in paths. */
  readonly handle: string
  readonly handleId: string
  readonly price: { readonly amount: number; readonly currency: string } | null
}

export interface TestVisitor {
  readonly id: string
  readonly email: string
}

export interface TestVisitorSession {
  readonly visitor: TestVisitor
  readonly token: string
}

type Pages = Database['pages']
type Purchases = Insertable<Database['purchases']>

let counter = 0
let passwordHash: Promise<string> | undefined

/** Inserts rows directly. Whatever is not given is made up, names and addresses being unique. */
export function factories(deps: Deps) {
  const { db, clock } = deps
  const unique = (prefix: string) => `${prefix}${++counter}`

  const account = async ({
    email = `${unique('account')}@example.com`,
    name = null as string | null,
  } = {}) => {
    passwordHash ??= hashPassword(TEST_PASSWORD)
    const id = newId('account')
    await db
      .insertInto('accounts')
      .values({ id, email, name, password_hash: await passwordHash, created_at: clock.now() })
      .execute()
    return { id, email } satisfies TestAccount
  }

  /** A handle; `stripeAccount` is the id of a connected account that is ready to take payments. */
  const handle = async (
    given: {
      name?: string
      displayName?: string
      owner?: TestAccount
      allowedOrigins?: string[]
      stripeAccount?: string
      row?: Partial<Insertable<Database['handles']>>
    } = {},
  ): Promise<TestHandle> => {
    const id = newId('handle')
    const name = given.name ?? unique('handle')
    const owner = given.owner ?? (await account())
    const now = clock.now()
    await db
      .insertInto('handles')
      .values({
        id,
        name,
        display_name: given.displayName ?? name,
        allowed_origins: given.allowedOrigins ?? [],
        stripe_account_id: null,
        created_at: now,
        ...given.row,
      })
      .execute()
    await collaborator({ handle: { id }, account: owner, role: 'OWNER' })
    if (given.stripeAccount) {
      await db
        .insertInto('connect_accounts')
        .values({
          stripe_account_id: given.stripeAccount,
          handle_id: id,
          account_id: owner.id,
          charges_enabled: true,
          transfers_active: true,
          payouts_enabled: true,
          details_submitted: true,
          created_at: now,
          updated_at: now,
        })
        .execute()
      await db
        .updateTable('handles')
        .set({ stripe_account_id: given.stripeAccount })
        .where('id', '=', id)
        .execute()
    }
    return { id, name, owner }
  }

  /** Gives an account (a new one unless given) a role on a handle. */
  const collaborator = async (given: { handle: { id: string }; role: Role; account?: TestAccount }) => {
    const member = given.account ?? (await account())
    await db
      .insertInto('collaborators')
      .values({
        handle_id: given.handle.id,
        account_id: member.id,
        role: given.role,
        created_at: clock.now(),
      })
      .execute()
    return member
  }

  /** A published public page; with a price a paid one. */
  const page = async (
    given: {
      handle?: Pick<TestHandle, 'id' | 'name'>
      slug?: string
      title?: string
      teaser?: string | null
      content?: string
      accessMode?: Pages['access_mode']
      state?: Pages['state']
      price?: { amount: number; currency: string }
      publishedAt?: Date
    } = {},
  ): Promise<TestPage> => {
    const id = newId('page')
    const owner = given.handle ?? (await handle())
    const accessMode = given.accessMode ?? (given.price ? 'PAID' : 'PUBLIC')
    const price = accessMode === 'PAID' ? (given.price ?? { amount: 2500, currency: 'usd' }) : null
    const slug = given.slug ?? unique('page')
    const teaser = given.teaser === undefined ? `Teaser of ${slug}` : given.teaser
    const content = given.content ?? `Content of **${slug}**`
    const now = clock.now()
    await db
      .insertInto('pages')
      .values({
        id,
        handle_id: owner.id,
        slug,
        title: given.title ?? `Title of ${slug}`,
        teaser,
        teaser_html: teaser === null ? null : renderMarkdown(teaser, `teaser-${slug}-`),
        content,
        content_html: renderMarkdown(content),
        renderer: RENDERER,
        access_mode: accessMode,
        state: given.state ?? 'published',
        price_amount: price?.amount ?? null,
        price_currency: price?.currency ?? null,
        created_at: now,
        updated_at: now,
        published_at: given.state === 'draft' ? null : (given.publishedAt ?? now),
      })
      .execute()
    return { id, slug, handle: owner.name, handleId: owner.id, price }
  }

  const visitor = async ({ email = `${unique('visitor')}@example.com` } = {}): Promise<TestVisitor> => {
    const id = newId('visitor')
    await db.insertInto('visitors').values({ id, email, created_at: clock.now() }).execute()
    return { id, email }
  }

  /** A session of a visitor (a new one unless given), for all handles or bound to one. */
  const visitorSession = async (
    given: { visitor?: TestVisitor; handle?: { id: string }; expiresAt?: Date; revokedAt?: Date } = {},
  ): Promise<TestVisitorSession> => {
    const owner = given.visitor ?? (await visitor())
    const token = newSecret('vst_')
    await db
      .insertInto('visitor_sessions')
      .values({
        id: newId('visitorSession'),
        token_hash: hashSecret(token),
        visitor_id: owner.id,
        handle_id: given.handle?.id ?? null,
        created_at: clock.now(),
        expires_at: given.expiresAt ?? addSeconds(clock.now(), 3600),
        revoked_at: given.revokedAt ?? null,
      })
      .execute()
    return { visitor: owner, token }
  }

  /** A purchase that was paid and gives access, with its charge in the ledger; `row` changes single columns. */
  const purchase = async (given: {
    page: TestPage
    visitor: { id: string }
    stripeAccount?: string
    row?: Partial<Purchases>
  }): Promise<{ id: string; paymentIntentId: string }> => {
    const id = newId('purchase')
    const now = clock.now()
    const price = given.page.price ?? { amount: 2500, currency: 'usd' }
    const paymentIntentId = `pi_${id}`
    await db
      .insertInto('purchases')
      .values({
        id,
        handle_id: given.page.handleId,
        page_id: given.page.id,
        visitor_id: given.visitor.id,
        state: 'paid',
        access: 'active',
        grant_type: 'PURCHASED',
        amount: price.amount,
        currency: price.currency,
        refunded_amount: 0,
        payment_intent_id: paymentIntentId,
        stripe_account_id: given.stripeAccount ?? null,
        revision: 0,
        created_at: now,
        access_since: now,
        access_ended_at: null,
        ...given.row,
      })
      .execute()
    await db
      .insertInto('ledger_entries')
      .values({
        id: newId('refund'),
        purchase_id: id,
        kind: 'charge',
        stripe_id: `ch_${id}`,
        status: 'succeeded',
        amount: price.amount,
        currency: price.currency,
        reason: null,
        requested_by: null,
        transfer_reversal_id: null,
        portion: price.amount,
        happened_at: now,
        created_at: now,
        updated_at: now,
      })
      .execute()
    return { id, paymentIntentId }
  }

  /** A client with a redirect URI that is never followed. */
  const oauthClient = async (given: { redirectUris?: string[]; scope?: Scope[] } = {}) => {
    const id = newId('oauthClient')
    await db
      .insertInto('oauth_clients')
      .values({
        id,
        name: unique('Client '),
        redirect_uris: given.redirectUris ?? ['https://client.example/callback'],
        auth_method: 'none',
        secret_hash: null,
        scope: given.scope ?? scopeNames,
        registered_by: null,
        document_expires_at: null,
        created_at: clock.now(),
        used_at: null,
      })
      .execute()
    return { id }
  }

  /** An OAuth access token of an account with these scopes, and the grant behind it. */
  const oauthToken = async (given: { account: Pick<TestAccount, 'id'>; scope?: Scope[] }) => {
    const grantId = newId('oauthGrant')
    const scope = given.scope ?? scopeNames
    const { id: clientId } = await oauthClient()
    const now = clock.now()
    await db
      .insertInto('refresh_token_families')
      .values({
        id: grantId,
        account_id: given.account.id,
        created_at: now,
        last_used_at: now,
        expires_at: addSeconds(now, REFRESH_TOKEN_SECONDS),
        revoked_at: null,
      })
      .execute()
    await db
      .insertInto('oauth_grants')
      .values({ id: grantId, code_hash: hashSecret(grantId), client_id: clientId, scope })
      .execute()
    const token = await issueAccessToken(deps, { grantId, clientId, accountId: given.account.id, scope })
    return { token, grantId, clientId }
  }

  return { account, handle, collaborator, page, visitor, visitorSession, purchase, oauthClient, oauthToken }
}

export type Factories = ReturnType<typeof factories>
