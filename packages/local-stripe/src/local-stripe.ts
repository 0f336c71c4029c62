import type { DisputeOptions } from './resources/dispute-object.ts'
import type { DisputeEnd, OpenStatus } from './resources/disputes.ts'
import type { VoucherType } from './resources/voucher-methods.ts'
import type { Books } from './world/books.ts'
import type { FaultName } from './world/fault-names.ts'
import type { RefundStatus, StripeEvent } from './world/objects.ts'

/** Where events go; signed as Stripe signs. */
export interface WebhookEndpoint {
  url: string
  secret: string
  /** true: events of connected accounts (with `account`); false, the default: those of the platform. */
  connect?: boolean
  /** Delivers in process instead of over the network. */
  fetch?: (request: Request) => Response | Promise<Response>
  /** What the API says of it; default: the pinned version, all events, enabled. Others are not delivered. */
  apiVersion?: string
  enabledEvents?: string[]
  status?: 'enabled' | 'disabled'
}

export interface LocalStripeOptions {
  /** Port on 127.0.0.1; 0, the default, takes any free one. */
  port?: number
  /** The platform's key; default `sk_test_latchkey`. Must begin with `sk_test_`. */
  secretKey?: string
  webhookEndpoints?: WebhookEndpoint[]
  /**
   * Currencies the platform has a bank account for, its default first: charges in others are converted to the default, at
   * fixed rates, and so are their transfers and fees. Without it every charge settles in its own currency.
   */
  settlementCurrencies?: string[]
  /** Keeps the state over a restart; without it the state lives in memory. */
  stateFile?: string
}

/** One API call as it was received. */
export interface ReceivedRequest {
  method: string
  path: string
  idempotencyKey: string | null
  status: number
  body: Record<string, unknown>
}

/** A running local Stripe. Ids it does not know, and steps that make no sense (paying an expired session), reject. */
export interface LocalStripe {
  /** `http://127.0.0.1:<port>`: the API base; the hosted pages live on it too. */
  url: string
  secretKey: string
  clock: {
    now(): Date
    /** Moves time on: sessions expire, what is pending settles, keys and links age, webhooks that are due go out. */
    advance(milliseconds: number): Promise<void>
  }
  addWebhookEndpoint(endpoint: WebhookEndpoint): void
  /** Switches one fault on for all that follows; null clears. */
  fault(name: FaultName | null): void
  /** What a person does on the hosted page, without a browser. */
  buyer: {
    pay(
      sessionId: string,
      options?: { card?: 'ok' | 'declined'; email?: string },
    ): Promise<{ redirect: string }>
    /** Session complete, payment_status unpaid, payment processing; settles by itself after three days. */
    payDelayed(sessionId: string): Promise<{ redirect: string }>
    settleDelayed(sessionId: string, outcome: 'succeeded' | 'failed'): Promise<void>
    /**
     * Takes a voucher (the first that is offered, or this one): session complete, payment_status unpaid, payment
     * `requires_action` until it is paid, fails or expires.
     */
    payByVoucher(sessionId: string, method?: VoucherType): Promise<{ redirect: string }>
    /** Pays the voucher at the counter; the hosted voucher page and the control page do the same. */
    payVoucher(sessionId: string): Promise<void>
    failVoucher(sessionId: string): Promise<void>
    /** What the clock does when nobody pays. */
    expireVoucher(sessionId: string): Promise<void>
    /** Leaves by the back link; the session stays open. */
    cancel(sessionId: string): Promise<{ redirect: string }>
  }
  /** What people do in Stripe's dashboard. */
  dashboard: {
    /**
     * Refunds what remains of a payment, or `amount` of it, by the id of its charge, PaymentIntent or Checkout Session;
     * transfer and fee are reversed when asked. Answers the refund's id.
     */
    refund(
      paymentId: string,
      amount?: number,
      options?: { reverseTransfer?: boolean; refundApplicationFee?: boolean },
    ): Promise<string>
    setRefundStatus(refundId: string, status: RefundStatus): Promise<void>
    /** While it lacks, refunds wait (`pending_reason: insufficient_funds`) and transfers from the balance are refused. */
    setPlatformBalance(balance: 'lacking' | 'enough'): Promise<void>
    /**
     * Pays out all that a seller holds (`payout.*` to Connect endpoints); answers the payouts' ids. From then on the
     * account cannot go into debt: reversals of more than it holds answer `balance_insufficient`.
     */
    drainBalance(accountId: string): Promise<string[]>
    /** Adds to a seller's balance. */
    topUp(accountId: string, amount: number, currency: string): Promise<void>
    /** The bank sends a payout back to the seller's balance. */
    failPayout(payoutId: string): Promise<void>
    /**
     * Opens a dispute (funds withdrawn, unless `withdraw: false`), an inquiry or a prevented one (no money moved, unless
     * `withdraw: true`); answers its id. `amount` and `currency` may differ from the charge's.
     */
    openDispute(paymentIntentOrChargeId: string, options?: DisputeOptions): Promise<string>
    /** Moves a dispute on without ending it: an inquiry becomes `needs_response`, evidence is `under_review`, … */
    updateDispute(disputeId: string, status: OpenStatus): Promise<void>
    /**
     * Funds are reinstated when won and withdrawn when lost, as far as they are not; never with `moveFunds: false`. A
     * dispute won may be lost later.
     */
    closeDispute(disputeId: string, outcome: DisputeEnd, options?: { moveFunds?: boolean }): Promise<void>
    /** The bank takes the disputed money, at a time of its own. */
    withdrawFunds(disputeId: string): Promise<void>
    /** The bank returns it. */
    reinstateFunds(disputeId: string): Promise<void>
    /** The card's issuer reports fraud, before any dispute; answers the id of the early fraud warning. */
    warnOfFraud(
      paymentIntentOrChargeId: string,
      options?: { actionable?: boolean; fraudType?: string },
    ): Promise<string>
    updateAccount(
      accountId: string,
      change: {
        chargesEnabled?: boolean
        detailsSubmitted?: boolean
        payoutsEnabled?: boolean
        transfers?: 'active' | 'inactive' | 'pending'
      },
    ): Promise<void>
    /** What whoever runs the platform sets up, or Stripe takes from it. */
    updatePlatform(change: {
      statementDescriptorPrefix?: string | null
      /** As the option of `startLocalStripe`, for the charges that follow. */
      settlementCurrencies?: string[]
      chargesEnabled?: boolean
      cardPayments?: 'active' | 'inactive' | 'pending'
      transfers?: 'active' | 'inactive' | 'pending'
    }): Promise<void>
    /** The seller disconnects: the platform's key no longer reaches the account. */
    deauthorizeAccount(accountId: string): Promise<void>
    /** An onboarded Express account; answers its id. One that exists under this id stays as it is. */
    createReadyAccount(options?: { id?: string }): Promise<string>
  }
  webhooks: {
    /** Awaits every delivery under way or due, retries included. Held ones are not waited for. */
    settle(): Promise<void>
    hold(): void
    /** Ends the hold: delivers what was held, one after the other, in this order (default fifo). */
    release(order?: 'fifo' | 'lifo' | ((events: StripeEvent[]) => StripeEvent[])): Promise<void>
    /** While on, events happen and are listed, but are not delivered. */
    lose(on: boolean): void
    /** Delivers an event once more, freshly signed, whatever became of it before; answers the endpoint's answer. */
    deliver(eventId: string): Promise<Response>
    /** Signs and sends anything, also what no event looks like, to the first endpoint of the kind. */
    sendRaw(body: unknown, options?: { connect?: boolean }): Promise<Response>
    /** All events, oldest first. */
    events(): StripeEvent[]
  }
  /** Payments, accounts and all that belongs to them, to be added to another local Stripe. */
  books(): Books
  /**
   * Adds the objects of other books, as `PUT /_books` does; no event tells of them. An account that exists under its id
   * stays as it is. @throws when another object exists already, and adds nothing.
   */
  addBooks(books: Books): void
  /** API calls received, oldest first (the last 10,000). */
  requests(): ReceivedRequest[]
  close(): Promise<void>
}
