import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  type Sampler,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { afterAll } from 'vitest'

/** What has the server make spans. Nothing is sent there: where they go, the SDK knows. */
export const EXPORTER = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }

/** Registers the SDK of OpenTelemetry for a test file, as an operator does before the server starts; to be called first. */
export function recordSpans({ sampler }: { sampler?: Sampler } = {}) {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({
    ...(sampler && { sampler }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  })
  const register = () => {
    trace.setGlobalTracerProvider(provider)
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    propagation.setGlobalPropagator(
      new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
    )
  }
  const unregister = () => {
    for (const each of [trace, context, propagation]) each.disable()
  }
  register()
  afterAll(unregister)
  return {
    /** The spans that ended. */
    ended: (): readonly ReadableSpan[] => exporter.getFinishedSpans(),
    /** The one span of this name that ended since the last `forget`. */
    one(name: string): ReadableSpan {
      const [span, ...more] = exporter.getFinishedSpans().filter((each) => each.name === name)
      if (!span || more.length > 0)
        throw new Error(`${more.length + (span ? 1 : 0)} spans are named ${name}.`)
      return span
    },
    forget: () => exporter.reset(),
    register,
    unregister,
  }
}
