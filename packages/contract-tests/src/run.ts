import { checkAnswer } from './answers.ts'
import { CannotCheck } from './cannot-check.ts'
import { checks } from './checks.ts'
import { Client } from './client.ts'
import type { Context } from './context.ts'
import { Coverage } from './coverage.ts'
import { ContractDocument, type Operation } from './document.ts'
import type { Credential } from './exchange.ts'
import { type Finding, Findings } from './findings.ts'
import type { Options } from './options.ts'
import { isRuleId, type RuleId } from './rules.ts'
import { readAnnouncement } from './sandbox/announcement.ts'
import { cleanUp } from './sandbox/clean-up.ts'
import { Sandbox } from './sandbox/sandbox.ts'
import { Stuck } from './sandbox/stuck.ts'

/** What came of a run. */
export interface Report {
  readonly origin: string
  readonly findings: readonly Finding[]
  readonly requests: number
  readonly covered: number
  readonly declared: number
  /** What a reader should know beside: operations that could not be called, what could not be removed. A sentence each. */
  readonly notes: readonly string[]
}

/**
 * Checks the deployment.
 * @throws CannotCheck when it serves no document, or no operation can be reached.
 */
export async function run(options: Options, signal?: AbortSignal): Promise<Report> {
  const document = await fetchDocument(options.origin)
  const findings = new Findings()
  const coverage = new Coverage()
  let requests = 0
  const isSelected = selection(options, document)
  const finding: Context['finding'] = (rule, where, sentence, exchanges) => {
    const place = typeof where === 'string' ? where : where.id
    if (isSelected.rule(rule)) findings.add({ rule, where: place, sentence, exchanges })
  }
  let sandbox: Sandbox | null = null
  const clientUntil = (signal: AbortSignal | undefined) =>
    new Client({
      origin: options.origin,
      signal,
      onExchange: (exchange) => {
        requests += 1
        coverage.see(exchange)
        sandbox?.see(exchange)
        const where = exchange.operation ?? new URL(exchange.request.url).pathname
        checkAnswer(document, exchange, (rule, sentence) => finding(rule, where, sentence, [exchange]))
      },
    })
  const operations = document.operations.filter(isSelected.operation)
  if (operations.length === 0) throw new CannotCheck('No operation is left to check.')
  const notes: string[] = []
  const client = clientUntil(signal)
  if (options.sandbox) {
    sandbox = new Sandbox(document, client, await readAnnouncement(document, options.origin), signal)
  }
  const context: Context = {
    options,
    document,
    client,
    sandbox,
    unreached: ({ id }, why) => void notes.push(`${id} was not called so that it succeeds: ${why}`),
    operations,
    finding,
    credentials: credentialsOf(options),
  }
  try {
    for (const check of checks) {
      if (check.needsSandbox && !sandbox) continue
      if (check.rules.length > 0 && !check.rules.some(isSelected.rule)) continue
      await check.run(context).catch((error: unknown) => {
        // What a check needs is not to be had: that is the finding.
        if (!(error instanceof Stuck)) throw error
        if (!isSelected.rule('valid-request')) throw new CannotCheck(error.message, { cause: error })
        const { exchange, message } = error
        finding('valid-request', exchange?.operation ?? 'sandbox', message, exchange ? [exchange] : [])
      })
    }
  } finally {
    // Not with the signal: what was interrupted is cleaned up, too.
    if (sandbox) notes.push(...(await cleanUp(sandbox.with(clientUntil(undefined)))))
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
    notes,
  }
}

async function fetchDocument(origin: string): Promise<ContractDocument> {
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

function credentialsOf({ accountToken, visitorToken, token }: Options): Map<string, Credential> {
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
