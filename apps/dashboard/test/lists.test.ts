// Every list says in which order it is, and that is the order in which the API has it.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '../src')
const { paths } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../openapi/openapi.json'), 'utf8'),
) as { paths: Record<string, Record<string, { operationId?: string; description?: string }>> }
const described = new Map(
  Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .map(({ operationId, description }) => [operationId, description ?? '']),
)

/** What the API says of an order, by the words of the dashboard for it. */
const orders: Readonly<Record<string, RegExp>> = {
  't.ui.newestFirst': /newest first/,
  't.customers.order': /new to Latchkey last comes first/,
}

const lists = globSync('screens/**/*.tsx', { cwd: src })
  .map((file) => ({ file, source: readFileSync(join(src, file), 'utf8') }))
  .filter(({ source }) => source.includes('<More\n'))

test.each(lists)('$file says the order of the API', ({ source }) => {
  const said = [...source.matchAll(/\border=\{([a-z][\w.]+)\}/g)].map(([, words = '']) => words)
  expect(said).toHaveLength(source.split('<More\n').length - 1)
  const operations = [...source.matchAll(/infiniteQueryOptions\(\s*latchkey\.\w+\.(\w+)/g)]
  expect(operations.length).toBeGreaterThanOrEqual(said.length)
  for (const [, operation] of operations)
    for (const words of said) expect(described.get(operation), operation).toMatch(orders[words] ?? /never/)
})

test('there are lists', () => {
  expect(lists.length).toBeGreaterThan(8)
})
