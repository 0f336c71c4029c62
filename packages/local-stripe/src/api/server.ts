import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ReceivedRequest } from '../local-stripe.ts'
import { accountRoutes, connectedAccount } from '../resources/accounts.ts'
import { applicationFeeRoutes } from '../resources/application-fees.ts'
import { balanceRoutes } from '../resources/balance.ts'
import { chargeRoutes } from '../resources/charges.ts'
import { disputeRoutes } from '../resources/disputes.ts'
import { eventRoutes } from '../resources/events.ts'
import { linkRoutes } from '../resources/links.ts'
import { paymentIntentRoutes } from '../resources/payment-intents.ts'
import { priceRoutes, productRoutes } from '../resources/products.ts'
import { refundRoutes } from '../resources/refunds.ts'
import { sessionRoutes } from '../resources/sessions.ts'
import { transferRoutes } from '../resources/transfers.ts'
import { apiVersion, onRequest } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import { change, type World } from '../world/world.ts'
import { denied, isRefusal, type Refusal } from './errors.ts'
import { expanded } from './expand.ts'
import type { FaultGate } from './faults.ts'
import { parseForm, type Raw } from './form-body.ts'
import { fingerprint, remember, remembered, scopeOf } from './idempotency.ts'
import type { Route } from './route.ts'

const routes: Route[] = [
  ...accountRoutes,
  ...applicationFeeRoutes,
  ...balanceRoutes,
  ...chargeRoutes,
  ...disputeRoutes,
  ...eventRoutes,
  ...linkRoutes,
  ...paymentIntentRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...refundRoutes,
  ...sessionRoutes,
  ...transferRoutes,
]

const largestBody = 1024 * 1024
const requestsKept = 10_000

export type Bindings = { Bindings: Partial<HttpBindings> }

interface Reply {
  status: number
  body: string
  headers: Record<string, string>
}

/** The API under /v1. */
export function createApi(
  world: World,
  secretKey: string,
  gate: FaultGate,
  received: ReceivedRequest[],
): Hono<Bindings> {
  const api = new Hono<Bindings>()
  const running = new Set<string>()

  async function serve(context: Context<Bindings>, route: Route | null): Promise<Response> {
    const requestId = newId('req')
    const text =
      context.req.method === 'GET' ? new URL(context.req.url).search.slice(1) : await context.req.text()
    const params = parseForm(text)
    const key = context.req.header('idempotency-key') ?? null
    const entry: ReceivedRequest = {
      method: context.req.method,
      path: context.req.path,
      idempotencyKey: key,
      status: 0,
      body: params ?? {},
    }
    received.push(entry)
    if (received.length > requestsKept) received.shift()
    const reply = await answer(context, route, requestId, params, key)
    entry.status = reply.status
    if (
      world.fault === 'answer-lost' &&
      context.req.method === 'POST' &&
      context.env.outgoing !== undefined
    ) {
      context.env.outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    }
    return new Response(reply.body, {
      status: reply.status,
      headers: { ...echoed(context, requestId), ...reply.headers },
    })
  }

  async function answer(
    context: Context<Bindings>,
    route: Route | null,
    requestId: string,
    params: Record<string, Raw> | null,
    key: string | null,
  ): Promise<Reply> {
    const outage = await gate.pass()
    if (outage !== null) return refused(world, requestId, outage)
    const refusal = authenticate(context, secretKey)
    if (refusal !== null) return refused(world, requestId, refusal)
    const account = context.req.header('stripe-account')
    const owner = account ?? world.state.platform
    if (account !== undefined) {
      const known = connectedAccount(world, account)
      if (isRefusal(known)) return refused(world, requestId, known)
    }
    if (route === null) {
      const { method, path } = context.req
      return refused(world, requestId, denied(404, `Unrecognized request URL (${method}: ${path}).`))
    }
    if (params === null || !isForm(context)) return refused(world, requestId, notAForm)
    if (context.req.method !== 'POST' || key === null) {
      return run(context, route, requestId, params, owner, null)
    }
    if (key.length > 255) return refused(world, requestId, longKey)
    return once(context, route, requestId, params, owner, key)
  }

  /** Runs a call under its idempotency key, or answers what it answered before. */
  async function once(
    context: Context<Bindings>,
    route: Route,
    requestId: string,
    params: Record<string, Raw>,
    owner: string,
    key: string,
  ): Promise<Reply> {
    const scope = scopeOf(owner, key)
    const request = fingerprint(context.req.method, context.req.path, params)
    if (running.has(scope)) return refused(world, requestId, keyInUse(key))
    const before = remembered(world, scope)
    if (before !== null && before.request !== request) return refused(world, requestId, otherParameters(key))
    if (before !== null) {
      const headers = { 'idempotent-replayed': 'true', 'original-request': before.requestId }
      return { status: before.status, body: before.body, headers }
    }
    running.add(scope)
    try {
      await gate.dawdle()
      return run(context, route, requestId, params, owner, { scope, request, key })
    } finally {
      running.delete(scope)
    }
  }

  function run(
    context: Context<Bindings>,
    route: Route,
    requestId: string,
    params: Record<string, Raw>,
    owner: string,
    once: { scope: string; request: string; key: string } | null,
  ): Reply {
    return change(world, () => {
      const prepared = route.prepare(params)
      if (isRefusal(prepared)) return refused(world, requestId, prepared)
      const cause = { id: requestId, idempotency_key: once?.key ?? null }
      const result =
        gate.broken() ?? onRequest(world, cause, () => prepared.run(world, context.req.param(), owner))
      const reply = isRefusal(result)
        ? refused(world, requestId, result)
        : {
            status: 200,
            body: JSON.stringify(expanded(world, result, prepared.expand), null, 2),
            headers: {},
          }
      if (once !== null && (!isRefusal(result) || result.refused.keep)) {
        const { scope, request } = once
        remember(world, scope, { request, requestId, status: reply.status, body: reply.body })
      }
      return reply
    })
  }

  api.onError((error, context) => {
    console.error(error)
    const fault = denied(500, 'An unknown error occurred.', undefined, 'api_error')
    const reply = refused(world, newId('req'), fault)
    return context.body(reply.body, 500, reply.headers)
  })
  api.use(
    bodyLimit({
      maxSize: largestBody,
      onError: (context) => {
        const reply = refused(world, newId('req'), denied(413, 'The request body is too large.'))
        return context.body(reply.body, 413, reply.headers)
      },
    }),
  )
  for (const route of routes) api.on(route.method, route.path, (context) => serve(context, route))
  api.all('/*', (context) => serve(context, null))
  return api
}

function authenticate(context: Context<Bindings>, secretKey: string): Refusal | null {
  const header = context.req.header('authorization') ?? ''
  const [scheme = '', credentials = ''] = header.split(' ')
  const basic = Buffer.from(credentials, 'base64').toString().split(':')[0] ?? ''
  const key = scheme.toLowerCase() === 'basic' ? basic : credentials
  if (key === '') {
    const message =
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer ' +
      "auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
    return denied(401, message)
  }
  if (key !== secretKey) {
    return denied(401, `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`)
  }
  const version = context.req.header('stripe-version')
  if (version === undefined || /^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) return null
  return denied(400, `Invalid Stripe API version: ${version}`)
}

function isForm(context: Context<Bindings>): boolean {
  if (context.req.method !== 'POST') return true
  const type = context.req.header('content-type')
  return type === undefined || type.startsWith('application/x-www-form-urlencoded')
}

const notAForm = denied(
  400,
  'Invalid request (check that your POST content type is application/x-www-form-urlencoded).',
)
const longKey = denied(400, 'Idempotency keys can be at most 255 characters long.')

function keyInUse(key: string): Refusal {
  const message =
    `There is currently another in-progress request using this idempotent key: ${key}. ` +
    'That probably means you submitted twice and the other request is still going through.'
  return denied(409, message, 'idempotency_key_in_use', 'idempotency_error')
}

function otherParameters(key: string): Refusal {
  const message =
    'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
    `Try using a key other than '${key}' if you meant to execute a different request.`
  return denied(400, message, undefined, 'idempotency_error')
}

function refused(world: World, requestId: string, { refused: { status, error } }: Refusal): Reply {
  const doc =
    error.code === undefined
      ? {}
      : { doc_url: `https://stripe.com/docs/error-codes/${error.code.replaceAll('_', '-')}` }
  const log = {
    request_log_url: `https://dashboard.stripe.com/${world.state.platform}/test/logs/${requestId}`,
  }
  const retry: Record<string, string> = status === 409 ? { 'stripe-should-retry': 'true' } : {}
  return {
    status,
    body: JSON.stringify({ error: { ...error, ...doc, ...log } }, null, 2),
    headers: { 'content-type': 'application/json', 'request-id': requestId, ...retry },
  }
}

function echoed(context: Context<Bindings>, requestId: string): Record<string, string> {
  const account = context.req.header('stripe-account')
  const key = context.req.header('idempotency-key')
  return {
    'content-type': 'application/json',
    'request-id': requestId,
    'stripe-version': context.req.header('stripe-version') ?? apiVersion,
    ...(account === undefined ? {} : { 'stripe-account': account }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }
}
