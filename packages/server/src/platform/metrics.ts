import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { MailKind } from './mail/kinds.ts'

// Values of labels are words of ours, and of each there are as many as the code names: never an id, an address, a path.

/** What became of a call to Stripe: `refused` is our fault or the payer's, `failed` is Stripe's, `unreachable` the network's. */
export type StripeResult = 'ok' | 'refused' | 'throttled' | 'failed' | 'unreachable'
/** What became of an attempt to send a mail; `deferred` is tried again. */
export type MailResult = 'sent' | 'refused' | 'unwanted' | 'given_up' | 'deferred'
/** What became of a try of a webhook; `retried` is tried again. */
export type WebhookResult = 'delivered' | 'retried' | 'failed'

/** Why a payment matches no purchase: it names none, or one that is not here. */
const unmatchedReasons = ['no_metadata', 'unknown_purchase'] as const
export type UnmatchedReason = (typeof unmatchedReasons)[number]

/** Prometheus metrics, served at `/metrics`. */
export class Metrics {
  readonly registry = new Registry()
  readonly #duration = new Histogram({
    name: 'latchkey_http_request_duration_seconds',
    help: 'Time from the arrival of a request to its answer.',
    labelNames: ['operation', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  })
  readonly #faults = new Counter({
    name: 'latchkey_faults_total',
    help: 'Exceptions, which were answered with 500 or 503.',
    registers: [this.registry],
  })
  readonly #throttled = new Counter({
    name: 'latchkey_throttled_requests_total',
    help: 'Requests that were turned away because a limit was used up.',
    labelNames: ['limit'],
    registers: [this.registry],
  })
  readonly #poolWait = new Histogram({
    name: 'latchkey_pool_wait_seconds',
    help: 'Time for which work waited for a connection, where it had to.',
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  })
  readonly #batch = new Histogram({
    name: 'latchkey_gather_batch_size',
    help: 'Access checks that one statement answered.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128],
    registers: [this.registry],
  })
  readonly #stripe = new Histogram({
    name: 'latchkey_stripe_request_duration_seconds',
    help: 'Time that a request to Stripe took, each try by itself.',
    labelNames: ['call', 'result'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers: [this.registry],
  })
  readonly #mails = new Counter({
    name: 'latchkey_mails_total',
    help: 'Attempts to send a mail, by what became of them.',
    labelNames: ['kind', 'result'],
    registers: [this.registry],
  })
  readonly #webhooks = new Counter({
    name: 'latchkey_webhooks_total',
    help: 'Tries to deliver an event to an endpoint of a creator, by what became of them.',
    labelNames: ['result'],
    registers: [this.registry],
  })
  readonly #unmatchedPayments = new Counter({
    name: 'latchkey_unmatched_payments_total',
    help: 'Payments on the Stripe account that belong to no purchase of this database.',
    labelNames: ['why'],
    registers: [this.registry],
  })

  constructor() {
    // Prometheus sees no increase in a series that begins with its first event, and this one alone is worth an alert.
    for (const why of unmatchedReasons) this.#unmatchedPayments.inc({ why }, 0)
  }

  /** Also collects what the process uses, when this is the process's one instance. */
  collectProcess(): void {
    collectDefaultMetrics({ register: this.registry })
  }

  /** Also tells how much waits for a connection, whenever the metrics are read. */
  collectPool(waiting: () => number): void {
    new Gauge({
      name: 'latchkey_pool_waiting',
      help: 'Work that waits for a connection.',
      registers: [this.registry],
      collect() {
        this.set(waiting())
      },
    })
  }

  answered(operation: string, status: number, seconds: number): void {
    this.#duration.observe({ operation, status }, seconds)
  }

  fault(): void {
    this.#faults.inc()
  }

  /** @param limit name of the limit: an operation and what it counts by. */
  throttled(limit: string): void {
    this.#throttled.inc({ limit })
  }

  waitedForConnection(seconds: number): void {
    this.#poolWait.observe(seconds)
  }

  gathered(inputs: number): void {
    this.#batch.observe(inputs)
  }

  /** @param call method and resource, without ids. */
  stripe(call: string, result: StripeResult, seconds: number): void {
    this.#stripe.observe({ call, result }, seconds)
  }

  mail(kind: MailKind, result: MailResult): void {
    this.#mails.inc({ kind, result })
  }

  webhook(result: WebhookResult): void {
    this.#webhooks.inc({ result })
  }

  unmatchedPayment(why: UnmatchedReason): void {
    this.#unmatchedPayments.inc({ why })
  }
}
