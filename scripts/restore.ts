// `node scripts/restore.ts FOLDER`: puts back what scripts/backup.ts copied to that folder, while `npm start` is stopped.
import { dirname, join, resolve } from 'node:path'
import { restore } from './cold-copy.ts'

const [source, ...others] = process.argv.slice(2)
if (source === undefined || others.length > 0) {
  console.error('usage: node scripts/restore.ts FOLDER')
  process.exit(1)
}
try {
  await restore(resolve(source), join(dirname(import.meta.dirname), '.data'))
  console.log('It is back. What was there before is beside it, under names that end in .replaced.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
