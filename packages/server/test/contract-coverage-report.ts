// Ends a whole run of the tests by comparing what was answered with what the contract declares.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { COVERAGE_FOLDER, declaredAnswers } from './contract-answers.ts'

export default function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-coverage-'))
  process.env[COVERAGE_FOLDER] = folder
  return async () => {
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    rmSync(folder, { recursive: true })
    if (await isPartial(project)) return
    const seen = new Set(files.flatMap((file) => file.split('\n')))
    const missing = [...declaredAnswers].filter((answer) => !seen.has(answer))
    const total = declaredAnswers.size
    console.log(`contract coverage: ${total - missing.length} of ${total}`)
    if (missing.length === 0) return
    console.error(`No test produced these answers, which the contract declares:\n${missing.join('\n')}`)
    process.exitCode = 1
  }
}

/** Whether only some tests were asked for. */
async function isPartial({ vitest }: TestProject): Promise<boolean> {
  const all = await vitest.globTestSpecifications()
  const ran = new Set(vitest.state.getPaths())
  return all.some(({ moduleId }) => !ran.has(moduleId)) || vitest.getGlobalTestNamePattern() !== undefined
}
