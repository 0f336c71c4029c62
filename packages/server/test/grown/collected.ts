import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CollectedStatement } from '../server-statements.ts'

// What requests and jobs sent to the database in the last run of the tests, for whoever asks what it costs.

const file = fileURLToPath(
  new URL('../../../../node_modules/.cache/latchkey/statements.json', import.meta.url),
)

/** Statements as text; values of other types than JSON's are told by a member of their own. */
export const toJson = (statements: readonly CollectedStatement[]): string =>
  JSON.stringify(statements, function (this: Record<string, unknown>, name, value: unknown) {
    const own = this[name]
    if (own instanceof Date) return { date: own.toISOString() }
    if (Buffer.isBuffer(own)) return { hex: own.toString('hex') }
    return typeof value === 'bigint' ? String(value) : value
  })

export const fromJson = (text: string): CollectedStatement[] =>
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return value
    if ('date' in value && typeof value.date === 'string') return new Date(value.date)
    return 'hex' in value && typeof value.hex === 'string' ? Buffer.from(value.hex, 'hex') : value
  })

/** Those of several files, each once. */
export const merged = (statements: readonly CollectedStatement[]): CollectedStatement[] => [
  ...new Map(statements.map((statement) => [statement.text, statement])).values(),
]

/** Keeps the statements of a run; those of a part are added to what is there. */
export function keepStatements(statements: readonly CollectedStatement[], isPartial: boolean): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, toJson(merged([...(isPartial ? keptStatements() : []), ...statements])))
}

/** What was kept; nothing where no tests ran yet. */
export const keptStatements = (): CollectedStatement[] =>
  existsSync(file) ? fromJson(readFileSync(file, 'utf8')) : []
