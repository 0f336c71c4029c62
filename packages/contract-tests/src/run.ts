import { checkAnswer } from './answers.ts'
import { CannotCheck } from './cannot-check.ts'
import { checks } from './checks.ts'
import { AskedToWait, Client, NoAnswer, OtherServer, ServerGone } from './client.ts'
import type { Check, Context } from './context.ts'
import { Coverage, declaredAnswers, type Means, reasonFor } from './coverage.ts'
import type { ContractDocument, Operation } from './document.ts'
import type { Credential } from './exchange.ts'
import { fetchDocument } from './fetch-document.ts'
import { Findings } from './findings.ts'
import { Mask } from './mask.ts'
import { Observer } from './observer.ts'
import type { Options } from './options.ts'
import type { Report } from './report.ts'
import { answerRules } from './rules/answers.ts'
import { isRuleId, type RuleId, rules } from './rules.ts'
import { readAnnouncement } from './sandbox/announcement.ts'
import { cleanUp } from './sandbox/clean-up.ts'
import { Sandbox } from './sandbox/sandbox.ts'
import { Stuck } from './sandbox/stuck.ts'
import { traceOf } from './trace.ts'

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
  let sandbox: Sandbox | null = null
  const clientUntil = (until: AbortSignal | undefined) =>
    new Client({
      origin: options.origin,
      signal: until,
      wait,
      traceOf: options.sandbox ? undefined : (spec) => traceOf(document, spec),
      onExchange: (exchange) => {
        requests += 1
        tell()
        coverage.see(exchange)
        mask.learn(exchange)
        sandbox?.see(exchange)
        const where = exchange.operation ?? new URL(exchange.request.url).pathname.slice(0, 60)
        const report = (rule: RuleId, sentence: string) => finding(rule, where, sentence, [exchange])
        // Whoever made it from the schemas judges it.
        if (!exchange.generated) checkAnswer(document, exchange, report)
        observer.look(exchange, report)
      },
    })
  const client = clientUntil(signal)
  const notes: string[] = []
  if (options.sandbox) {
    sandbox = new Sandbox(document, client, await readAnnouncement(document, options.origin), signal)
  }
  const credentials = credentialsOf(options)
  const context: Context = {
    options,
    document,
    client,
    sandbox,
    operations,
    finding,
    credentials,
    unreached: ({ id }, why) => void notes.push(`${id} was not called so that it succeeds: ${why}`),
  }

  let stopped: string | null = null
  /** What ended a check before its end. */
  const ended = (error: unknown) => {
    if (error instanceof NoAnswer) finding('server-error', options.origin, error.message, [])
    else if (error instanceof ServerGone || error instanceof OtherServer) stopped = error.message
    else if (error instanceof AskedToWait) {
      // Of one operation the report tells by itself.
      if (error.operation === null) stopped = error.message
    } else if (!(error instanceof Stuck)) throw error
    else if (!isSelected.rule('valid-request')) throw new CannotCheck(error.message, { cause: error })
    else {
      // What a check needs is not to be had: that is the finding.
      const { exchange, message } = error
      finding('valid-request', exchange?.operation ?? 'sandbox', message, exchange ? [exchange] : [])
    }
  }
  try {
    for (const check of selected) {
      if (stopped !== null || signal?.aborted) break
      tell()
      await check.run(context).catch((error: unknown) => {
        if (!signal?.aborted) ended(error)
      })
      done += 1
    }
  } finally {
    // Not with the signal: what was interrupted is cleaned up, too.
    if (sandbox) notes.push(...(await cleanUp(sandbox.with(clientUntil(undefined)))))
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
    seconds: (performance.now() - start) / 1000,
    covered: rows.filter(({ reason }) => reason === null).length,
    declared: rows.length,
    coverage: rows,
    reached: operations.filter((operation) => coverage.isReached(operation)).length,
    operations: operations.length,
    isLatchkey: document.operations.some((operation) => coverage.isReached(operation)),
    notes,
    stopped,
    mask,
    interrupted: signal?.aborted ?? false,
  }
}

function isToRun(check: Check, options: Options, isSelected: (rule: RuleId) => boolean): boolean {
  if (check.needsSandbox && !options.sandbox) return false
  return check.rules.length === 0 || check.rules.some(isSelected)
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
