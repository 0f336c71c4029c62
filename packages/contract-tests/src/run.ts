import { checkAnswer } from './answers.ts'
import { checks } from './checks.ts'
import { AskedToWait, Client, NoAnswer, ServerGone } from './client.ts'
import type { Check, Context } from './context.ts'
import { Coverage, declaredAnswers, type Means, reasonFor } from './coverage.ts'
import { ContractDocument, type Operation } from './document.ts'
import type { Credential } from './exchange.ts'
import { Findings } from './findings.ts'
import { Mask } from './mask.ts'
import { Observer } from './observer.ts'
import type { Options } from './options.ts'
import type { Report } from './report.ts'
import { answerRules } from './rules/answers.ts'
import { isRuleId, type RuleId, rules } from './rules.ts'
import { traceOf } from './trace.ts'

/** It could not be checked; the message says why, as one sentence. */
export class CannotCheck extends Error {
  override readonly name = 'CannotCheck'
}

/** Who looks on. */
export interface Hooks {
  /** Ends the run; the report tells of what was seen until then. */
  readonly signal?: AbortSignal
  /** Waits as long as a `Retry-After` asks, in milliseconds. */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Told before each check, and of each request. */
  readonly progress?: (done: { checks: number; of: number; requests: number }) => void
}

/**
 * Checks the deployment.
 * @throws CannotCheck when it serves no document that can be read.
 */
export async function run(options: Options, { signal, wait, progress }: Hooks = {}): Promise<Report> {
  const start = performance.now()
  const document = await fetchDocument(options.origin, signal)
  const findings = new Findings()
  const coverage = new Coverage()
  const observer = new Observer()
  const mask = new Mask()
  let requests = 1
  const isSelected = selection(options, document)
  const operations = document.operations.filter(isSelected.operation)
  if (operations.length === 0) throw new CannotCheck('No operation is left to check.')
  const selected = checks.filter((check) => isToRun(check, options, isSelected.rule))
  let done = 0
  const tell = () => progress?.({ checks: done, of: selected.length, requests })
  const finding: Context['finding'] = (rule, where, sentence, exchanges) => {
    const place = typeof where === 'string' ? where : where.id
    if (isSelected.rule(rule)) findings.add({ rule, where: place, sentence, exchanges })
  }
  const client = new Client({
    origin: options.origin,
    signal,
    wait,
    traceOf: options.sandbox ? undefined : (spec) => traceOf(document, spec),
    onExchange: (exchange) => {
      requests += 1
      tell()
      coverage.see(exchange)
      mask.learn(exchange)
      const where = exchange.operation ?? new URL(exchange.request.url).pathname.slice(0, 60)
      const report = (rule: RuleId, sentence: string) => finding(rule, where, sentence, [exchange])
      if (!exchange.generated) checkAnswer(document, exchange, report)
      observer.look(exchange, report)
    },
  })
  const credentials = credentialsOf(options)
  const context: Context = { options, document, client, operations, finding, credentials }

  const notes: string[] = []
  let stopped: string | null = null
  for (const check of selected) {
    if (stopped !== null || signal?.aborted) break
    tell()
    try {
      await check.run(context)
    } catch (error) {
      if (signal?.aborted) break
      if (error instanceof NoAnswer) finding('server-error', options.origin, error.message, [])
      else if (error instanceof ServerGone) stopped = error.message
      else if (!(error instanceof AskedToWait)) throw error
      else if (error.operation === null) stopped = error.message
    }
    done += 1
  }
  notes.push(...client.leftAlone.map(({ message }) => message))

  const means: Means = {
    sandbox: options.sandbox,
    credentials,
    isSelected: isSelected.operation,
    isThrottled: ({ id }) => client.leftAlone.some(({ operation }) => operation?.id === id),
  }
  const rows = declaredAnswers(document).map((answer) => ({
    ...answer,
    reason: coverage.has(answer) ? null : reasonFor(answer, means),
  }))
  const looked = new Set<RuleId>([
    ...(Object.keys(answerRules) as RuleId[]),
    ...selected.flatMap((check) => check.rules),
  ])
  return {
    origin: options.origin,
    version: document.object.info.version,
    findings: findings.all,
    rules: (Object.keys(rules) as RuleId[]).filter((rule) => looked.has(rule) && isSelected.rule(rule)),
    requests,
    mask,
    seconds: (performance.now() - start) / 1000,
    covered: rows.filter(({ reason }) => reason === null).length,
    declared: rows.length,
    coverage: rows,
    reached: operations.filter((operation) => coverage.isReached(operation)).length,
    operations: operations.length,
    notes,
    stopped,
    interrupted: signal?.aborted ?? false,
  }
}

function isToRun(check: Check, options: Options, isSelected: (rule: RuleId) => boolean): boolean {
  if (check.needsSandbox && !options.sandbox) return false
  return check.rules.length === 0 || check.rules.some(isSelected)
}

/** @throws CannotCheck */
export async function fetchDocument(origin: string, signal?: AbortSignal): Promise<ContractDocument> {
  const url = `${origin}/openapi.json`
  const because = (cause: unknown) =>
    new CannotCheck(`${url} cannot be read: ${cause instanceof Error ? cause.message : cause}.`, { cause })
  // A redirect leads to another origin, for which nobody asked.
  const response = await fetch(url, { redirect: 'manual', ...(signal && { signal }) }).catch(
    (error: unknown) => {
      throw because(error instanceof Error ? (error.cause ?? error) : error)
    },
  )
  const location = response.headers.get('location')
  if (!response.ok) throw because(`it answered ${response.status}${location ? ` to ${location}` : ''}`)
  const object: unknown = await response.json().catch(() => {
    throw because('it is no JSON')
  })
  const isDocument = typeof object === 'object' && object !== null && 'openapi' in object && 'paths' in object
  if (!isDocument) throw because('it is no OpenAPI document with paths')
  try {
    return new ContractDocument(object as ConstructorParameters<typeof ContractDocument>[0])
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
