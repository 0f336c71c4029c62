import { urlOf } from './client.ts'
import type { ContractDocument, Operation } from './document.ts'
import type { RequestSpec } from './exchange.ts'

/**
 * What “without a trace” means: nothing that a run sends changes what the deployment keeps, beside its counters of
 * requests, its records of failed ones, its logs, and when a credential that was given was last used. So only this is sent:
 *
 * - GET, HEAD and OPTIONS, which change nothing (RFC 9110 §9.2.1);
 * - a write whose body does not fit its schema, even if members that are not declared were ignored. It has to be refused
 *   by its shape, whoever sends it: a server that forgets to ask who it is, or a proxy that answers for everybody, still
 *   has nothing that it could write;
 * - a write without a body whose path names what cannot exist, because its name does not fit the schema;
 * - a method that a path does not have, without body and credential, and never DELETE.
 */
export function traceOf(document: ContractDocument, spec: RequestSpec): string | null {
  const method = (spec.method ?? spec.operation?.method ?? 'GET').toUpperCase()
  if (SAFE.has(method)) return null
  // The path is the same on every origin.
  const { pathname } = urlOf('http://localhost', spec)
  const operation = document.operationAt(method, pathname)
  if (!operation) {
    if (method === 'DELETE') return 'a DELETE that the document does not have may delete all the same'
    const carries = spec.body !== undefined || carriesCredential(spec)
    return carries ? 'it has a body or a credential, and the document does not say what comes of it' : null
  }
  if (operation.body) {
    return bodyProblem(document, operation, spec.body)
      ? null
      : 'its body fits the schema, so it may be carried out'
  }
  const values = valuesIn(operation, pathname)
  const unfit = operation
    .parametersIn('path')
    .some((parameter) => operation.parameterProblem(parameter, values.get(parameter.name)))
  return unfit ? null : 'nothing about its shape has to be refused'
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Names of headers that say who sends a request. */
const CREDENTIALS = new Set(['authorization', 'cookie', 'x-api-key'])

const carriesCredential = ({ as, headers = {} }: RequestSpec) =>
  (as !== null && as !== undefined) ||
  Object.entries(headers).some(([name, value]) => value !== null && CREDENTIALS.has(name.toLowerCase()))

/** The path parameters of an operation as they stand in a path. */
function valuesIn(operation: Operation, pathname: string): Map<string, string> {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const values = operation.pattern.exec(pathname)?.slice(1) ?? []
  return new Map(names.map((name, index) => [name, decoded(values[index] ?? '')]))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Why a server cannot take the body; `null` when it could, if it ignored members that are not declared. */
function bodyProblem(document: ContractDocument, operation: Operation, body: unknown): string | null {
  const declared = operation.body
  if (!declared) return null
  const isText = typeof body === 'string' || body instanceof Uint8Array
  const text = isText ? Buffer.from(body).toString() : null
  if (body === undefined || text === '') return declared.required ? 'it is missing' : null
  if (text === null) return document.leastProblem(declared.pointer, body)
  if (declared.type === 'application/x-www-form-urlencoded') {
    return document.leastProblem(declared.pointer, Object.fromEntries(new URLSearchParams(text)))
  }
  try {
    // Read as leniently as a server might: what is no UTF-8 has become U+FFFD above.
    return document.leastProblem(declared.pointer, JSON.parse(text))
  } catch {
    return 'it is no JSON'
  }
}
