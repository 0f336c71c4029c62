import {
  asOAuthError,
  type ErrorCode,
  errorEntry,
  type LimitDimension,
  type OperationDefinition,
} from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { guards, implementation, names } from '../src/features/index.ts'
import { connectDatabase } from '../src/platform/database/connect.ts'
import { createApp } from '../src/platform/http/app.ts'
import { Throttles } from '../src/platform/limits.ts'
import { testApp } from './app.ts'
import { makeCallers } from './callers.ts'
import { recordAnswer } from './contract-coverage.ts'
import { frameApp } from './frame-app.ts'
import { operations, type SampleOptions, sampleBody, sampleRequest } from './sample-request.ts'

// Limits and faults of every operation there is, read off the contract.

const t = await testApp({ env: { LIMITS: 'off' } })
const { handle, tokens } = await makeCallers(t)

const sample = (id: string, operation: OperationDefinition, change: Partial<SampleOptions> = {}) =>
  sampleRequest(id, operation, {
    origin: t.origin(),
    token: tokens[operation.auth.subject],
    params: { handle: handle.name },
    ...change,
  })

const from = (address: string) => ({ incoming: { socket: { remoteAddress: address } } })

async function expectFault(response: Response, code: ErrorCode, operation: OperationDefinition) {
  expect(response.status).toBe(errorEntry(code).status)
  const id = response.headers.get('x-request-id')
  const text = await response.text()
  expect(text).not.toContain('hunter2')
  expect(JSON.stringify([...response.headers])).not.toContain('hunter2')
  const { message } = errorEntry(code)
  if (operation.errorsAsHtml) expect(text).toContain(id)
  else if (operation.oauthErrors) {
    const error = asOAuthError(code, operation.oauthErrors.invalidInput)
    expect(JSON.parse(text)).toEqual({ error, error_description: message })
  } else {
    const docUrl = `${t.deps.config.docsUrl}/errors/${code}`
    expect(JSON.parse(text)).toEqual({ error: code, message, requestId: id, docUrl, details: null })
  }
}

describe('internal_error: nothing of the fault leaves the server', () => {
  const faults = [new Error('the password is hunter2'), 'hunter2', { message: 'hunter2' }, undefined]
  const apps = faults.map((fault) => frameApp(t.deps, () => Promise.reject(fault)))
  test.each(operations)('%s', async (id, operation) => {
    for (const app of apps) {
      await expectFault(await app.fetch(sample(id, operation), from('10.1.0.1')), 'internal_error', operation)
    }
  })
})

describe('unavailable', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED hunter2'), { code: 'ECONNREFUSED' })
  const app = frameApp(t.deps, () => Promise.reject(refused))
  const { db, pool } = connectDatabase({ url: 'postgres://hunter2@127.0.0.1:1/gone', poolMax: 2 })
  const withoutDatabase = createApp(
    implementation,
    { deps: { ...t.deps, db, pool }, guards, names, answered: recordAnswer },
    () => {},
  )
  test.each(operations)('%s', async (id, operation) => {
    const response = await app.fetch(sample(id, operation), from('10.1.0.2'))
    expect(response.headers.get('retry-after')).toBe('5')
    await expectFault(response, 'unavailable', operation)
    const real = await withoutDatabase.fetch(sample(id, operation), from('10.1.0.2'))
    if (real.status >= 500) await expectFault(real, 'unavailable', operation)
  })
})

describe('rate_limited', () => {
  const limited = operations.flatMap(([id, operation]) =>
    (Object.keys(operation.limits ?? {}) as LimitDimension[]).map((by) => [id, by, operation] as const),
  )

  test.each(limited)('%s by %s', async (id, by, operation) => {
    const counted = operation.limitsAs ?? id
    const throttles = new Throttles({ enabled: true, overrides: { [counted]: { [by]: '2/1h' } } }, null)
    const deps = { ...t.deps, throttles }
    const app = createApp(implementation, { deps, guards, names, answered: recordAnswer }, () => {})
    const body = operation.body && JSON.stringify(bodyCountedBy(by, sampleBody(id)))
    const call = (address: string) =>
      app.fetch(sample(id, operation, body === undefined ? {} : { body }), from(address))

    // What is not counted by address is counted from wherever it comes.
    for (const last of [1, 2]) {
      expect((await call(by === 'ip' ? '10.2.0.1' : `10.2.0.${last}`)).status).not.toBe(429)
    }
    const response = await call(by === 'ip' ? '10.2.0.1' : '10.2.0.3')
    expect(response.status).toBe(429)
    const retryAfter = Number(response.headers.get('retry-after'))
    expect(retryAfter).toBeGreaterThan(3500)
    expect(response.headers.get('ratelimit-policy')).toContain(`"${counted}:${by}";q=2;w=3600`)
    expect(response.headers.get('ratelimit')).toContain(`"${counted}:${by}";r=0;t=${retryAfter}`)
    if (operation.oauthErrors) {
      expect(await response.json()).toMatchObject({ error: 'temporarily_unavailable' })
    } else if (!operation.errorsAsHtml) {
      const details = { limit: `${counted}:${by}`, retryAfterSeconds: retryAfter }
      expect(await response.json()).toMatchObject({ error: 'rate_limited', details })
    }
    if (by === 'ip') expect((await call('10.2.0.4')).status).not.toBe(429)
  })
})

test('a connection that breaks in the middle of a request is answered, and the next request gets another', async () => {
  const { token } = await t.make.visitorSession()
  const call = () => t.client({ token }).visitors.getVisitor()
  const holder = await t.deps.pool.connect()
  try {
    await holder.query('begin; lock table visitors in access exclusive mode')
    const waiting = call()
    await expect
      .poll(async () => {
        // Not by the holder: within a transaction the view of the activity stands still.
        const { rowCount } = await t.deps.pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        )
        return rowCount
      })
      .toBe(1)
    const { error } = await waiting
    expect(error).toMatchObject({ code: 'unavailable', retryAfter: 5 })
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  expect((await call()).error).toBeUndefined()
})

/** The body that has what is counted: bodies with a challenge are one of several kinds that an operation takes. */
function bodyCountedBy(by: LimitDimension, body: unknown): unknown {
  if (by !== 'challenge') return body
  return { challengeId: 'chl_01jd6z3v9kf2x8t5w4q7r1m0ce', code: '000000' }
}
