import type { ObservedAnswer } from '../src/platform/deps.ts'
import { answerProblem } from './answer-schemas.ts'
import { answerName, type Producer, seenLine } from './contract-answers.ts'

const seen = new Set<string>()
const checks: Promise<void>[] = []
const problems: string[] = []

/** Checks an answer against `openapi.json` and counts it; for `createServerApp`. A wrong one fails the running test. */
export const recordAnswer = (answer: ObservedAnswer): void =>
  record(answer, answer.byHandler ? 'handler' : 'frame')

/** The same where stand-ins are in the place of the handlers. */
export const recordStandIn = (answer: ObservedAnswer): void => record(answer, 'stand-in')

function record(answer: ObservedAnswer, producer: Producer): void {
  const name = answerName(answer.operation, answer.status, answer.code)
  seen.add(seenLine(producer, name))
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

/** The kinds of answers since the last call, and what gave them. */
export function takeSeen(): string[] {
  const lines = [...seen]
  seen.clear()
  return lines
}
