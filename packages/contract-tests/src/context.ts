import type { Client } from './client.ts'
import type { ContractDocument, Operation } from './document.ts'
import type { Credential, Exchange } from './exchange.ts'
import type { Options } from './options.ts'
import type { RuleId } from './rules.ts'
import type { Sandbox } from './sandbox/sandbox.ts'

/** What a check works with. */
export interface Context {
  readonly options: Options
  readonly document: ContractDocument
  readonly client: Client
  /** What `--account-token`, `--visitor-token` and `--token` gave, by the names of the security schemes. */
  readonly credentials: ReadonlyMap<string, Credential>
  /** The operations that `--only` and `--skip` leave. */
  readonly operations: readonly Operation[]
  /** What the run makes for itself; only with `--sandbox`. */
  readonly sandbox: Sandbox | null
  /** Says why an operation could not be called so that it succeeds. */
  unreached(operation: Operation, why: string): void
  /** Reports that a rule does not hold. */
  finding(rule: RuleId, where: Operation | string, sentence: string, exchanges: readonly Exchange[]): void
}

/** Sends requests, and looks for what breaks its rules. */
export interface Check {
  /** The rules of its own; those about answers are looked for in every check. */
  readonly rules: readonly RuleId[]
  /** Runs with `--sandbox` only, because it leaves something behind, or needs mail or a payment. */
  readonly needsSandbox?: boolean
  run(context: Context): Promise<void>
}
