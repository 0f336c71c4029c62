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
