// Ends a whole run of the tests by comparing what was answered with what the contract declares.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import {
  COVERAGE_FOLDER,
  declaredAnswers,
  handlersAnswers,
  type Producer,
  seenLine,
} from './contract-answers.ts'
import { fromJson, keepStatements, merged } from './grown/collected.ts'
import { unindexed } from './unindexed.ts'
import { unordered } from './unordered.ts'

export default function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-coverage-'))
  process.env[COVERAGE_FOLDER] = folder
  return async () => {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    const [sent, files] = [true, false].map((json) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json') === json)
        .map(read),
    ) as [string[], string[]]
    rmSync(folder, { recursive: true })
    const collected = merged(sent.flatMap(fromJson))
    const statements = collected.map(({ text }) => text)
    console.log(`statements of requests and jobs: ${statements.length}`)
    // Without one, no test has made a database.
    if (statements.length > 0) {
      complain('No index finds the rows of these', await unindexed(templateUrl(), statements))
      complain('No index gives the rows of these in their order', await unordered(templateUrl(), collected))
    }
    const partial = await isPartial(project)
    keepStatements(collected, partial)
    if (partial) return
    const seen = new Set(files.flatMap((file) => file.split('\n')))
    const by = (answer: string, ...producers: Producer[]) =>
      producers.some((producer) => seen.has(seenLine(producer, answer)))
    const declared = [...declaredAnswers]
    const missing = declared.filter((answer) => !by(answer, 'handler', 'frame', 'stand-in'))
    const standIns = declared.filter((answer) => by(answer, 'stand-in') && !by(answer, 'handler', 'frame'))
    const unreal = [...handlersAnswers].filter(
      (answer) => !missing.includes(answer) && !by(answer, 'handler'),
    )
    const total = declared.length
    const covered = total - missing.length
    console.log(`contract coverage: ${covered} of ${total}, of which ${standIns.length} by stand-ins alone`)
    complain('No test produced these answers, which the contract declares', missing)
    complain('No handler produced these answers of its own, only the frame or a stand-in', unreal)
  }
}

function complain(what: string, answers: string[]): void {
  if (answers.length === 0) return
  console.error(`${what}:\n${answers.join('\n')}`)
  process.exitCode = 1
}

/** The database that every test gets a copy of. */
function templateUrl(): string {
  const url = new URL(process.env.LATCHKEY_TEST_DATABASE_URL ?? '')
  url.pathname = `${process.env.LATCHKEY_TEST_RUN}_template`
  return url.href
}

/** Whether only some tests were asked for. */
async function isPartial({ vitest }: TestProject): Promise<boolean> {
  const all = await vitest.globTestSpecifications()
  const ran = new Set(vitest.state.getPaths())
  return all.some(({ moduleId }) => !ran.has(moduleId)) || vitest.getGlobalTestNamePattern() !== undefined
}
