import {
  type Context,
  context,
  createContextKey,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  type TextMapGetter,
  trace,
} from '@opentelemetry/api'
import { currentRequestId, currentTraceparent, inTrace, TRACEPARENT } from './request-context.ts'
import type { Attributes, TracedRequest, Tracing } from './tracing.ts'

/** Instrumentations look here before they make a span of a call, or send a trace along; every copy of the SDK has this key. */
const SUPPRESSED = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING')

const headers: TextMapGetter<TracedRequest> = {
  get: (request, name) => request.header(name),
  keys: () => [],
}

/** Where the caller is in a trace, by the headers of whichever propagators are registered. */
function callerOf(request: TracedRequest): SpanContext | undefined {
  try {
    const caller = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, request, headers))
    return caller && isSpanContextValid(caller) ? caller : undefined
  } catch {
    // Anybody may send anything, and a propagator may not be made for that.
    return undefined
  }
}

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${(traceFlags & 0xff).toString(16).padStart(2, '0')}`

/** Below the span that a job follows from. Its payload has no `tracestate`, which may be long. */
function belowCause(): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(currentTraceparent() ?? '') ?? []
  if (!traceId || !spanId || !flags) return ROOT_CONTEXT
  const traceFlags = Number.parseInt(flags, 16)
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}

/**
 * Makes spans by the OpenTelemetry API.
 * @param trustCallers Whether the trace of a caller goes on here, and is kept or not as they decided. Otherwise a
 *   request begins a trace that links to theirs: strangers must not have everything kept, nor get into others' traces.
 */
export function spans({ trustCallers }: { readonly trustCallers: boolean }): Tracing {
  const tracer = trace.getTracer('latchkey')

  const within = <T>(
    name: string,
    options: SpanOptions,
    parent: Context,
    work: () => Promise<T>,
    after?: (result: T) => Attributes,
  ): Promise<T> =>
    tracer.startActiveSpan(name, options, parent, async (span) => {
      const place = span.spanContext()
      try {
        const result = await (isSpanContextValid(place) ? inTrace(traceparentOf(place), work) : work())
        if (after) span.setAttributes(after(result))
        return result
      } catch (error) {
        // Not its message: others put into theirs what must not be kept.
        span.setAttribute('error.type', error instanceof Error ? error.name : typeof error)
        span.setStatus({ code: SpanStatusCode.ERROR })
        throw error
      } finally {
        span.end()
      }
    })

  return {
    request(operation, request, work, after) {
      const attributes = { 'latchkey.request_id': request.id, 'http.request.method': request.method }
      const here = context.active()
      // An instrumentation of the operator's saw the request before, and decided whose trace it belongs to.
      if (trace.getSpan(here)) return within(operation, { attributes }, here, work, after)
      const options = { kind: SpanKind.SERVER, attributes }
      const caller = callerOf(request)
      if (!caller) return within(operation, options, ROOT_CONTEXT, work, after)
      if (trustCallers) {
        return within(operation, options, trace.setSpanContext(ROOT_CONTEXT, caller), work, after)
      }
      const { traceId, spanId, traceFlags } = caller
      const links = [{ context: { traceId, spanId, traceFlags, isRemote: true } }]
      return within(operation, { ...options, links }, ROOT_CONTEXT, work, after)
    },
    job(name, id, work) {
      const attributes = { 'latchkey.job.id': id, 'latchkey.request_id': currentRequestId() ?? '' }
      return within(`job ${name}`, { kind: SpanKind.CONSUMER, attributes }, belowCause(), work)
    },
    call(name, attributes, work) {
      // Stripe, mail servers, creators' endpoints and whoever hosts a client's metadata are third parties (W3C Trace
      // Context §7): they could only store the ids, or take them for those of their own traces. So not even an
      // instrumentation of Node's http sends them.
      const alone = () => context.with(context.active().setValue(SUPPRESSED, true), work)
      return within(name, { kind: SpanKind.CLIENT, attributes }, context.active(), alone)
    },
  }
}
