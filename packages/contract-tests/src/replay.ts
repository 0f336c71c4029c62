import { readFile } from 'node:fs/promises'
import { validateHeaderName, validateHeaderValue } from 'node:http'
import { CannotCheck } from './cannot-check.ts'
import type { Client } from './client.ts'
import type { ContractDocument } from './document.ts'
import type { Credential, Exchange } from './exchange.ts'
import { problemsOf } from './fuzz/judge.ts'
import type { Mask } from './mask.ts'
import { isRuleId, type RuleId } from './rules.ts'

/** A request as a report keeps it: without its secrets, which the options give again. */
export interface Recorded {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** Kind of the credential that it was sent with; `null`: with none. */
  readonly as: string | null
}

/** A finding as a report keeps it. */
export interface RecordedFinding {
  readonly rule: RuleId
  readonly where: string
  /** What shows it; the last one is judged. */
  readonly requests: readonly Recorded[]
}

const CREDENTIALS = new Set(['authorization', 'cookie', 'x-api-key'])
const OWN = new Set(['content-length'])

/** What is kept of an exchange. */
export function record(exchange: Exchange, mask: Mask): Recorded {
  const { method, url, headers, body } = mask.request(exchange)
  const { pathname, search } = new URL(url)
  const { as } = exchange
  return {
    method,
    path: pathname + search,
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => !OWN.has(name) && !(as && CREDENTIALS.has(name))),
    ),
    body: body === null ? null : Buffer.from(body).toString(),
    as: as?.kind ?? null,
  }
}

/** It could not be read; the message says why, as one sentence. */
export class NoReplay extends CannotCheck {}

/**
 * The findings of a report, as `--json` writes it.
 * @throws NoReplay
 */
export async function readFindings(file: string): Promise<readonly RecordedFinding[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new NoReplay(`${file} cannot be read: ${error.message}.`)
  })
  const findings = findingsIn(text)
  if (!findings?.every(isOfThisVersion)) {
    throw new NoReplay(`${file} is no report of this version: it has no list of findings.`)
  }
  for (const { where, requests } of findings) {
    const problem = requests.map(requestProblem).find((one) => one !== null)
    if (problem) throw new NoReplay(`${file} cannot be repeated: a request of ${where} has ${problem}.`)
  }
  return findings as readonly RecordedFinding[]
}

/** A finding whose requests nobody has looked at yet. */
type Unread = Omit<RecordedFinding, 'requests'> & { readonly requests: readonly unknown[] }

function findingsIn(text: string): readonly unknown[] | null {
  try {
    const { findings } = JSON.parse(text) as { findings?: unknown }
    return Array.isArray(findings) ? findings : null
  } catch {
    return null
  }
}

function isOfThisVersion(finding: unknown): finding is Unread {
  if (typeof finding !== 'object' || finding === null) return false
  const { rule, where, requests } = finding as Record<string, unknown>
  return typeof rule === 'string' && isRuleId(rule) && typeof where === 'string' && Array.isArray(requests)
}

/** What a request has that no report writes, as the rest of a sentence: a file may come from anybody. */
function requestProblem(request: unknown): string | null {
  const { method, path, headers, body, as } = Object(request) as Record<string, unknown>
  // The characters of a token (RFC 9110 §5.6.2).
  if (typeof method !== 'string' || !/^[\w!#$%&'*+.^`|~-]+$/.test(method)) return 'no method'
  if (typeof path !== 'string' || !/^\/(?!\/)/.test(path)) return 'no path that begins with a single "/"'
  if (!isHeaders(headers)) return 'no headers that could be sent'
  if (typeof body !== 'string' && body !== null) return 'a body that is no text'
  if (typeof as !== 'string' && as !== null) return 'no kind of credential, nor none'
  return null
}

function isHeaders(headers: unknown): boolean {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return false
  try {
    for (const [name, value] of Object.entries(headers)) {
      if (typeof value !== 'string') return false
      validateHeaderName(name)
      validateHeaderValue(name, value)
    }
    return true
  } catch {
    return false
  }
}

/**
 * Sends the requests of a finding again.
 * @returns how its rule is still broken; `null` when it is not.
 * @throws NoReplay when a secret is needed that no option gives.
 */
export async function repeat(
  finding: RecordedFinding,
  document: ContractDocument,
  client: Client,
  credentials: ReadonlyMap<string, Credential>,
): Promise<string | null> {
  const operation = document.operations.find(({ id }) => id === finding.where) ?? null
  let last: Exchange | null = null
  for (const { method, path, headers, body, as } of finding.requests) {
    const credential = as === null ? null : credentials.get(as)
    if (credential === undefined) {
      throw new NoReplay(`It was sent with a credential (${as}); give one to repeat it.`)
    }
    const request = { operation, method, path, headers, as: credential, generated: true }
    last = await client.send({ ...request, ...(body !== null && { body }) })
  }
  const problem = last && problemsOf(document, last).find(({ rule }) => rule === finding.rule)
  return problem?.sentence ?? null
}
