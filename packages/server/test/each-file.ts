// Runs before each test file. Files share modules, so what a module registers when it is imported counts for one file only.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import { COVERAGE_FOLDER } from './contract-answers.ts'
import { takeProblems, takeSeen } from './contract-coverage.ts'
import { forgetOpen, leftOpen } from './left-open.ts'
import { takeStatements } from './server-statements.ts'
import { until } from './until.ts'

afterEach(async () => {
  const found = await takeProblems()
  if (found.length > 0) throw new Error(`Answers that the contract does not allow:\n${found.join('\n')}`)
})

// Registered before the others, it runs after them.
afterAll(async () => {
  const closed = until('all is closed', async () => (leftOpen().length === 0 ? true : null))
  await closed.catch(() => {
    const left = leftOpen().join('\n')
    // The files that follow have not opened it.
    forgetOpen()
    throw new Error(`The file leaves open:\n${left}`)
  })
})

afterAll(() => {
  const folder = process.env[COVERAGE_FOLDER]
  if (!folder) return
  writeFileSync(join(folder, randomUUID()), takeSeen().join('\n'))
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(takeStatements()))
})
