import type { Config } from './config.ts'
import type { Tracing } from './tracing.ts'

const off: Tracing = {
  request: (_operation, _request, work) => work(),
  job: (_name, _id, work) => work(),
  call: (_name, _attributes, work) => work(),
}

/**
 * Spans go to whatever tracer provider was registered before the server, as OpenTelemetry's own variables configure it.
 * Without an exporter nothing is loaded, and the work is called as if there were no spans.
 */
export async function openTracing({
  OTEL_EXPORTER_OTLP_ENDPOINT,
  TRUST_TRACEPARENT,
}: Pick<Config, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'TRUST_TRACEPARENT'>): Promise<Tracing> {
  if (OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return off
  const { spans } = await import('./spans.ts')
  return spans({ trustCallers: TRUST_TRACEPARENT === 'on' })
}
