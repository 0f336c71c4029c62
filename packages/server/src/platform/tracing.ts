import type { Config } from './config.ts'

type Attributes = Readonly<Record<string, string | number>>

/** Tells OpenTelemetry how long things take. */
export interface Tracing {
  /** Does the work within a span; `after` says what is known of it when it is done. */
  span<T>(
    name: string,
    attributes: Attributes,
    work: () => Promise<T>,
    after?: (result: T) => Attributes,
  ): Promise<T>
}

const off: Tracing = { span: (_name, _attributes, work) => work() }

/**
 * Spans go to whatever tracer provider was registered before the server, as OpenTelemetry's own variables configure it.
 * Without an exporter nothing is loaded, and the work is called as if there were no spans.
 */
export async function openTracing({
  OTEL_EXPORTER_OTLP_ENDPOINT,
}: Pick<Config, 'OTEL_EXPORTER_OTLP_ENDPOINT'>): Promise<Tracing> {
  if (OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return off
  const { SpanStatusCode, trace } = await import('@opentelemetry/api')
  const tracer = trace.getTracer('latchkey')
  return {
    span: (name, attributes, work, after) =>
      tracer.startActiveSpan(name, { attributes }, async (span) => {
        try {
          const result = await work()
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
      }),
  }
}
