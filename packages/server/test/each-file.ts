// Runs before each test file. Files share modules, so what a module registers when it is imported counts for one file only.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, expect } from 'vitest'
import { COVERAGE_FOLDER } from './contract-answers.ts'
import { takeProblems, takeSeen } from './contract-coverage.ts'
import { forgetOpen, leftOpen } from './left-open.ts'
import { takeStatements } from './server-statements.ts'

/** How often it is looked whether all is closed, twenty times a second. */
const LOOKS = 40

afterEach(async () => {
  const found = await takeProblems()
  if (found.length > 0) throw new Error(`Answers that the contract does not allow:\n${found.join('\n')}`)
})

// Registered before the others, it runs after them.
afterAll(async () => {
  for (let look = 0; look < LOOKS && leftOpen().length > 0; look++) await pause(50)
  const left = leftOpen()
  // The files that follow have not opened it.
  forgetOpen()
  if (left.length > 0) console.error(`${expect.getState().testPath} leaves open:\n${left.join('\n')}`)
})

afterAll(() => {
  const folder = process.env[COVERAGE_FOLDER]
  if (!folder) return
  writeFileSync(join(folder, randomUUID()), takeSeen().join('\n'))
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(takeStatements()))
})
