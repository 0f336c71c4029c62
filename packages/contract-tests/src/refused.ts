import type { ContractDocument, Operation } from './document.ts'
import type { RequestSpec } from './exchange.ts'
import { sampleRequest } from './sample.ts'
import { traceOf } from './trace.ts'

/** Bodies that hardly any schema takes. */
const BODIES = ['"ct"', '[]', '{"ct', '{}']
/** Values that hardly any schema of a path parameter takes. */
const NAMES = ['!', 'x'.repeat(300)]

/** A request of the operation that must be refused and so leaves no trace; `null` when the schemas refuse nothing. */
export function refusedRequest(document: ContractDocument, operation: Operation): RequestSpec | null {
  const { body: _, ...request } = sampleRequest(document, operation)
  const candidates: RequestSpec[] = operation.body
    ? BODIES.map((body) => ({ ...request, body }))
    : withUnfitNames(request)
  return candidates.find((candidate) => traceOf(document, candidate) === null) ?? null
}

/** A request that leaves no trace whoever sends it: a read as in the examples, or a write that must be refused; `null` for none. */
export const harmlessRequest = (document: ContractDocument, operation: Operation): RequestSpec | null =>
  operation.isSafe ? sampleRequest(document, operation) : refusedRequest(document, operation)

/** A request that names in its path what cannot exist; `null` when nothing is named there, or it could leave a trace. */
export function unfitNames(document: ContractDocument, operation: Operation): RequestSpec | null {
  const request = operation.body ? refusedRequest(document, operation) : sampleRequest(document, operation)
  if (!request || operation.parametersIn('path').length === 0) return null
  const isUnfit = ({ params = {} }: RequestSpec) =>
    operation
      .parametersIn('path')
      .every((parameter) => operation.parameterProblem(parameter, params[parameter.name]))
  return withUnfitNames(request).find((spec) => isUnfit(spec) && traceOf(document, spec) === null) ?? null
}

const withUnfitNames = (request: RequestSpec): RequestSpec[] =>
  NAMES.map((name) => ({
    ...request,
    params: Object.fromEntries(Object.keys(request.params ?? {}).map((key) => [key, name])),
  }))
