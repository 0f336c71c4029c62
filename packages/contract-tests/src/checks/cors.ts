import type { Check, Context } from '../context.ts'
import type { Operation } from '../document.ts'
import { each } from '../each.ts'
import type { Exchange } from '../exchange.ts'
import { sampleRequest } from '../sample.ts'

const STRANGER = 'https://ct-stranger.example'
/** What the SDK may send to any operation. */
const SENT = ['authorization', 'content-type', 'x-request-id']
/** What the SDK reads. */
const READ = ['x-request-id', 'retry-after', 'ratelimit', 'etag', 'idempotent-replayed']

/** Which front ends may call, and that none may do it with cookies. */
export const cors: Check = {
  rules: ['cors-preflight', 'cors-headers', 'cors-credentials'],
  async run(context) {
    await each(context, context.operations, async (operation) => {
      const { finding } = context
      // A sandboxed frame has the origin `null`.
      for (const origin of [STRANGER, 'null', context.client.origin]) {
        const preflight = await ask(context, operation, origin)
        const isOpen = 'access-control-allow-origin' in preflight.answer.headers
        const problem = isOpen
          ? preflightProblem(operation, origin, preflight)
          : mustBeOpen(operation)
            ? `A preflight from ${origin} got ${preflight.answer.status} without Access-Control-Allow-Origin.`
            : null
        if (problem) finding('cors-preflight', operation, problem, [preflight])
        checkCredentials(context, operation, origin, preflight)
      }
      if (operation.isSafe && context.client.hasQuota(operation)) await checkAnswer(context, operation)
    })
  },
}

/** A visitor's session is sent as a bearer token where the origin differs. */
const mustBeOpen = (operation: Operation) =>
  operation.credentials.includes('visitorToken') &&
  operation.answers.some(
    ({ status }) => status === 401 && operation.answer(status)?.types.includes('application/json'),
  )

async function ask({ client, document }: Context, operation: Operation, origin: string) {
  const { params = {} } = sampleRequest(document, operation)
  return await client.send({
    operation,
    method: 'OPTIONS',
    params,
    headers: {
      origin,
      'access-control-request-method': operation.method,
      'access-control-request-headers': sentTo(operation).join(','),
    },
  })
}

const sentTo = (operation: Operation) => [
  ...SENT,
  ...operation.parametersIn('header').map(({ name }) => name.toLowerCase()),
]

const listed = (header: string | undefined) =>
  (header ?? '').split(',').map((part) => part.trim().toLowerCase())

function preflightProblem(operation: Operation, origin: string, { answer }: Exchange): string | null {
  const { status, headers } = answer
  if (status >= 300) return `A preflight from ${origin} got ${status}.`
  const methods = listed(headers['access-control-allow-methods'])
  const { method } = operation
  if (!methods.includes(method.toLowerCase()) && !['GET', 'HEAD', 'POST'].includes(method))
    return `A preflight from ${origin} does not allow ${method}.`
  const allowed = listed(headers['access-control-allow-headers'])
  const missing = sentTo(operation).filter((name) => !allowed.includes(name))
  return missing.length > 0 ? `A preflight from ${origin} does not allow ${missing.join(', ')}.` : null
}

function checkCredentials(
  { client, finding }: Context,
  operation: Operation,
  origin: string,
  exchange: Exchange,
) {
  const { headers } = exchange.answer
  const allowed = headers['access-control-allow-origin']
  const says = (sentence: string) => finding('cors-credentials', operation, sentence, [exchange])
  if (headers['access-control-allow-credentials'] === 'true' && origin !== client.origin)
    says(`It lets ${origin} send cookies.`)
  if (allowed !== undefined && allowed !== '*' && !listed(headers.vary).includes('origin'))
    says(`It allows ${allowed} without \`Vary: Origin\`.`)
}

async function checkAnswer(context: Context, operation: Operation): Promise<void> {
  const { client, document, finding } = context
  const exchange = await client.send({
    ...sampleRequest(document, operation),
    headers: { origin: STRANGER },
  })
  const { headers } = exchange.answer
  checkCredentials(context, operation, STRANGER, exchange)
  if (headers['access-control-allow-origin'] === undefined) {
    if (mustBeOpen(operation))
      finding('cors-headers', operation, 'Its answer has no Access-Control-Allow-Origin.', [exchange])
    return
  }
  const exposed = listed(headers['access-control-expose-headers'])
  const missing = READ.filter((name) => !exposed.includes(name))
  if (missing.length > 0)
    finding('cors-headers', operation, `It does not expose ${missing.join(', ')}.`, [exchange])
}
