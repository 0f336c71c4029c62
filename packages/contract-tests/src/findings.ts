import type { Exchange } from './exchange.ts'
import type { RuleId } from './rules.ts'

/** One rule that does not hold for one operation, with what shows it. */
export interface Finding {
  readonly rule: RuleId
  /** Id of the operation, or a path that is none. */
  readonly where: string
  /** What was seen, as one sentence. */
  readonly sentence: string
  /** The requests that show it, in their order. */
  readonly exchanges: readonly Exchange[]
}

/** Findings without repetition: of the same rule, place and sentence the first is enough. */
export class Findings {
  readonly #found = new Map<string, Finding>()

  add(finding: Finding): void {
    const key = `${finding.rule}\n${finding.where}\n${finding.sentence}`
    if (!this.#found.has(key)) this.#found.set(key, finding)
  }

  get all(): readonly Finding[] {
    return [...this.#found.values()]
  }
}
