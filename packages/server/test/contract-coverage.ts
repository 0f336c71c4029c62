import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import type { Answer } from '../src/platform/deps.ts'
import { answerProblem } from './answer-schemas.ts'
import { answerName, COVERAGE_FOLDER } from './contract-answers.ts'

const seen = new Set<string>()
const checks: Promise<void>[] = []
const problems: string[] = []

/** Checks an answer against `openapi.json` and counts it; for `createServerApp`. A wrong one fails the running test. */
export function recordAnswer(answer: Answer): void {
  const name = answerName(answer.operation, answer.status, answer.code)
  seen.add(name)
  checks.push(
    answerProblem(answer).then((problem) => {
      if (problem) problems.push(`${name} ${problem}`)
    }),
  )
}

/** What was wrong with the answers since the last call. */
async function takeProblems(): Promise<string[]> {
  await Promise.all(checks.splice(0))
  return problems.splice(0)
}

afterEach(async () => {
  const found = await takeProblems()
  if (found.length > 0) throw new Error(`Answers that the contract does not allow:\n${found.join('\n')}`)
})

afterAll(() => {
  const folder = process.env[COVERAGE_FOLDER]
  if (folder) writeFileSync(join(folder, randomUUID()), [...seen].join('\n'))
})
