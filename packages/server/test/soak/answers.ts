import { contract, type OperationDefinition } from '@latchkey/contract'
import { contentPath } from '../../src/platform/files/signed-urls.ts'
import { answerProblem } from '../answer-schemas.ts'
import type { ServedAnswer } from './balancer.ts'

const routes = Object.values(contract).flatMap((operations) =>
  Object.entries<OperationDefinition>(operations).map(([id, { method, path }]) => ({
    id,
    method: method.toUpperCase(),
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    parameters: path.split('{').length,
  })),
)

/** The operation behind a request; of two that fit, the one that says more of its path. */
function operationOf(method: string, pathname: string): string | null {
  const fitting = routes.filter((route) => route.method === method && route.pattern.test(pathname))
  return fitting.toSorted((a, b) => a.parameters - b.parameters)[0]?.id ?? null
}

const WITHOUT_BODY = new Set([204, 205, 304])

/** What is wrong with an answer; `null` when the contract declares it. Faults of ours are wrong, though it does. */
export async function problemOf({
  method,
  path,
  status,
  headers,
  body,
}: ServedAnswer): Promise<string | null> {
  const { pathname } = new URL(path, 'http://localhost')
  const operation = operationOf(method, pathname)
  const text = body.toString('utf8')
  if (status === 500) return `${method} ${pathname} 500: ${text}`
  // Contents of files come and go outside the contract.
  if (operation === null && status < 300 && pathname.startsWith(contentPath(''))) return null
  const response = new Response(WITHOUT_BODY.has(status) ? null : text, { status, headers })
  const isError = status >= 400 && headers.get('content-type')?.startsWith('application/json')
  const code = isError ? JSON.parse(text).error : null
  const problem = await answerProblem({ operation: operation ?? 'none', status, code, response })
  return problem && `${method} ${pathname} ${status} ${problem}`
}
