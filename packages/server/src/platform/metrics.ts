import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

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
  readonly #unmatchedPayments = new Counter({
    name: 'latchkey_unmatched_payments_total',
    help: 'Payments on the Stripe account that belong to no purchase of this database.',
    labelNames: ['why'],
    registers: [this.registry],
  })

  /** Also collects what the process uses, when this is the process's one instance. */
  collectProcess(): void {
    collectDefaultMetrics({ register: this.registry })
  }

  answered(operation: string, status: number, seconds: number): void {
    this.#duration.observe({ operation, status }, seconds)
  }

  fault(): void {
    this.#faults.inc()
  }

  unmatchedPayment(why: string): void {
    this.#unmatchedPayments.inc({ why })
  }
}
