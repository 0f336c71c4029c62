import { WEBHOOK_FAILURES_ALLOWED, WEBHOOK_RETRY_SECONDS, WEBHOOK_TIMEOUT_SECONDS } from '@latchkey/contract'
import { Webhook } from 'standardwebhooks'
import { recordAudit } from '../../platform/audit.ts'
import { addSeconds } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { type Posted, postLoopback, postPublic } from '../../platform/public-network.ts'
import { isOwnMachine } from './endpoints.ts'
import { type DeliveryRow, type EndpointRow, enqueueWebhook } from './queries.ts'
import { unsealSecret } from './secrets.ts'

/** Says that there is no endpoint any more and never will be (RFC 9110 §15.5.11). */
const GONE = 410

/** Seconds for which one job has a delivery to itself. */
const LEASE = 60

/**
 * One try of a delivery, which reaches its endpoint at least once. The outcome is written down after the answer; if a
 * worker dies in between, the repeat has the same `webhook-id`.
 */
export async function deliverWebhook(deps: RootDeps, deliveryId: string, jobId?: string): Promise<void> {
  const delivery = await takeLease(deps, deliveryId, jobId)
  if (!delivery) return
  const endpoint = await deps.db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('id', '=', delivery.endpoint_id)
    .executeTakeFirst()
  if (!endpoint) return
  const answer = await deps.tracing.call('deliver webhook', { 'latchkey.webhook.type': delivery.type }, () =>
    send(deps, endpoint, delivery),
  )
  const problem = problemOf(answer)
  const outcome = { last_try_at: deps.clock.now(), response_status: answer.status ?? null, problem }
  await inOwnTransaction(deps.db, async (trx) => {
    // Before the delivery, in the order in which a deletion takes the two.
    const locked = await lockEndpoint(trx, endpoint.id)
    if (!locked) return
    if (problem === null) await markDelivered(deps, trx, locked, delivery, outcome)
    else await markFailedTry(deps, trx, locked, delivery, outcome)
  })
}

/** The delivery, when it is this job's turn. One that another job is at, or that waits, gets its job at that time. */
async function takeLease(
  { db, clock }: Deps,
  deliveryId: string,
  jobId: string | null = null,
): Promise<DeliveryRow | null> {
  const now = clock.now()
  const taken = await db
    .updateTable('webhook_deliveries')
    .set({ attempt_after: addSeconds(now, LEASE), leased_by: jobId })
    .where('id', '=', deliveryId)
    .where('state', '=', 'pending')
    // A lease of this very job is left over from a worker that died.
    .where((row) => row.or([row('attempt_after', '<=', now), row('leased_by', '=', jobId)]))
    .returningAll()
    .executeTakeFirst()
  if (taken) return taken
  const waiting = await db
    .selectFrom('webhook_deliveries')
    .select(['id', 'endpoint_id', 'attempt_after'])
    .where('id', '=', deliveryId)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  if (waiting) await enqueueWebhook(db, waiting, waiting.attempt_after)
  return null
}

/** Signs a delivery as of now, and posts it. */
async function send(deps: Deps, endpoint: EndpointRow, { id, payload: body }: DeliveryRow): Promise<Posted> {
  const secret = unsealSecret(deps, endpoint)
  if (secret === null) return { problem: 'its secret was lost with a server key; delete it and add it again' }
  const now = deps.clock.now()
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Latchkey-Webhooks',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  }
  const url = new URL(endpoint.url)
  const milliseconds = WEBHOOK_TIMEOUT_SECONDS * 1000
  if (isOwnMachine(deps.config, url)) return await postLoopback(url, { headers, body }, milliseconds)
  // Added in development, perhaps, and then moved.
  if (url.protocol !== 'https:') return { problem: 'it is not https' }
  return await postPublic(deps.network, url, { headers, body }, milliseconds)
}

function problemOf({ status, problem }: Posted): string | null {
  if (status === undefined) return problem
  if (status >= 200 && status < 300) return null
  return status >= 300 && status < 400 ? 'it redirects' : `it answers with status ${status}`
}

const lockEndpoint = (trx: Trx, endpointId: string) =>
  trx
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('id', '=', endpointId)
    .forNoKeyUpdate()
    .executeTakeFirst()

type Outcome = Pick<DeliveryRow, 'last_try_at' | 'response_status' | 'problem'>

async function markDelivered(
  { clock, metrics }: Deps,
  trx: Trx,
  endpoint: EndpointRow,
  { id }: DeliveryRow,
  outcome: Outcome,
): Promise<void> {
  metrics.webhook('delivered')
  await trx
    .updateTable('webhook_deliveries')
    .set(({ eb }) => ({ ...outcome, state: 'delivered', tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .execute()
  if (endpoint.failures === 0) return
  await trx
    .updateTable('webhook_endpoints')
    .set({ failures: 0, disabled_at: null })
    .where('id', '=', endpoint.id)
    .execute()
  if (endpoint.disabled_at) await audit(trx, endpoint, 'webhook_endpoint.enabled', clock.now())
}

async function markFailedTry(
  { clock, log, metrics }: Deps,
  trx: Trx,
  endpoint: EndpointRow,
  delivery: DeliveryRow,
  outcome: Outcome,
): Promise<void> {
  const now = clock.now()
  const gone = outcome.response_status === GONE
  const wait = gone ? undefined : WEBHOOK_RETRY_SECONDS[delivery.tries]
  const next = wait === undefined ? now : addSeconds(now, wait)
  const { numUpdatedRows } = await trx
    .updateTable('webhook_deliveries')
    .set({
      ...outcome,
      state: wait === undefined ? 'failed' : 'pending',
      tries: delivery.tries + 1,
      attempt_after: next,
      leased_by: null,
    })
    .where('id', '=', delivery.id)
    .where('state', '=', 'pending')
    // Else it was replayed meanwhile, or another worker took it over: theirs is the outcome that counts.
    .where('attempt_after', '=', delivery.attempt_after)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  metrics.webhook(wait === undefined ? 'failed' : 'retried')
  if (wait !== undefined) return await enqueueWebhook(trx, delivery, next)
  log.warn({ endpointId: endpoint.id, deliveryId: delivery.id, problem: outcome.problem }, 'webhook failed')
  await countFailure(trx, endpoint, gone ? 'gone' : 'failures', now)
}

/**
 * Disables an endpoint that has failed too often or says that it is gone, tells the owner, and ends what was still on
 * its way there.
 */
async function countFailure(
  trx: Trx,
  endpoint: EndpointRow,
  why: 'gone' | 'failures',
  now: Date,
): Promise<void> {
  const failures = endpoint.failures + 1
  const enough = why === 'gone' || failures >= WEBHOOK_FAILURES_ALLOWED
  const disable = endpoint.disabled_at === null && enough
  await trx
    .updateTable('webhook_endpoints')
    .set({ failures, ...(disable && { disabled_at: now }) })
    .where('id', '=', endpoint.id)
    .execute()
  if (!disable) return
  await trx
    .updateTable('webhook_deliveries')
    .set({ state: 'failed', problem: 'its endpoint was disabled' })
    .where('endpoint_id', '=', endpoint.id)
    .where('state', '=', 'pending')
    .execute()
  const eventId = await audit(trx, endpoint, 'webhook_endpoint.disabled', now, { why })
  const { id: webhookEndpointId, handle_id: handleId, url } = endpoint
  const facts = { handleId, webhookEndpointId, origin: new URL(url).origin, why }
  await enqueueMail(trx, { kind: 'webhook_disabled', subjectId: eventId, facts, now })
}

const audit = (
  trx: Trx,
  { id, handle_id, url }: EndpointRow,
  action: 'webhook_endpoint.disabled' | 'webhook_endpoint.enabled',
  now: Date,
  more: object = {},
) =>
  recordAudit(trx, {
    handleId: handle_id,
    actor: 'system',
    requestId: null,
    action,
    to: { webhookEndpointId: id, origin: new URL(url).origin, ...more },
    now,
  })
