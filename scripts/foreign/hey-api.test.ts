import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@hey-api/openapi-ts'
import { beforeAll, expect, test } from 'vitest'
import { compile, documentFile, errorTypeProblems, outputFolder } from './generated.ts'

const folder = outputFolder('hey-api')

/** What people write who use the generated client. */
const use = `
import type { CreateCheckoutErrors } from './types.gen'
import { createCheckout } from './sdk.gen'

export async function buy() {
  const { data, error } = await createCheckout({
    path: { handle: 'demo', pageSlug: 'premium' },
    body: { successUrl: 'https://demo.latchkey.example/thanks', cancelUrl: 'https://demo.latchkey.example/premium' },
  })
  if (error === undefined) return data
  if (error.error === 'rate_limited') return error.details.retryAfterSeconds
  // @ts-expect-error another operation's error
  if (error.error === 'owns_handles') return null
  return null
}

export function conflict(error: CreateCheckoutErrors[409]): string {
  switch (error.error) {
    case 'already_purchased':
    case 'connect_not_configured':
    case 'group_buy_not_open':
    case 'idempotency_in_progress':
    case 'page_not_paid':
    case 'payment_in_progress':
    case 'purchase_disputed':
      return error.message
  }
}
`

beforeAll(async () => {
  await createClient({
    input: documentFile,
    output: folder,
    logs: { level: 'silent' },
    plugins: ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'],
  })
  writeFileSync(join(folder, 'use.ts'), use)
})

test('what it generates compiles, and tells errors apart', () => {
  expect(compile(folder)).toBe('')
})

test('each error has one type with a name', () => {
  expect(errorTypeProblems(join(folder, 'types.gen.ts'))).toEqual([])
})

test('every operation names its errors', () => {
  const types = readFileSync(join(folder, 'types.gen.ts'), 'utf8')
  expect(types.match(/^export type \w+Errors = /gm)?.length).toBeGreaterThan(100)
  expect(types).not.toMatch(/^ {4}[45]\d\d: (?:unknown|any);/m)
})
