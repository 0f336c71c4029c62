import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { until } from '../../../test/until.ts'
import { isUnavailable } from './faults.ts'

/** What pg says of mistakes in how it is used, of settings, and of a server that is no PostgreSQL: repeating helps with none. */
const mistakes = [
  /already (?:been )?(?:connected|released)/,
  /called end on pool more than once/i,
  /passing a function as the first parameter/i,
  /^(a query must have|query values must|prepared statements must be unique|circular reference)/i,
  /^received unexpected/i,
  /pipeline|ssl|unexpected condition/i,
]

/** Everything that pg and its pool can say without a code, but for what they say of passwords. */
function messages(): string[] {
  const { resolve } = createRequire(import.meta.url)
  const inPg = createRequire(resolve('pg'))
  const files = [dirname(resolve('pg')), dirname(inPg.resolve('pg-pool'))].flatMap((cwd) =>
    globSync('*.js', { cwd }).map((file) => `${cwd}/${file}`),
  )
  return files.flatMap((file) =>
    Array.from(
      readFileSync(file, 'utf8').matchAll(/new Error\(\s*(['"`])(.*?)\1/g),
      ([, , message]) => message ?? '',
    ),
  )
}

test('whatever pg says of a connection that is not there means to come again, and nothing else does', () => {
  const all = [...new Set(messages())]
  expect(all.length).toBeGreaterThan(20)
  const isMistake = (message: string) => mistakes.some((pattern) => pattern.test(message))
  for (const message of all) {
    expect(isUnavailable(new Error(message)), message).toBe(!isMistake(message))
  }
})

test.each([false, true])(
  'a connection that is ended between two statements, noticed before: %s',
  async (noticed) => {
    const database = await createTestDatabase()
    const [client, other] = [1, 2].map(() => new pg.Client({ connectionString: database.url }))
    if (!client || !other) throw new Error('There are two.')
    await Promise.all([client.connect(), other.connect()])
    let lost = false
    client.on('error', () => {
      lost = true
    })
    const { rows } = await client.query('select pg_backend_pid() as pid')
    await other.query('select pg_terminate_backend($1)', [rows[0].pid])
    if (noticed) await until('the connection is lost', async () => lost || null)
    const error = await client.query('select').catch((reason: unknown) => reason)
    expect(isUnavailable(error), String(error)).toBe(true)
    await Promise.all([client.end(), other.end()])
    await database.drop()
  },
)
