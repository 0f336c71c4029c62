import type { Exchange } from './exchange.ts'
import type { RuleId } from './rules.ts'

type Report = (rule: RuleId, sentence: string) => void

/** Looks at what all answers must have, whether or not they are an operation's. */
export class Observer {
  readonly #requestIds = new Set<string>()

  look(exchange: Exchange, report: Report): void {
    this.#checkRequestId(exchange, report)
    // A preflight is answered to the browser, not to a client.
    if (exchange.request.method === 'OPTIONS' && exchange.answer.status < 400) return
    checkErrorBody(exchange, report)
    checkSecurityHeaders(exchange, report)
    checkNoStore(exchange, report)
  }

  #checkRequestId({ request, answer }: Exchange, report: Report) {
    const id = answer.headers['x-request-id']
    if (id === undefined) {
      report('request-id', `It sent no X-Request-Id with ${answer.status}.`)
    } else if (this.#requestIds.has(id) && request.headers['x-request-id'] !== id) {
      report('request-id', 'X-Request-Id is one that an earlier answer had.')
    } else this.#requestIds.add(id)
  }
}

/** The errors of OAuth endpoints have members of their own (RFC 6749 §5.2); the schema knows them. */
function checkErrorBody({ operation, request, answer }: Exchange, report: Report) {
  const { status, headers, json } = answer
  if (status < 400 || request.method === 'HEAD') return
  const isOperations = operation !== null && operation.method === request.method
  const isJson = headers['content-type']?.startsWith('application/json')
  if (!isJson) {
    if (!isOperations) report('error-body', `The ${status} is no JSON, but ${headers['content-type']}.`)
    return
  }
  if (typeof json !== 'object' || json === null) {
    report('error-body', `The body of ${status} is no object.`)
    return
  }
  if (isOperations && 'error_description' in json) return
  const { error, message, requestId, docUrl } = json as Record<string, unknown>
  const problems = [
    typeof error === 'string' && /^[a-z][a-z0-9_]*$/.test(error) ? null : '`error` is no code',
    typeof message === 'string' && message !== '' ? null : '`message` is missing',
    requestId === headers['x-request-id'] ? null : '`requestId` is not the `X-Request-Id`',
    typeof docUrl === 'string' && URL.canParse(docUrl) && docUrl.endsWith(`/errors/${error}`)
      ? null
      : `\`docUrl\` is not the page about the code: ${docUrl}`,
  ].filter((problem) => problem !== null)
  if (problems.length > 0) report('error-body', `In the body of ${status}, ${problems.join(', and ')}.`)
}

function checkSecurityHeaders({ operation, request, answer }: Exchange, report: Report) {
  const { status, headers } = answer
  const isPage = headers['content-type']?.startsWith('text/html') ?? false
  const missing = [
    headers['x-content-type-options'] === 'nosniff' ? null : 'X-Content-Type-Options: nosniff',
    operation && !/no-referrer|same-origin|strict-origin/.test(headers['referrer-policy'] ?? '')
      ? 'a Referrer-Policy'
      : null,
    isPage && !/frame-ancestors/.test(headers['content-security-policy'] ?? '') && !headers['x-frame-options']
      ? 'a Content-Security-Policy with frame-ancestors'
      : null,
    request.url.startsWith('https:') && !headers['strict-transport-security']
      ? 'Strict-Transport-Security'
      : null,
  ].filter((name) => name !== null)
  if (missing.length > 0) report('security-headers', `It sent ${status} without ${missing.join(', ')}.`)
}

function checkNoStore({ operation, as, request, answer }: Exchange, report: Report) {
  const control = answer.headers['cache-control'] ?? ''
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const mayBeKept = isRead && as === null && answer.status < 400
  if (!operation || mayBeKept || control.includes('no-store')) return
  report('no-store', `It sent \`Cache-Control: ${control}\` with ${answer.status}.`)
}
