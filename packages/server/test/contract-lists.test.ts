import { type OperationDefinition, writeCursor } from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { testApp } from './app.ts'
import { makeCallers } from './callers.ts'
import { fullBody, operations, sampleRequest } from './sample-request.ts'

// What every list does with its cursor, and every operation with times and with what caches and proxies ask, read off
// the contract.

const t = await testApp({ env: { LIMITS: 'off' } })
const { handle, tokens } = await makeCallers(t)

const ask = (
  id: string,
  operation: OperationDefinition,
  change: { query?: string; headers?: Record<string, string>; body?: string } = {},
) =>
  t.send(
    sampleRequest(id, operation, {
      origin: t.origin(),
      token: tokens[operation.auth.subject],
      params: { handle: handle.name },
      ...change,
    }),
  )

const lists = operations.filter(([, { query }]) => query && 'cursor' in query.shape)

describe('a cursor that no list has answered is refused, and never begins a list anew', () => {
  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const real = cursor(['2030-01-01T12:00:00.000Z', 'pag_1'])
  const wrong = [
    '',
    'x',
    'null',
    '%00',
    real.slice(1),
    `${real}=`,
    `${real}A`,
    cursor([]),
    cursor(['yesterday', 'pag_1']),
    cursor(['2030-01-01T12:00:00.000Z']),
    cursor(['2030-01-01T12:00:00.000Z', 1]),
    cursor(['2030-01-01T12:00:00.000Z', '']),
    cursor(['2030-01-01T12:00:00.000Z', 'a\0b']),
    cursor(['2030-01-01T12:00:00Z', 'pag_1']),
    cursor(['+012030-01-01T12:00:00.000Z', 'pag_1']),
    cursor(['9999-12-31T23:59:59.999999999Z', 'pag_1']),
    cursor(['2030-01-01T12:00:00.000Z', 'x'.repeat(101)]),
  ]

  test('there are lists', () => {
    expect(lists.length).toBeGreaterThan(15)
  })

  test.each(lists)('%s', async (id, operation) => {
    for (const value of wrong) {
      const response = await ask(id, operation, { query: `?cursor=${value}` })
      expect([value, response.status]).toEqual([value, 400])
      if (operation.errorsAsHtml) continue
      expect(await response.json()).toMatchObject({
        error: 'invalid_request',
        details: { issues: [{ path: 'query.cursor' }] },
      })
    }
    // Of the right form, but never answered by anybody: they lead nowhere, and do no harm.
    for (const odd of [
      ['0000-01-01T00:00:00.000Z', 'x'],
      ['9999-12-31T23:59:59.999Z', 'x'],
      ['2030-01-01T12:00:00.000Z', "' or true --"],
    ]) {
      expect((await ask(id, operation, { query: `?cursor=${cursor(odd)}` })).status).toBeLessThan(500)
    }
    const known = writeCursor({ at: t.clock.now(), id: id === 'listDeadJobs' ? '1' : 'pag_1' })
    expect((await ask(id, operation, { query: `?cursor=${known}` })).status).not.toBe(400)
  })

  test('also on the site of a handle', async () => {
    const get = (value: string) => t.send(new Request(`${t.origin(handle.name)}/?cursor=${value}`))
    for (const value of wrong) expect((await get(value)).status).toBe(400)
    expect((await get(real)).status).toBe(200)
  })

  test('one of another list leads nowhere among jobs', async () => {
    const [found] = lists.filter(([id]) => id === 'listDeadJobs')
    if (!found) throw new Error('There is no such list.')
    expect((await ask(...found, { query: `?cursor=${real}` })).status).toBe(400)
  })
})

describe('times that cannot be written in UTC are refused', () => {
  const members = operations.flatMap(([id, operation]) =>
    operation.body
      ? Object.keys(fullBody(id))
          .filter((name) => takesTime(operation, id, name))
          .map((name) => [id, name, operation] as const)
      : [],
  )

  function takesTime(operation: OperationDefinition, id: string, name: string): boolean {
    const given = (value: unknown) =>
      operation.body
        ?.safeParse({ ...fullBody(id), [name]: value })
        .error?.issues.some(({ path: [first] }) => first === name) ?? false
    return !given('2040-01-01T00:00:00Z') && given('2040-01-01T00:00:99Z')
  }

  test('there are such members', () => {
    expect(members.length).toBeGreaterThan(3)
  })

  test.each(members)('%s: %s', async (id, name, operation) => {
    for (const time of [
      '9999-12-31T23:59:59-00:01',
      '0000-01-01T00:00:00+00:01',
      '+010000-01-01T00:00:00Z',
    ]) {
      const response = await ask(id, operation, { body: JSON.stringify({ ...fullBody(id), [name]: time }) })
      expect(response.status).toBe(400)
      expect(JSON.stringify(await response.json())).toContain(`body.${name}`)
    }
    const last = JSON.stringify({ ...fullBody(id), [name]: '9999-12-31T23:59:59-00:00' })
    expect(JSON.stringify(await (await ask(id, operation, { body: last })).text())).not.toContain(
      `body.${name}`,
    )
  })
})

test.each(operations)(
  '%s is never compressed, and is the same whatever Accept says',
  async (id, operation) => {
    const plain = await ask(id, operation)
    const asked = await ask(id, operation, {
      headers: { 'accept-encoding': 'br, gzip', accept: 'application/xml' },
    })
    expect(asked.headers.get('content-encoding')).toBeNull()
    // What was erased by the first request answers otherwise.
    if (asked.status === plain.status) {
      expect(asked.headers.get('content-type')).toBe(plain.headers.get('content-type'))
    }
    expect(asked.headers.get('vary') ?? '').not.toMatch(/accept-encoding/i)
  },
)
