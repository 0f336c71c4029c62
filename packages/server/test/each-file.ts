// Runs before each test file. Files share modules, so what a module registers when it is imported counts for one file only.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, expect } from 'vitest'
import { COVERAGE_FOLDER } from './contract-answers.ts'
import { takeProblems, takeSeen } from './contract-coverage.ts'
import { toJson } from './grown/collected.ts'
import { forgetOpen, leftOpen } from './left-open.ts'
import { takeStatements } from './server-statements.ts'

const folder = process.cwd()

/** How often it is looked whether all is closed, twenty times a second. */
const LOOKS = 600

afterEach(async () => {
  const found = await takeProblems()
  if (found.length > 0) throw new Error(`Answers that the contract does not allow:\n${found.join('\n')}`)
})

// Registered before the others, it runs after them.
afterAll(async () => {
  if (process.cwd() !== folder) {
    process.chdir(folder)
    throw new Error('The files that follow would run in another folder.')
  }
  for (let look = 0; look < LOOKS && leftOpen().length > 0; look++) await pause(50)
  const left = leftOpen()
  // The files that follow have not opened it.
  forgetOpen()
  if (left.length > 0) throw new Error(`${expect.getState().testPath} leaves open:\n${left.join('\n')}`)
})

afterAll(() => {
  const coverage = process.env[COVERAGE_FOLDER]
  if (!coverage) return
  writeFileSync(join(coverage, randomUUID()), takeSeen().join('\n'))
  writeFileSync(join(coverage, `${randomUUID()}.json`), toJson(takeStatements()))
})
