import type { ObservedAnswer } from '../src/platform/deps.ts'
import { answerProblem } from './answer-schemas.ts'
import { answerName } from './contract-answers.ts'

const seen = new Set<string>()
const checks: Promise<void>[] = []
const problems: string[] = []

/** Checks an answer against `openapi.json` and counts it; for `createServerApp`. A wrong one fails the running test. */
export function recordAnswer(answer: ObservedAnswer): void {
  const name = answerName(answer.operation, answer.status, answer.code)
  seen.add(name)
  checks.push(
    answerProblem(answer).then((problem) => {
      if (problem) problems.push(`${name} ${problem}`)
    }),
  )
}

/** What was wrong with the answers since the last call. */
export async function takeProblems(): Promise<string[]> {
  await Promise.all(checks.splice(0))
  return problems.splice(0)
}

/** The kinds of answers since the last call. */
export function takeSeen(): string[] {
  const names = [...seen]
  seen.clear()
  return names
}
