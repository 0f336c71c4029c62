import { unwrap } from '@latchkey/sdk'
import {
  context,
  propagation,
  type TextMapPropagator,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api'
import { ParentBasedSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openTracing } from '../src/platform/open-tracing.ts'
import { causeForPayload, currentRequestId, inRequestOf } from '../src/platform/request-context.ts'
import type { TracedRequest } from '../src/platform/tracing.ts'
import { testApp } from './app.ts'
import { newPkce, oauthActors } from './oauth.ts'
import { EXPORTER, recordSpans } from './spans.ts'
import { listening } from './webhook-endpoint.ts'
import { webhookReceiver } from './webhook-receiver.ts'

/** Of itself the operator's SDK keeps nothing: what is kept was asked for by somebody else. */
const seldom = new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(0) })
/** By their names the spans that a test expects are known to the sampler. */
let root: 'all' | 'none' = 'all'
const spans = recordSpans({
  sampler: {
    shouldSample: (...of) =>
      root === 'none' || trace.getSpan(of[0]) ? seldom.shouldSample(...of) : { decision: 2, attributes: {} },
    toString: () => 'by test',
  },
})
beforeEach(() => {
  root = 'all'
  spans.forget()
})

const receiver = await webhookReceiver()
/** What an instrumentation of Node's http would add to a call that is made now. */
const carried: Record<string, string>[] = []
const network: typeof receiver.network = {
  ...receiver.network,
  dial(to) {
    const carrier = {}
    propagation.inject(context.active(), carrier)
    carried.push(carrier)
    return receiver.network.dial(to)
  },
}
const behindGateway = await testApp({
  env: { ...EXPORTER, TRUST_TRACEPARENT: 'on', LIMITS: 'off' },
  replace: { network },
})
const open = await testApp({ env: { ...EXPORTER, LIMITS: 'off' } })

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const SPAN = 'b7ad6b7169203331'
const kept = `00-${TRACE}-${SPAN}-01`
const notKept = `00-${TRACE}-${SPAN}-00`

const askForLink = async (app: typeof open, headers: Record<string, string> = {}) => {
  const body = JSON.stringify({ email: 'reader@client.example' })
  const url = `${app.origin()}/v2/visitor/auth/magic-link`
  const sent = { 'content-type': 'application/json', ...headers }
  return await app.send(new Request(url, { method: 'POST', headers: sent, body }))
}

const payloads = async (app: typeof open): Promise<unknown[]> => {
  const { rows } = await app.deps.pool.query('select payload from graphile_worker._private_jobs')
  return rows.map(({ payload }) => payload)
}

describe('behind a gateway that is trusted', () => {
  test('a request is in the trace of its caller, and so is all that follows from it', async () => {
    await askForLink(behindGateway, { traceparent: kept, tracestate: 'vendor=1', baggage: 'who=somebody' })
    const request = spans.one('requestMagicLink')
    expect(request.spanContext().traceId).toBe(TRACE)
    expect(request.parentSpanContext?.spanId).toBe(SPAN)
    const [payload] = await payloads(behindGateway)
    expect(payload).toEqual({
      mailId: expect.any(String),
      requestId: request.attributes['latchkey.request_id'],
      traceparent: `00-${TRACE}-${request.spanContext().spanId}-01`,
    })
    await behindGateway.jobs.run()
    const job = spans.one('job send_sign_in_mail')
    const mail = spans.one('send mail')
    expect([job, mail].map((span) => span.spanContext().traceId)).toEqual([TRACE, TRACE])
    expect(job.parentSpanContext?.spanId).toBe(request.spanContext().spanId)
    expect(mail.parentSpanContext?.spanId).toBe(job.spanContext().spanId)
  })

  test.each([
    [kept, 1],
    [notKept, 0],
  ])('whether it is kept was decided by the caller: %s', async (traceparent, count) => {
    root = 'none'
    await askForLink(behindGateway, { traceparent })
    await behindGateway.jobs.run()
    const names = spans.ended().map(({ name }) => name)
    expect(names.filter((name) => name === 'requestMagicLink')).toHaveLength(count)
    expect(names.filter((name) => name === 'job send_sign_in_mail')).toHaveLength(count)
  })
})

describe('towards strangers', () => {
  test('a request begins a trace of its own, which links to that of its caller', async () => {
    await askForLink(open, { traceparent: kept, tracestate: 'vendor=1' })
    const request = spans.one('requestMagicLink')
    expect(request.spanContext().traceId).not.toBe(TRACE)
    expect(request.parentSpanContext).toBeUndefined()
    expect(request.links.map((link) => link.context)).toEqual([
      { traceId: TRACE, spanId: SPAN, traceFlags: 1, isRemote: true },
    ])
    await open.jobs.run()
    const job = spans.one('job send_sign_in_mail')
    expect(job.spanContext().traceId).toBe(request.spanContext().traceId)
  })

  test('nobody has their requests kept by asking for it', async () => {
    root = 'none'
    await askForLink(open, { traceparent: kept })
    await open.jobs.run()
    expect(spans.ended()).toEqual([])
  })
})

describe.each([
  ['trusted', behindGateway],
  ['not trusted', open],
])('what is no traceparent is as if it were not there: %s', (_, app) => {
  test.each([
    '',
    'hello',
    `00-${TRACE}-${SPAN}`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `ff-${TRACE}-${SPAN}-01`,
    `${kept}-more`,
    `${kept}, ${kept}`,
    `00-${TRACE}-${SPAN}-0z`,
    '\u00ff\u00fe%00',
    'x'.repeat(8000),
  ])('%.60s', async (traceparent) => {
    const { status } = await askForLink(app, { traceparent, tracestate: '=,=,\u00ff'.repeat(200) })
    expect(status).toBe(202)
    const request = spans.one('requestMagicLink')
    expect(request.parentSpanContext).toBeUndefined()
    expect(request.links).toEqual([])
  })

  test('a propagator that fails over what it finds', async () => {
    const failing: TextMapPropagator = {
      inject: () => {},
      extract: () => {
        throw new Error('not made for this')
      },
      fields: () => [],
    }
    propagation.disable()
    propagation.setGlobalPropagator(failing)
    onTestFinished(() => {
      spans.unregister()
      spans.register()
    })
    expect((await askForLink(app, { traceparent: kept })).status).toBe(202)
    expect(spans.one('requestMagicLink').links).toEqual([])
  })
})

test('a tracestate of any kind is no reason to refuse', async () => {
  for (const tracestate of ['', ',,,', '='.repeat(5000), 'a=1,'.repeat(500)]) {
    spans.forget()
    expect((await askForLink(behindGateway, { traceparent: kept, tracestate })).status).toBe(202)
    expect(spans.one('requestMagicLink').spanContext().traceId).toBe(TRACE)
  }
})

test('a span that an instrumentation opened for the request has the last word on whose trace it is', async () => {
  const server = trace.getTracer('instrumentation').startSpan('POST')
  const { traceId, spanId } = server.spanContext()
  await context.with(trace.setSpan(context.active(), server), () =>
    askForLink(behindGateway, { traceparent: kept }),
  )
  server.end()
  const request = spans.one('requestMagicLink')
  expect(request.spanContext().traceId).toBe(traceId)
  expect(request.parentSpanContext?.spanId).toBe(spanId)
})

test('a webhook says nothing of the trace that it is in, not even by an instrumentation', async () => {
  const { happen } = await listening(behindGateway)
  await happen()
  spans.forget()
  carried.length = 0
  await behindGateway.jobs.run()
  expect(receiver.received).toHaveLength(1)
  expect(Object.keys(receiver.received[0]?.headers ?? {})).not.toContain('traceparent')
  expect(carried).toEqual([{}])
  const delivery = spans.one('deliver webhook')
  expect(delivery.parentSpanContext?.spanId).toBe(spans.one('job deliver_webhook').spanContext().spanId)
})

test('whoever hosts the metadata of an OAuth client, as anybody can, learns nothing of the trace', async () => {
  carried.length = 0
  const actors = oauthActors(behindGateway)
  const client = {
    id: 'https://client.example/client.json',
    secret: null,
    redirectUri: 'http://127.0.0.1/callback',
  }
  await (await actors.signedIn()).get(actors.authorizeUrl(client, newPkce()))
  expect(carried).toEqual([{}])
  const fetched = spans.one('fetch client metadata')
  expect(fetched.parentSpanContext?.traceId).toBe(fetched.spanContext().traceId)
  expect(fetched.attributes).toEqual({})
})

test('a job goes by what its payload says of the trace only if that is one; the request id counts by itself', () => {
  const requestId = 'req_0123456789'
  const cause = (payload: unknown) => inRequestOf(payload, causeForPayload)
  expect(cause({ requestId, traceparent: kept })).toEqual({ requestId, traceparent: kept })
  expect(cause({ requestId, traceparent: `${kept}\nmore` })).toEqual({ requestId })
  expect(cause({ requestId: 7, traceparent: kept })).toEqual({ traceparent: kept })
  expect(cause('nothing')).toEqual({})
  expect(inRequestOf({ requestId }, currentRequestId)).toBe(requestId)
})

test('a span of what fails says of which kind the failure was, and not more', async () => {
  const tracing = await openTracing({ ...EXPORTER, TRUST_TRACEPARENT: 'off' })
  const fails = () => Promise.reject(new TypeError('secret'))
  await expect(tracing.call('fails', {}, fails)).rejects.toThrow('secret')
  const { attributes, status, events } = spans.one('fails')
  expect(attributes).toEqual({ 'error.type': 'TypeError' })
  expect(status).toEqual({ code: 2 })
  expect(events).toEqual([])
})

test('without an exporter the work is called as it is, no header is read, and nothing goes into payloads', async () => {
  const tracing = await openTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: undefined, TRUST_TRACEPARENT: 'on' })
  const request: TracedRequest = new Proxy({} as TracedRequest, {
    get: () => {
      throw new Error('Something asked about the request.')
    },
  })
  const work = Promise.resolve()
  const after = () => {
    throw new Error('Something asked about the answer.')
  }
  expect(tracing.request('nothing', request, () => work, after)).toBe(work)
  expect(tracing.job('nothing', '1', () => work)).toBe(work)
  expect(tracing.call('nothing', {}, () => work)).toBe(work)
  expect(causeForPayload()).toEqual({})
  expect(spans.ended()).toEqual([])

  const quiet = await testApp({ env: { LIMITS: 'off', TRUST_TRACEPARENT: 'on' } })
  await askForLink(quiet, { traceparent: kept })
  const [payload] = await payloads(quiet)
  expect(Object.keys(payload as object).toSorted()).toEqual(['mailId', 'requestId'])
  expect(spans.ended()).toEqual([])
})

// An API finds only what one of its own minor version or a later one has registered.
test.each(['1.9.0', '1.10.0'])('an SDK with version %s of the API gets the spans', async (version) => {
  spans.unregister()
  const names: string[] = []
  const tracer = { startActiveSpan: (name: string) => void names.push(name) } as unknown as Tracer
  const provider: TracerProvider = { getTracer: () => tracer }
  const registered = Symbol.for('opentelemetry.js.api.1')
  const held: Record<symbol, unknown> = globalThis as never
  const before = held[registered]
  held[registered] = { version, trace: provider }
  onTestFinished(() => {
    held[registered] = before
    spans.register()
  })
  const tracing = await openTracing({ ...EXPORTER, TRUST_TRACEPARENT: 'off' })
  await tracing.call('seen', {}, async () => {})
  expect(names).toEqual(['seen'])
})

test('an answer and its span agree on the request id, and a caller may choose it beside a trace', async () => {
  const client = behindGateway.client({ headers: { traceparent: kept, 'x-request-id': 'req_chosen0000' } })
  await unwrap(client.visitors.requestMagicLink({ body: { email: 'reader@client.example' } }))
  expect(spans.one('requestMagicLink').attributes['latchkey.request_id']).toBe('req_chosen0000')
})
