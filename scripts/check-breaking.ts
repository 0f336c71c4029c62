// `node scripts/check-breaking.ts`: says what changed in the API since the newest release; fails when no changeset tells of it.
import { dirname } from 'node:path'
import { advice, describe, releaseStatus, summary } from './breaking/released.ts'

try {
  const status = releaseStatus(dirname(import.meta.dirname))
  const { version, findings, untold } = status
  if (findings.length === 0) console.log(`Nothing changed in the API since ${version}.`)
  else {
    const shown = untold.length > 0 ? untold : findings
    console.log(
      `${summary(findings)} in the API since ${version}${untold.length > 0 ? '; not told of:' : ':'}`,
    )
    console.log(describe(shown))
  }
  if (untold.length > 0) {
    console.error(`\n${advice(status)}`)
    process.exitCode = 1
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
