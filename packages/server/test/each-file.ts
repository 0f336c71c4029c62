// Runs before each test file. Files share modules, so what a module registers when it is imported counts for one file only.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import { COVERAGE_FOLDER } from './contract-answers.ts'
import { takeProblems, takeSeen } from './contract-coverage.ts'
import { takeStatements } from './server-statements.ts'

afterEach(async () => {
  const found = await takeProblems()
  if (found.length > 0) throw new Error(`Answers that the contract does not allow:\n${found.join('\n')}`)
})

afterAll(() => {
  const folder = process.env[COVERAGE_FOLDER]
  if (!folder) return
  writeFileSync(join(folder, randomUUID()), takeSeen().join('\n'))
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(takeStatements()))
})
