import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  contract,
  declaredErrors,
  type ErrorCode,
  errorCatalogue,
  errorEntry,
  type OperationDefinition,
  sentenceForPeople,
} from '../src/index.ts'

const operations: [id: string, operation: OperationDefinition][] = Object.values(contract).flatMap((area) =>
  Object.entries<OperationDefinition>(area),
)

/** Codes of the frame that answer where no operation does, or that wait for the first operation of their kind. */
const withoutOperation: ErrorCode[] = [
  'method_not_allowed',
  'not_found',
  'insufficient_role',
  // Signed URLs of the local folder of files lie outside the contract.
  'file_link_invalid',
  'file_already_uploaded',
  'file_upload_in_progress',
]

/** Members that the example of a body may have. */
const members = (operation: OperationDefinition): string[] => {
  const schema = operation.body ?? operation.form
  const parsed = schema?.safeParse({})
  return parsed?.error?.issues.flatMap((issue) => issue.path.map(String)) ?? []
}

describe.each(operations)('%s', (_id, operation) => {
  test('is described', () => {
    expect(operation.summary).toMatch(/^[A-Z].{2,60}[^.]$/)
    expect(operation.description).toMatch(/^[A-Z].*[.]$/s)
    const successes = Object.values(operation.success)
    expect(successes.length).toBeGreaterThan(0)
    for (const { description } of successes) expect(description).toMatch(/\.$/)
  })

  test('has the parameters of its path, and an answer for those of the wrong shape', () => {
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    expect(Object.keys(operation.params?.shape ?? {}).sort()).toEqual(inPath)
    expect(operation.notFound !== undefined).toBe(inPath.length > 0)
  })

  test('reads one kind of body at most, and none with GET', () => {
    const bodies = [operation.body, operation.form, operation.rawBody].filter((body) => body !== undefined)
    expect(bodies.length).toBeLessThanOrEqual(operation.method === 'get' ? 0 : 1)
    if (operation.bodyOptional) expect(operation.body?.safeParse({}).error).toBeUndefined()
  })

  test('counts its limits by what it knows of a request', () => {
    const { limits = {}, auth } = operation
    expect(limits.ip, 'whoever calls has an address').toBeDefined()
    if (limits.account) expect(['account', 'platform_operator']).toContain(auth.subject)
    if (limits.email) expect(members(operation)).toContain('email')
    for (const role of auth.role ? ['{handle}'] : []) expect(operation.path).toContain(role)
  })

  test('counts as another operation only with its limits, and knows browsers only where it counts addresses', () => {
    const { limits, limitsAs, knownBy } = operation
    if (limitsAs !== undefined) {
      const [, other] = operations.find(([id]) => id === limitsAs) ?? []
      expect(other).toMatchObject({ limits })
      expect(other?.limitsAs).toBeUndefined()
    }
    if (knownBy) expect(limits?.email).toBeDefined()
  })

  test('names each error once', () => {
    expect(new Set(operation.errors).size).toBe(operation.errors.length)
  })
})

test('ids are unique over all areas, and so are method and path', () => {
  const ids = operations.map(([id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const routes = operations.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
  expect(new Set(routes).size).toBe(routes.length)
})

/** Words that nobody should have to read who only wants to buy or sell something. */
const FOR_DEVELOPERS =
  /[`{}_]|\b(?:headers?|[A-Z]\w*-[A-Z]\w*|JSON|body|access token|operation|parameters?|details\.|scope|slug|bearer|API)\b/

describe('the catalogue', () => {
  const codes = Object.keys(errorCatalogue) as ErrorCode[]
  const declared = new Set(operations.flatMap(([, operation]) => declaredErrors(operation)))

  test('has no code that nothing can answer', () => {
    expect(codes.filter((code) => !declared.has(code) && !withoutOperation.includes(code))).toEqual([])
  })
  test.each(codes)('%s', (code) => {
    const { status, message, cause, cure, retry, details, detailsExample } = errorEntry(code)
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(message).toMatch(/^[A-Z].*\.$/)
    for (const text of [cause, cure]) expect(text).toMatch(/^[`A-Z].*\.$/)
    expect(new Set([message, cause, cure]).size).toBe(3)
    expect(sentenceForPeople(code)).toMatch(/^[A-Z].*\.$/)
    expect(sentenceForPeople(code), 'give it a sentence forPeople').not.toMatch(FOR_DEVELOPERS)
    if (details) expect(details.parse(detailsExample)).toEqual(detailsExample)
    else expect(detailsExample).toBeUndefined()
    if (status === 429 || status === 503) expect(retry).toBe('after')
    if (status < 429) expect(retry === 'never' || status === 409).toBe(true)
  })
})

test('depends on zod and zod-openapi only', () => {
  const folder = new URL('../src/', import.meta.url)
  const imports = globSync('**/*.ts', { cwd: folder }).flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/from '([^']+)'/g)].map(
      ([, name]) => name ?? '',
    ),
  )
  const foreign = imports.filter(
    (name) => !name.startsWith('.') && !['zod', '@hono/zod-openapi'].includes(name),
  )
  expect(foreign).toEqual([])
})
