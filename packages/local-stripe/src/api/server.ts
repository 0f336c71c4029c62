import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ReceivedRequest } from '../local-stripe.ts'
import { accountRoutes } from '../resources/accounts.ts'
import { applicationFeeRoutes } from '../resources/application-fees.ts'
import { balanceRoutes } from '../resources/balance.ts'
import { chargeRoutes } from '../resources/charges.ts'
import { disputeRoutes } from '../resources/disputes.ts'
import { earlyFraudWarningRoutes } from '../resources/early-fraud-warnings.ts'
import { eventRoutes } from '../resources/events.ts'
import { linkRoutes } from '../resources/links.ts'
import { paymentIntentRoutes } from '../resources/payment-intents.ts'
import { payoutRoutes } from '../resources/payouts.ts'
import { priceRoutes, productRoutes } from '../resources/products.ts'
import { refundRoutes } from '../resources/refunds.ts'
import { sessionRoutes } from '../resources/sessions.ts'
import { transferRoutes } from '../resources/transfers.ts'
import { webhookEndpointRoutes } from '../resources/webhook-endpoints.ts'
import { change } from '../world/change.ts'
import { onRequest } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import type { World } from '../world/world.ts'
import { authenticate } from './authentication.ts'
import { denied, isRefusal } from './errors.ts'
import { expanded } from './expand.ts'
import type { FaultGate } from './faults.ts'
import { parseForm, type Raw } from './form-body.ts'
import { type IdempotencyGuard, idempotencyGuard } from './idempotency.ts'
import { commonHeaders, failure, type Reply, success } from './replies.ts'
import type { Route } from './route.ts'

const routes: Route[] = [
  ...accountRoutes,
  ...applicationFeeRoutes,
  ...balanceRoutes,
  ...chargeRoutes,
  ...disputeRoutes,
  ...earlyFraudWarningRoutes,
  ...eventRoutes,
  ...linkRoutes,
  ...paymentIntentRoutes,
  ...payoutRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...refundRoutes,
  ...sessionRoutes,
  ...transferRoutes,
  ...webhookEndpointRoutes,
]

const largestBody = 1024 * 1024
const requestsKept = 10_000

export type Bindings = { Bindings: Partial<HttpBindings> }

/** A request that is ready to be answered. */
export interface ApiRequest {
  id: string
  method: string
  path: string
  pathParams: Record<string, string>
  headers: Headers
  /** null when what was sent is not a form. */
  params: Record<string, Raw> | null
  key: string | null
  /** null when there is no such route. */
  route: Route | null
}

/** The API under /v1; it logs what it receives to `received`. */
export function createApi(
  world: World,
  secretKey: string,
  gate: FaultGate,
  received: ReceivedRequest[],
): Hono<Bindings> {
  const api = new Hono<Bindings>()
  const guard = idempotencyGuard(world)

  async function serve(context: Context<Bindings>, route: Route | null): Promise<Response> {
    const request = await read(context, route)
    const { id, method, path, key, params } = request
    const entry: ReceivedRequest = { method, path, idempotencyKey: key, status: 0, body: params ?? {} }
    received.push(entry)
    if (received.length > requestsKept) received.shift()
    const reply = await answer(world, request, secretKey, gate, guard)
    entry.status = reply.status
    if (world.fault === 'answer-lost' && method === 'POST' && context.env.outgoing !== undefined) {
      context.env.outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    }
    const headers = { ...commonHeaders(id, request.headers), ...reply.headers }
    return new Response(reply.body, { status: reply.status, headers })
  }

  function respond(context: Context<Bindings>, status: 413 | 500, message: string): Response {
    const id = newId('req')
    const type = status === 500 ? 'api_error' : 'invalid_request_error'
    const reply = failure(world, id, denied(status, message, undefined, type))
    return context.body(reply.body, status, commonHeaders(id, context.req.raw.headers))
  }

  api.onError((error, context) => {
    console.error(error)
    return respond(context, 500, 'An unknown error occurred.')
  })
  api.use(
    bodyLimit({
      maxSize: largestBody,
      onError: (context) => respond(context, 413, 'The request body is too large.'),
    }),
  )
  for (const route of routes) api.on(route.method, route.path, (context) => serve(context, route))
  api.all('/*', (context) => serve(context, null))
  return api
}

async function read(context: Context<Bindings>, route: Route | null): Promise<ApiRequest> {
  const { method, path, raw } = context.req
  const isGet = method === 'GET'
  const text = isGet ? new URL(context.req.url).search.slice(1) : await context.req.text()
  const type = raw.headers.get('content-type') ?? 'application/x-www-form-urlencoded'
  const isForm = isGet || type.startsWith('application/x-www-form-urlencoded')
  return {
    id: newId('req'),
    method,
    path,
    pathParams: context.req.param(),
    headers: raw.headers,
    params: isForm ? parseForm(text) : null,
    key: isGet ? null : raw.headers.get('idempotency-key'),
    route,
  }
}

/** Checks in Stripe's order: outage, key, route, form, idempotency; then runs the call. */
async function answer(
  world: World,
  request: ApiRequest,
  secretKey: string,
  gate: FaultGate,
  guard: IdempotencyGuard,
): Promise<Reply> {
  const { id, method, path, params, route, key } = request
  const refusal = gate.outage()
  if (refusal !== null) return failure(world, id, refusal)
  const owner = authenticate(world, request.headers, secretKey)
  if (isRefusal(owner)) return failure(world, id, owner)
  if (route === null) {
    return failure(world, id, denied(404, `Unrecognized request URL (${method}: ${path}).`))
  }
  if (params === null) {
    const message =
      'Invalid request (check that your POST content type is application/x-www-form-urlencoded).'
    return failure(world, id, denied(400, message))
  }
  const call: RunnableCall = { id, key, pathParams: request.pathParams, params, route, owner }
  if (key === null) {
    await gate.dawdle()
    return method === 'GET' ? run(world, call, gate).reply : change(world, () => run(world, call, gate).reply)
  }
  const claim = guard.claim(request, params, owner, key)
  if (isRefusal(claim)) return failure(world, id, claim)
  if ('reply' in claim) return claim.reply
  try {
    await gate.dawdle()
    return change(world, () => {
      const { reply, keep } = run(world, call, gate)
      if (keep) claim.keep(reply)
      return reply
    })
  } finally {
    claim.release()
  }
}

interface RunnableCall {
  id: string
  key: string | null
  pathParams: Record<string, string>
  params: Record<string, Raw>
  route: Route
  owner: string
}

function run(world: World, call: RunnableCall, gate: FaultGate): { reply: Reply; keep: boolean } {
  const prepared = call.route.prepare(call.params)
  if (isRefusal(prepared)) return { reply: failure(world, call.id, prepared), keep: false }
  const cause = { id: call.id, idempotency_key: call.key }
  const result =
    (call.route.method === 'POST' ? gate.broken() : null) ??
    onRequest(world, cause, () => prepared.run(world, call.pathParams, call.owner))
  return isRefusal(result)
    ? { reply: failure(world, call.id, result), keep: result.refused.keep }
    : { reply: success(expanded(world, result, prepared.expand)), keep: true }
}
