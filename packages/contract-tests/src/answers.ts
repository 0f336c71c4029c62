import type { ContractDocument } from './document.ts'
import type { Exchange } from './exchange.ts'
import type { RuleId } from './rules.ts'

/** What HTTP, CORS and the browser's protection say beside the contract. */
const NOT_DECLARED =
  /^(?:date|connection|keep-alive|server|via|content-(?:type|length|encoding)|transfer-encoding|vary|access-control-.*|x-content-type-options|referrer-policy|content-security-policy|x-frame-options|strict-transport-security)$/

type Report = (rule: RuleId, sentence: string) => void

/** Holds an answer against what its operation declares. */
export function checkAnswer(document: ContractDocument, exchange: Exchange, report: Report): void {
  const { operation, answer } = exchange
  const { status, code } = answer
  if (status >= 500 && status !== 503)
    report('server-error', `It answered ${status}${code ? ` (${code})` : ''}.`)
  // A wrong method or an unknown path is no operation's.
  if (!operation || exchange.request.method !== operation.method) return
  const declared = operation.answer(status)
  if (!declared) {
    report(
      'undeclared-status',
      `It answered ${status}; declared are ${Object.keys(operation.object.responses).join(', ')}.`,
    )
    return
  }
  if (
    code !== null &&
    status >= 400 &&
    !operation.answers.some((one) => one.status === status && one.code === code)
  ) {
    report('undeclared-code', `It answered ${status} ${code}, which \`x-errors\` does not list.`)
  }
  const missing = declared.requiredHeaders.filter((name) => answer.headers[name] === undefined)
  if (missing.length > 0) report('missing-header', `It sent no ${missing.join(', no ')} with ${status}.`)
  const extra = Object.keys(answer.headers).filter(
    (name) => !declared.headers.includes(name) && !NOT_DECLARED.test(name),
  )
  if (extra.length > 0) report('undeclared-header', `It sent ${extra.join(', ')} with ${status}.`)
  checkBody(document, exchange, report)
}

function checkBody(document: ContractDocument, { operation, answer }: Exchange, report: Report) {
  const declared = operation?.answer(answer.status)
  if (!declared) return
  const type = answer.headers['content-type']?.split(';')[0] ?? null
  if (declared.types.length === 0) {
    if (answer.text !== '')
      report('content-type', `It sent a body with ${answer.status}, where none is declared.`)
    return
  }
  if (type === null || !declared.types.includes(type)) {
    report(
      'content-type',
      `It sent ${type ?? 'no media type'} with ${answer.status}; declared is ${declared.types.join(' or ')}.`,
    )
    return
  }
  if (type !== 'application/json') return
  if (answer.json === undefined) {
    report('body-schema', `The body of ${answer.status} is no JSON.`)
    return
  }
  const problem = document.answerProblem(declared.schemaPointer(type), answer.json)
  if (problem) report('body-schema', `The body of ${answer.status} does not fit: ${problem}.`)
}
