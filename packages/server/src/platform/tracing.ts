import type { Config } from './config.ts'
import type { RequestFacts } from './http/request.ts'

export type Attributes = Readonly<Record<string, string | number>>

/** Tells OpenTelemetry how long things take. Each does the work within a span. */
export interface Tracing {
  /** A request, in the trace of its caller if that is trusted; `after` says what is known of it when it is answered. */
  request<T>(
    operation: string,
    request: TracedRequest,
    work: () => Promise<T>,
    after: (result: T) => Attributes,
  ): Promise<T>
  /** A job, in the trace of what it follows from. */
  job(name: string, id: string, work: () => Promise<void>): Promise<void>
  /** A call to somebody else, who learns nothing of the trace. */
  call<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>
}

export type TracedRequest = Pick<RequestFacts, 'id' | 'method' | 'header'>

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
