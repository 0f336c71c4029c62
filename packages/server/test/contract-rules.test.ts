import type { OperationDefinition } from '@latchkey/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowedBy } from '../../contract-tests/src/fuzz/allowed.ts'
import { brokenValues, full } from '../../contract-tests/src/fuzz/broken.ts'
import type { Schema } from '../../contract-tests/src/openapi-object.ts'
import { testApp } from './app.ts'
import { makeCallers } from './callers.ts'
import { document, documentedOperations, inputsOf } from './document-schema.ts'
import { patience, runs } from './runs.ts'
import { operations, sampleParams, sampleRequest } from './sample-request.ts'

// The document allows what the server accepts, and nothing else: schemas are read off `openapi.json`, and what they
// allow or refuse is sent. What only a rule beside them refuses is in `x-rules`.

const t = await testApp({ env: { LIMITS: 'off' }, stripe: true })
const { handle, tokens } = await makeCallers(t)
const page = await t.make.page({ handle })
// The handle of the examples.
await t.make.handle({ name: 'demo' })

type Part = 'query' | 'body' | 'form'
type Parts = Partial<Record<Part, unknown>>

interface Problem {
  readonly code: string
  readonly issues: readonly { readonly path: string; readonly message: string }[]
}

const encoded = (value: unknown) =>
  new URLSearchParams(
    Object.entries(value as object).map(([name, member]): [string, string] => [
      name,
      typeof member === 'string' ? member : JSON.stringify(member),
    ]),
  ).toString()

/** What is allowed includes another name. */
const currentName = async () => {
  const { name } = await t.db
    .selectFrom('handles')
    .select('name')
    .where('id', '=', handle.id)
    .executeTakeFirstOrThrow()
  return name
}

async function send(id: string, operation: OperationDefinition, parts: Parts): Promise<Problem | null> {
  const { query, body, form } = parts
  const response = await t.send(
    sampleRequest(id, operation, {
      origin: t.origin(),
      params: { ...sampleParams(id), handle: await currentName(), pageSlug: page.slug },
      token: tokens[operation.auth.subject],
      ...(query !== undefined && { query: `?${encoded(query)}` }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(form !== undefined && { body: encoded(form) }),
    }),
  )
  expect(response.status).toBeLessThan(500)
  if (response.status < 400) return null
  const answer = await response.json()
  // Whoever is turned away for the day has not been looked at.
  expect(answer.details?.limit).not.toBe('daily-writes')
  if (!operation.oauthErrors) return { code: answer.error, issues: answer.details?.issues ?? [] }
  // RFC 6749 §5.2 has one text: `form.code: must not …; form.scope: …`.
  const issues = String(answer.error_description ?? '')
    .split('; ')
    .map((line) => ({ path: line.split(': ')[0] ?? '', message: line.split(': ').slice(1).join(': ') }))
  return { code: answer.error, issues }
}

const anyIndex = (path: string) => path.replaceAll(/\.\d+(?=\.|$)/g, '.*')

/** Codes of an operation that say that its input is wrong. */
const refusals = ({ oauthErrors }: OperationDefinition): string[] => [
  oauthErrors?.invalidInput ?? 'invalid_request',
  'invalid_redirect_url',
  ...(oauthErrors ? ['invalid_redirect_uri', 'invalid_scope'] : []),
]

const rulesOf = (id: string) => documentedOperations.get(id)?.['x-rules'] ?? []

/** What the server refuses without a word of it in the document. */
function unexplained(id: string, operation: OperationDefinition, problem: Problem | null): Problem | null {
  if (!problem || !refusals(operation).includes(problem.code)) return null
  const rules = rulesOf(id).filter(({ code }) => code === problem.code)
  const explains = (path: string) =>
    rules.some((rule) => rule.path === undefined || rule.path === anyIndex(path))
  if (operation.oauthErrors && problem.code !== operation.oauthErrors.invalidInput) {
    return rules.length > 0 ? null : problem
  }
  const issues = problem.issues.filter(({ path }) => !explains(path))
  return problem.issues.length > 0 && issues.length === 0 ? null : { ...problem, issues }
}

// Pages do not say in a form for programs what is wrong.
const withInput = operations.filter(
  ([id, { rawBody, errorsAsHtml }]) => !rawBody && !errorsAsHtml && Object.keys(inputsOf(id)).length > 0,
)
const partsOf = (id: string) => Object.entries(inputsOf(id)) as [Part, Schema][]

describe('what the document allows is accepted, or breaks a rule that it names', () => {
  test.each(withInput)('%s', { timeout: patience(240_000) }, async (id, operation) => {
    const input = fc.record(
      Object.fromEntries(partsOf(id).map(([part, schema]) => [part, allowedBy(document, schema)])),
    )
    await fc.assert(
      fc.asyncProperty(input, async (parts: Parts) => {
        expect(
          unexplained(id, operation, await send(id, operation, parts)),
          JSON.stringify(parts).slice(0, 2000),
        ).toBeNull()
      }),
      runs({ short: 4, long: 1000 }),
    )
  })
})

describe('what the document refuses is refused', () => {
  test.each(withInput)('%s', async (id, operation) => {
    const base: Parts = Object.fromEntries(
      partsOf(id).map(([part, schema]) => [part, full(document, schema)]),
    )
    const accepted: string[] = []
    for (const [part, schema] of partsOf(id)) {
      for (const { what, path, value } of brokenValues(document, part, schema)) {
        if (!canBeSent(part, value) || LENIENT.test(`${id}: ${what}`)) continue
        const problem = await send(id, operation, { ...base, [part]: value })
        if (
          !problem ||
          !refusals(operation).includes(problem.code) ||
          !(operation.oauthErrors || isAbout(path, problem))
        ) {
          accepted.push(
            `${what}: ${JSON.stringify(value).slice(0, 300)} → ${problem?.code ?? 'accepted'} ${problem?.issues.map((issue) => issue.path)}`,
          )
        }
      }
    }
    expect(accepted).toEqual([])
  })
})

/** Libraries write `[]` for any member that they do not set; the description says so, no type could in few words. */
const LENIENT =
  /^registerOAuthClient: type \(array\) of body\.(?:client_name|scope|token_endpoint_auth_method)$/

/** Whether an issue stands where the input was spoiled, and not where it was wrong before. */
const isAbout = (path: string, { issues }: Problem): boolean =>
  issues.length === 0 || issues.some((issue) => path.startsWith(issue.path) || issue.path.startsWith(path))

/** Forms and queries hold text only: what is no object cannot be written down, nor which type a value had. */
const canBeSent = (part: Part, value: unknown): boolean =>
  part === 'body' ||
  (typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((member) => typeof member === 'string'))
