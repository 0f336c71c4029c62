import { checkAnswer } from './answers.ts'
import { checks } from './checks.ts'
import { Client } from './client.ts'
import type { Context } from './context.ts'
import { Coverage } from './coverage.ts'
import { ContractDocument, type Operation } from './document.ts'
import type { Credential } from './exchange.ts'
import { type Finding, Findings } from './findings.ts'
import { Mask } from './mask.ts'
import type { Options } from './options.ts'
import { isRuleId, type RuleId } from './rules.ts'

/** What came of a run. */
export interface Report {
  readonly origin: string
  readonly findings: readonly Finding[]
  readonly requests: number
  readonly covered: number
  readonly declared: number
  /** Hides every secret that the run came across. */
  readonly mask: Mask
}

/** It could not be checked; the message says why, as one sentence. */
export class CannotCheck extends Error {
  override readonly name = 'CannotCheck'
}

/**
 * Checks the deployment.
 * @throws CannotCheck when it serves no document, or no operation can be reached.
 */
export async function run(options: Options, signal?: AbortSignal): Promise<Report> {
  const document = await fetchDocument(options.origin)
  const findings = new Findings()
  const coverage = new Coverage()
  const mask = new Mask()
  let requests = 0
  const isSelected = selection(options, document)
  const finding: Context['finding'] = (rule, where, sentence, exchanges) => {
    const place = typeof where === 'string' ? where : where.id
    if (isSelected.rule(rule)) findings.add({ rule, where: place, sentence, exchanges })
  }
  const client = new Client({
    origin: options.origin,
    signal,
    onExchange: (exchange) => {
      requests += 1
      coverage.see(exchange)
      mask.learn(exchange)
      if (exchange.generated) return
      const where = exchange.operation ?? new URL(exchange.request.url).pathname
      checkAnswer(document, exchange, (rule, sentence) => finding(rule, where, sentence, [exchange]))
    },
  })
  const operations = document.operations.filter(isSelected.operation)
  if (operations.length === 0) throw new CannotCheck('No operation is left to check.')
  const context: Context = {
    options,
    document,
    client,
    operations,
    finding,
    credentials: credentialsOf(options),
  }
  for (const check of checks) {
    if (check.needsSandbox && !options.sandbox) continue
    if (check.rules.length > 0 && !check.rules.some(isSelected.rule)) continue
    await check.run(context)
  }
  const answers = operations.flatMap((operation) =>
    operation.answers.map((answer) => ({ operation, ...answer })),
  )
  return {
    origin: options.origin,
    findings: findings.all,
    requests,
    covered: answers.filter(({ operation, status, code }) => coverage.has(operation, status, code)).length,
    declared: answers.length,
    mask,
  }
}

/** @throws CannotCheck */
export async function fetchDocument(origin: string): Promise<ContractDocument> {
  const url = `${origin}/openapi.json`
  const because = (cause: unknown) =>
    new CannotCheck(`${url} cannot be read: ${cause instanceof Error ? cause.message : cause}.`, { cause })
  const response = await fetch(url).catch((error: unknown) => {
    throw because(error instanceof Error ? (error.cause ?? error) : error)
  })
  if (!response.ok) throw because(`it answered ${response.status}`)
  const object = await response.json().catch(() => {
    throw because('it is no JSON')
  })
  try {
    return new ContractDocument(object)
  } catch (error) {
    throw because(error)
  }
}

/** What `--only` and `--skip` leave: of each kind they name, what they name; of the other, everything. */
function selection({ only, skip }: Options, document: ContractDocument) {
  const ids = new Set(document.operations.map(({ id }) => id))
  const unknown = [...only, ...skip].find((name) => !isRuleId(name) && !ids.has(name))
  if (unknown !== undefined) throw new CannotCheck(`"${unknown}" is neither a rule nor an operation.`)
  const onlyRules = only.filter(isRuleId)
  const onlyOperations = only.filter((name) => ids.has(name))
  return {
    rule: (rule: RuleId) => (onlyRules.length === 0 || onlyRules.includes(rule)) && !skip.includes(rule),
    operation: ({ id }: Operation) =>
      (onlyOperations.length === 0 || onlyOperations.includes(id)) && !skip.includes(id),
  }
}

/** What the options give, by the names of the security schemes. */
export function credentialsOf({ accountToken, visitorToken, token }: Options): Map<string, Credential> {
  const given: [kind: string, secret: string | null][] = [
    ['accessToken', accountToken],
    ['visitorToken', visitorToken],
    ['personalToken', token],
    ['personalTokenHeader', token],
  ]
  return new Map(
    given.flatMap(([kind, secret]) => (secret === null ? [] : [[kind, { kind, secret }] as const])),
  )
}
