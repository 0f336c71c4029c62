import type { ContractDocument, Operation } from './document.ts'
import type { RequestSpec } from './exchange.ts'
import { sampleRequest } from './sample.ts'
import { traceOf } from './trace.ts'

/** Bodies that hardly any schema takes. */
const BODIES = ['"ct"', '[]', '{"ct', '{}']
/** Values that hardly any schema of a path parameter takes. */
const VALUES = ['!', 'x'.repeat(300)]

/** A request of the operation that must be refused and so leaves no trace; `null` when the schemas refuse nothing. */
export function refusedRequest(document: ContractDocument, operation: Operation): RequestSpec | null {
  const { body: _, ...request } = sampleRequest(document, operation)
  const names = Object.keys(request.params ?? {})
  const candidates: RequestSpec[] = operation.body
    ? BODIES.map((body) => ({ ...request, body }))
    : [
        request,
        ...VALUES.map((value) => ({
          ...request,
          params: Object.fromEntries(names.map((name) => [name, value])),
        })),
      ]
  return candidates.find((candidate) => traceOf(document, candidate) === null) ?? null
}
