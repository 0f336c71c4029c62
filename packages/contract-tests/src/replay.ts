import { readFile } from 'node:fs/promises'
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
  try {
    const { findings } = JSON.parse(text) as { findings: readonly RecordedFinding[] }
    for (const { rule, requests } of findings) {
      if (!isRuleId(rule) || !Array.isArray(requests)) throw new TypeError(rule)
    }
    return findings
  } catch {
    throw new NoReplay(`${file} is no report of this version: it has no list of findings.`)
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
