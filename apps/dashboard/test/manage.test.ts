// What the screens of group buys, files and settings decide without a browser.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { auditActions, contract, type OperationDefinition } from '@latchkey/contract'
import { createLatchkey, LatchkeyError, TransportError } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { requiredRoles } from '../from-contract.ts'
import { addressesIn, sizeOf } from '../src/screens/files/size.ts'
import { type AuditEvent, changesOf, saleOf, sentenceOf } from '../src/screens/settings/audit-events.ts'
import { applied } from '../src/screens/settings/people-change.ts'
import { fromInput, toInput } from '../src/ui/moment-input.ts'
import { once } from '../src/ui/once.ts'
import { placer } from '../src/ui/placed.ts'
import { slugOf } from '../src/ui/slug.ts'

/** An error as a write gets it. */
async function refusal(error: string, status: number, details: object | null = null) {
  const body = {
    error,
    message: 'No.',
    requestId: 'req_0123456789',
    docUrl: 'https://docs.example/',
    details,
  }
  const fetch = () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  const { files } = createLatchkey({ baseUrl: 'https://latchkey.example', retries: 0, fetch })
  const answer = await files.listFiles({ path: { handle: 'demo' } })
  if (!LatchkeyError.is(answer.error)) throw new Error('It was no refusal.')
  return answer.error
}

describe('errors of a form', () => {
  const placed = placer(() => ({ title: 'It is taken.' }))
  const issues = (...paths: string[]) => ({
    issues: paths.map((path) => ({ path, message: 'must be short' })),
  })

  test('stand at their fields, as sentences', async () => {
    const error = await refusal('invalid_request', 400, issues('body.title', 'body.emails.3'))
    const { at, rest } = placed(error, ['title', 'emails', 'size'])
    expect([at('title'), at('emails'), at('size'), rest]).toEqual([
      'Must be short.',
      'Must be short.',
      undefined,
      null,
    ])
  })

  test('that have no field are left to be said', async () => {
    const error = await refusal(
      'invalid_request',
      400,
      issues('body.title', 'body.titles', 'header.If-Match'),
    )
    expect(placed(error, ['title']).at('title')).toBe('Must be short.')
    expect(placed(error, ['title']).rest).toBe(error)
    const broken = new TransportError('No answer.')
    expect(placed(broken, ['title']).rest).toBe(broken)
    expect(placed(null, ['title']).rest).toBeNull()
  })

  test('with a code of their own stand at its field', async () => {
    const error = await refusal('slug_taken', 409)
    expect(placed(error, ['slug'], { slug_taken: 'slug' }).at('slug')).toBe('It is taken.')
    expect(placed(error, ['slug'], { slug_taken: 'slug' }).rest).toBeNull()
    expect(placed(error, ['slug']).rest).toBe(error)
  })
})

describe('a write', () => {
  type Input = { header: Record<string, string>; body: number }
  /** Writes that end when they are told to. */
  const writes = () => {
    const sent: { key: string | undefined; end: PromiseWithResolvers<string> }[] = []
    const send = once<{ body: number }, string>((input: Input) => {
      const end = Promise.withResolvers<string>()
      sent.push({ key: input.header['Idempotency-Key'], end })
      return end.promise
    })
    return { sent, send }
  }

  test('that is pressed twice is sent once', async () => {
    const { sent, send } = writes()
    const both = [send({ body: 1 }), send({ body: 1 })]
    expect(sent).toHaveLength(1)
    sent[0]?.end.resolve('done')
    expect(await Promise.all(both)).toEqual(['done', 'done'])
  })

  test('that is tried again after its answer was lost has the same key, and after success another', async () => {
    const { sent, send } = writes()
    const lost = send({ body: 1 })
    sent[0]?.end.reject(new TransportError('No answer.'))
    await expect(lost).rejects.toThrow()
    const again = send({ body: 1 })
    sent[1]?.end.resolve('done')
    await again
    send({ body: 1 })
    expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/)
    expect(sent[1]?.key).toBe(sent[0]?.key)
    expect(sent[2]?.key).not.toBe(sent[0]?.key)
  })

  test('that is changed, or was refused for good, has a new key; one that the server was too busy for has not', async () => {
    const { sent, send } = writes()
    const refused = async (error: unknown) => {
      const tried = send({ body: 1 })
      sent.at(-1)?.end.reject(error)
      await expect(tried).rejects.toBe(error)
    }
    await refused(await refusal('slug_taken', 409))
    await refused(await refusal('unavailable', 503))
    await refused(new TransportError('No answer.'))
    send({ body: 2 })
    const keys = sent.map(({ key }) => key)
    expect(keys[1]).not.toBe(keys[0])
    expect(keys[2]).toBe(keys[1])
    expect(keys[3]).not.toBe(keys[2])
  })
})

describe('what a role may do', () => {
  test('is what the contract says', () => {
    const document = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../openapi/openapi.json'), 'utf8'),
    ) as { paths: Record<string, Record<string, { operationId?: string; 'x-required-role'?: string }>> }
    const declared = Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ operationId, 'x-required-role': role }) =>
        operationId && role && role !== 'CREATOR' ? [[operationId, role]] : [],
      )
    expect(requiredRoles).toEqual(Object.fromEntries(declared))
    expect(declared.length).toBeGreaterThan(10)
  })

  // Beyond the role that everybody on a handle has, a screen asks before it offers something.
  const screens = join(import.meta.dirname, '../src/screens')
  const sources = globSync('{settings,group-buys,files,support}/*.{ts,tsx}', { cwd: screens }).map(
    (file) => ({
      area: dirname(file),
      text: readFileSync(join(screens, file), 'utf8'),
    }),
  )
  const operations = new Map<string, OperationDefinition>(
    Object.values(contract).flatMap((area) => Object.entries<OperationDefinition>(area)),
  )
  const offered = sources.flatMap(({ area, text }) =>
    [...text.matchAll(/\blatchkey\.\w+\.(\w+)/g)].flatMap(([, id = '']) =>
      operations.get(id)?.method !== 'get' && requiredRoles[id] ? [[id, area] as const] : [],
    ),
  )
  test.each([...new Map(offered)])('%s is offered by %s to those who may', (id, area) => {
    const all = sources.filter((source) => source.area === area).map(({ text }) => text)
    expect(all.join('\n')).toMatch(new RegExp(String.raw`\bmay\('${id}'\)|useMay\(\)\('${id}'\)`))
  })
  test('there are such', () => expect(offered.length).toBeGreaterThan(8))
})

describe('the audit log', () => {
  const event = (action: string, change: Partial<AuditEvent> = {}): AuditEvent => ({
    id: 'aud_1',
    action,
    actor: { kind: 'ACCOUNT', accountId: 'acc_1', email: 'ana@example.com', clientId: null, tokenId: null },
    requestId: null,
    from: null,
    to: { slug: 'guide' },
    createdAt: '2026-11-20T09:00:00.000Z',
    ...change,
  })

  test.each(auditActions)('%s is told in a sentence', (action) => {
    expect(sentenceOf(event(action))).toMatch(/^ana@example\.com [a-z]+ [A-Za-z ,:]+$/)
  })

  test('says who, by what and about what', () => {
    expect(sentenceOf(event('page.published'))).toBe('ana@example.com published the page guide')
    const token = { kind: 'TOKEN', accountId: null, email: null, clientId: null, tokenId: 'pat_1' } as const
    expect(sentenceOf(event('file.deleted', { actor: token, from: { fileName: 'a.pdf' }, to: null }))).toBe(
      'Someone whose account is gone deleted the file a.pdf with an access token',
    )
    const page = { to: { slug: 'guide', title: 'The guide' } }
    expect(sentenceOf(event('page.published', page))).toBe('ana@example.com published the page “The guide”')
    const grant = event('access.granted', { to: { purchaseId: 'pur_1', pageSlug: 'guide' } })
    expect(sentenceOf(grant, new Map([['guide', 'The guide']]))).toBe(
      'ana@example.com gave access to “The guide”',
    )
    expect(saleOf(grant)).toBe('pur_1')
    const people = { from: { 'bo@example.com': 'CREATOR' }, to: { 'bo@example.com': null } }
    expect(sentenceOf(event('collaborators.replaced', people))).toBe(
      'ana@example.com changed the team: bo@example.com',
    )
    expect(sentenceOf(event('moon.landed'))).toBe('ana@example.com moon.landed guide')
  })

  test('tells what differs', () => {
    const from = { title: 'Old', price: { amount: 900 }, same: 1 }
    const to = { title: 'New', price: null, same: 1 }
    expect(changesOf(event('page.updated', { from, to }))).toEqual([
      { name: 'title', before: 'Old', after: 'New' },
      { name: 'price', before: '{"amount":900}', after: 'none' },
    ])
  })
})

test('one change to the people leaves the others as they are, and done twice does the same', () => {
  const people = [
    { email: 'ana@example.com', role: 'OWNER' as const },
    { email: 'bo@example.com', role: 'CREATOR' as const },
  ]
  const invite = { kind: 'invite', email: 'Cy@example.com', role: 'CREATOR' } as const
  const invited = applied(people, invite)
  expect(invited.map(({ email }) => email)).toEqual(['ana@example.com', 'bo@example.com', 'Cy@example.com'])
  expect(applied([...people, { email: 'cy@example.com', role: 'OPERATOR' }], invite)).toHaveLength(3)
  const promote = { kind: 'role', email: 'bo@example.com', role: 'OPERATOR' } as const
  expect(applied(people, promote)[1]).toEqual({ email: 'bo@example.com', role: 'OPERATOR' })
  // Who was removed meanwhile is not invited by a change of their role.
  expect(applied(people.slice(0, 1), promote)).toEqual(people.slice(0, 1))
  const remove = { kind: 'remove', email: 'bo@example.com' } as const
  expect(applied(applied(people, remove), remove)).toEqual(people.slice(0, 1))
})

test.each([
  ['The Guide', 'the-guide'],
  ['  Ça va? Déjà vu! ', 'ca-va-deja-vu'],
  ['100 % – now', '100-now'],
  ['日本', ''],
  [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
])('%j becomes the slug %j', (title, slug) => expect(slugOf(title)).toBe(slug))

test('addresses are found however they were pasted, each once', () => {
  expect(addressesIn('a@example.com, <b@example.com>;\n a@example.com\tc@example.com ')).toEqual([
    'a@example.com',
    'b@example.com',
    'c@example.com',
  ])
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [250 * 1024 * 1024, '262 MB'],
])('%d bytes are %s', (bytes, said) => expect(sizeOf(bytes)).toBe(said))

test('a time comes out of its field as it went in', () => {
  const moment = '2026-11-20T09:05:00.000Z'
  expect(fromInput(toInput(moment))).toBe(moment)
  expect([toInput(null), fromInput('')]).toEqual(['', null])
})
