// `node scripts/backup.ts FOLDER`: copies what `npm start` keeps in .data to a new folder, while it is stopped.
import { dirname, join, resolve } from 'node:path'
import { backUp } from './cold-copy.ts'

const [target, ...others] = process.argv.slice(2)
if (target === undefined || others.length > 0) {
  console.error('usage: node scripts/backup.ts FOLDER')
  process.exit(1)
}
try {
  await backUp(join(dirname(import.meta.dirname), '.data'), resolve(target))
  console.log(
    `${resolve(target)} holds everything, passwords and keys included: keep it as safe as the original.`,
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
