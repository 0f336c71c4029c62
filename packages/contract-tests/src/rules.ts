import { answerRules } from './rules/answers.ts'
import { fuzzRules } from './rules/fuzz.ts'
import { requestRules } from './rules/requests.ts'
import { sandboxRules } from './rules/sandbox.ts'

/** One thing that must hold, and what a reader of a finding should know. */
export interface Rule {
  /** What must hold, as one sentence. */
  readonly says: string
  /** What breaks for whom where it does not. */
  readonly why: string
}

/** Every rule by its id, which findings, `--only` and `--skip` name. */
export const rules = {
  ...answerRules,
  ...requestRules,
  ...sandboxRules,
  ...fuzzRules,
} as const satisfies Record<string, Rule>

/** The id of a rule. */
export type RuleId = keyof typeof rules

export const isRuleId = (text: string): text is RuleId => Object.hasOwn(rules, text)
