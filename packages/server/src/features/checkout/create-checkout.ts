import { addSeconds } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { violates } from '../../platform/database/connect.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import { allowedRedirect } from '../../platform/redirects.ts'
import { isStripeError } from '../../platform/stripe-errors.ts'
import { syncConnectAccount } from '../connect/service.ts'
import { isPageLocked } from '../group-buys/service.ts'
import {
  type AttemptRow,
  applicationFee,
  findCurrentAttempt,
  findPurchases,
  findSellablePage,
  insertAttempt,
  openAttempt,
  settlePurchase,
  statementSuffix,
  stripeUrl,
  unfinishedPurchase,
} from '../purchases/service.ts'
import { holdVisitor } from '../visitors/service.ts'
import { scheduleCheck } from './checks.ts'
import { expireAttempt } from './close-checkouts.ts'

/** Seconds that must be left on an open session for it to be given out again. */
const MIN_REMAINING_SECONDS = 5 * 60
/** How often a checkout looks again because another one for the same page changed something. */
const MAX_ROUNDS = 6

export interface CheckoutRequest {
  readonly handle: string
  readonly pageSlug: string
  readonly successUrl: string
  readonly cancelUrl: string
}

export interface OpenCheckout {
  readonly checkoutUrl: string
  readonly checkoutSessionId: string
  readonly expiresAt: Date
}

type CheckoutFailure = Failure<
  | 'page_not_found'
  | 'page_not_paid'
  | 'already_purchased'
  | 'payment_in_progress'
  | 'purchase_disputed'
  | 'group_buy_not_open'
  | 'connect_not_configured'
  | 'invalid_redirect_url'
  | 'payment_provider_error'
>

/** What a session must ask for to be the right one. */
interface Terms {
  readonly amount: number
  readonly currency: string
  readonly applicationFee: number
  readonly stripeAccountId: string
  readonly successUrl: string
  readonly cancelUrl: string
}

/**
 * Opens a Checkout Session for the visitor, or returns the open one. A purchase has at most one session that can
 * be paid: the schema allows one unfinished attempt, and a session with other terms is expired at Stripe before
 * the next one is made.
 */
export async function createCheckout(
  deps: RootDeps,
  visitor: VisitorSubject,
  request: CheckoutRequest,
): Promise<OpenCheckout | CheckoutFailure> {
  try {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const checkout = await tryCheckout(deps, visitor, request)
      if (checkout) return checkout
    }
  } catch (error) {
    if (!isStripeError(error)) throw error
    deps.log.warn({ err: error }, 'checkout could not reach Stripe')
  }
  return fail('payment_provider_error')
}

/** One round: `null` when something changed, and everything must be looked at again. */
async function tryCheckout(
  deps: RootDeps,
  visitor: VisitorSubject,
  request: CheckoutRequest,
): Promise<OpenCheckout | CheckoutFailure | null> {
  const { db, config } = deps
  const page = await findSellablePage(db, request.handle, request.pageSlug)
  if (!page) return fail('page_not_found')
  const owner = { name: page.handleName, allowedOrigins: page.allowedOrigins }
  const successUrl = allowedRedirect(request.successUrl, owner, config)
  const cancelUrl = allowedRedirect(request.cancelUrl, owner, config)
  if (!successUrl || !cancelUrl) return refusedUrls({ successUrl, cancelUrl })
  if (page.accessMode !== 'PAID' || page.priceAmount === null || page.priceCurrency === null) {
    return fail('page_not_paid')
  }

  const buyer = {
    visitorId: visitor.visitorId,
    email: visitor.email,
    pageId: page.id,
    handleId: page.handleId,
    productName: page.title,
    statementSuffix: statementSuffix(page.handleName, deps.platformAccount.suffixLength),
  }
  const blocked = await purchaseBlock(deps, buyer)
  if (blocked) return blocked
  if (await isPageLocked(db, page.id)) return fail('group_buy_not_open')
  if (!page.stripeAccountId) return fail('connect_not_configured')
  return await tryOpen(deps, buyer, {
    amount: page.priceAmount,
    currency: page.priceCurrency,
    applicationFee: applicationFee({ amount: page.priceAmount, currency: page.priceCurrency }, config),
    stripeAccountId: page.stripeAccountId,
    successUrl: stripeUrl(successUrl),
    cancelUrl: stripeUrl(cancelUrl),
  })
}

function refusedUrls(urls: { successUrl: URL | null; cancelUrl: URL | null }) {
  const refused = Object.entries(urls).filter(([, url]) => url === null)
  return fail('invalid_redirect_url', {
    issues: refused.map(([name]) => ({
      path: `body.${name}`,
      message: "must be an absolute URL on the handle's host or one of its allowedOrigins",
    })),
  })
}

interface Buyer {
  readonly visitorId: string
  readonly email: string
  readonly pageId: string
  readonly handleId: string
  readonly productName: string
  readonly statementSuffix: string | null
}

/** Why this visitor cannot pay for the page now, whatever the terms. */
async function purchaseBlock({ db }: Deps, buyer: Buyer) {
  const purchases = await findPurchases(db, buyer.visitorId, buyer.pageId)
  if (purchases.some(({ access }) => access === 'active')) return fail('already_purchased')
  if (purchases.some(({ access }) => access === 'suspended')) return fail('purchase_disputed')
  if (purchases.some(({ state }) => state === 'processing')) return fail('payment_in_progress')
  return null
}

/** The session for these terms; `null` when what it rests on changed meanwhile. */
async function tryOpen(
  deps: RootDeps,
  buyer: Buyer,
  terms: Terms,
): Promise<OpenCheckout | CheckoutFailure | null> {
  const purchaseId = await unfinishedPurchase(deps.db, buyer, deps.clock.now())
  if (!purchaseId) return null
  const current = await findCurrentAttempt(deps.db, purchaseId)
  if (!current) {
    await newAttempt(deps, purchaseId, buyer, terms)
    const created = await findCurrentAttempt(deps.db, purchaseId)
    return created && fits(created, terms, deps) ? await open(deps, created) : null
  }
  if (!fits(current, terms, deps)) {
    await expireAttempt(deps, current)
    return null
  }
  if (current.state === 'creating') return await open(deps, current)
  // It may have been paid a moment ago; then nobody is sent there again.
  await settlePurchase(deps, purchaseId)
  const settled = await findCurrentAttempt(deps.db, purchaseId)
  return settled?.attempt === current.attempt && settled.url && settled.stripe_session_id
    ? {
        checkoutUrl: settled.url,
        checkoutSessionId: settled.stripe_session_id,
        expiresAt: settled.expires_at,
      }
    : null
}

async function open(deps: RootDeps, attempt: AttemptRow): Promise<OpenCheckout | CheckoutFailure | null> {
  const session = await openAttempt(deps, attempt)
  if (session === 'abandoned') return fail('payment_provider_error')
  if (session === 'refused') {
    // It would be refused again: this seller cannot be paid this amount as things are.
    await syncConnectAccount(deps, attempt.stripe_account_id)
    return fail('connect_not_configured')
  }
  if (!session.url) {
    await settlePurchase(deps, attempt.purchase_id, { sessionId: session.id })
    return null
  }
  return { checkoutUrl: session.url, checkoutSessionId: session.id, expiresAt: attempt.expires_at }
}

/** Stores the next attempt with all that its session will be made of, and the job that looks after it. */
async function newAttempt(
  { db, clock }: RootDeps,
  purchaseId: string,
  buyer: Buyer,
  terms: Terms,
): Promise<void> {
  const { pageId, productName } = buyer
  const now = clock.now()
  try {
    await inOwnTransaction(db, async (trx) => {
      if (!(await holdTerms(trx, pageId, terms))) return
      if (!(await holdBuyer(trx, buyer))) return
      const attempt = await insertAttempt(
        trx,
        purchaseId,
        {
          product_name: productName,
          success_url: terms.successUrl,
          cancel_url: terms.cancelUrl,
          amount: terms.amount,
          currency: terms.currency,
          application_fee: terms.applicationFee,
          stripe_account_id: terms.stripeAccountId,
          statement_descriptor_suffix: buyer.statementSuffix,
        },
        now,
      )
      if (attempt === null) return
      await scheduleCheck(trx, { purchaseId, attempt, round: 0 }, { since: now, now })
    })
  } catch (error) {
    // Another tab was faster; its attempt is looked at next.
    if (!violates(error, 'checkout_sessions_one_open')) throw error
  }
}

/**
 * Whether the page is still sold on these terms; it then is until the transaction ends. Whoever takes several of these
 * locks does so in the order group buy, page, handle, connected account, visitor, purchase.
 */
async function holdTerms(trx: Trx, pageId: string, terms: Terms): Promise<boolean> {
  const page = await trx
    .selectFrom('pages as page')
    .innerJoin('handles as handle', 'handle.id', 'page.handle_id')
    .innerJoin('connect_accounts as connect', 'connect.stripe_account_id', 'handle.stripe_account_id')
    .select('page.id')
    .where('page.id', '=', pageId)
    .where('page.state', '=', 'published')
    .where('page.price_amount', '=', terms.amount)
    .where('page.price_currency', '=', terms.currency)
    .where('connect.stripe_account_id', '=', terms.stripeAccountId)
    .where('connect.charges_enabled', '=', true)
    .where('connect.transfers_active', '=', true)
    .forShare(['page', 'handle', 'connect'])
    .executeTakeFirst()
  // What locks the page takes a lock on it first, so only now is it known.
  return page !== undefined && !(await isPageLocked(trx, pageId))
}

/** Whether the visitor was neither erased nor given the page; they then are not until the transaction ends. */
async function holdBuyer(trx: Trx, { visitorId, email, pageId }: Buyer): Promise<boolean> {
  if (!(await holdVisitor(trx, { visitorId, email }))) return false
  const purchases = await findPurchases(trx, visitorId, pageId)
  return !purchases.some(({ access }) => access === 'active')
}

const fits = (attempt: AttemptRow, terms: Terms, { clock }: Deps): boolean =>
  attempt.amount === terms.amount &&
  attempt.currency === terms.currency &&
  attempt.application_fee === terms.applicationFee &&
  attempt.stripe_account_id === terms.stripeAccountId &&
  attempt.success_url === terms.successUrl &&
  attempt.cancel_url === terms.cancelUrl &&
  attempt.expires_at > addSeconds(clock.now(), MIN_REMAINING_SECONDS)
