import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { createLatchkey } from '../../../packages/sdk/src/index.ts'
import { operations } from '../src/reference/contract.ts'
import { type Filled, type Form, keyOf, prefilled } from '../src/try-it/form.ts'
import { formOf } from '../src/try-it/form-of.ts'
import { buildRequest } from '../src/try-it/request.ts'
import { curlText, sdkText } from '../src/try-it/samples.ts'

const ORIGIN = 'https://latchkey.example'

interface Case {
  readonly id: string
  readonly form: Form
  readonly filled: Filled
}

/** Every operation as its form opens, and with every field filled in. */
const cases: readonly Case[] = operations.flatMap(({ id }) => {
  const form = formOf(id)
  const start = { ...prefilled(form, () => 'key-1'), hasToken: true }
  const fields = Object.fromEntries(form.fields.map((field) => [keyOf(field), field.example]))
  const bodies = form.bodies.map(({ text }) => ({ ...start, body: text }))
  return [start, ...bodies.slice(1), { ...start, fields, csv: form.csv }].map((filled) => ({
    id,
    form,
    filled,
  }))
})

function built(form: Form, filled: Filled) {
  const request = buildRequest(form, filled, ORIGIN)
  if ('problem' in request) throw new Error(request.problem)
  return request
}

test('the form of every operation opens with a request that fits the contract', () => {
  for (const { id, definition } of operations) {
    const form = formOf(id)
    const { url, body, headers } = built(
      form,
      prefilled(form, () => 'key-1'),
    )
    const { pathname, searchParams } = new URL(url)
    expect(pathname, id).not.toMatch(/[{}]/)
    const pattern = new RegExp(
      `^${definition.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/]+)')}$`,
    )
    const [, ...values] = pattern.exec(decodeURIComponent(pathname)) ?? []
    const names = [...definition.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const params = Object.fromEntries(names.map((name, index) => [name, values[index]]))
    expect(definition.params?.safeParse(params).error, id).toBeUndefined()
    expect(definition.query?.safeParse(Object.fromEntries(searchParams)).error, id).toBeUndefined()
    if (definition.body) expect(definition.body.safeParse(JSON.parse(body ?? '')).error, id).toBeUndefined()
    else if (definition.form) {
      const members = Object.fromEntries(new URLSearchParams(body ?? ''))
      expect(definition.form.safeParse(members).error, id).toBeUndefined()
    } else if (!definition.rawBody) expect(body, id).toBeNull()
    const keys = headers.filter(([name]) => name === 'idempotency-key')
    expect(keys, id).toEqual(definition.idempotency ? [['idempotency-key', 'key-1']] : [])
  }
})

test('what is missing or wrong is said where it is', () => {
  const form = formOf('createPage')
  const start = prefilled(form, () => 'key-1')
  const without = { ...start, fields: { ...start.fields, 'path.handle': '' } }
  expect(buildRequest(form, without, ORIGIN)).toEqual({ problem: 'handle is required.', at: 'path.handle' })
  expect(curlText(form, without)).toBe('# handle is required.')
  const broken = buildRequest(form, { ...start, body: '{"slug":' }, ORIGIN)
  expect(broken).toEqual({ problem: expect.stringMatching(/^The body is not JSON: /), at: 'body' })
  const odd = { ...start, fields: { ...start.fields, 'header.Idempotency-Key': 'schlüssel' } }
  expect(buildRequest(form, odd, ORIGIN)).toMatchObject({ at: 'header.Idempotency-Key' })
})

test('what is typed into a path stays one part of it', () => {
  const form = formOf('getPublicPage')
  const fields = { 'path.handle': '../..', 'path.pageSlug': 'a/b?c#d$&' }
  const { url } = built(form, { ...prefilled(form, () => ''), fields })
  expect(url).toBe(`${ORIGIN}/v2/public/pages/..%2F../a%2Fb%3Fc%23d%24%26`)
})

test('the curl code of every form sends what the form sends', () => {
  const spoilt = formOf('requestMagicLink')
  const quotes = { ...prefilled(spoilt, () => ''), body: `{"email":"o'neil$(id)@example.com\\n\`id\`"}` }
  const all = [...cases, { id: 'quotes', form: spoilt, filled: quotes }]
  // A shell takes the commands apart.
  const script = all.map(({ form, filled }) => `${curlText(form, filled)}\nprintf '\\0\\0'`).join('\n')
  const { stdout, stderr, status } = spawnSync('bash', ['-eu'], {
    input: `curl() { printf '%s\\0' "$@"; }\nTOKEN=secret SESSION=cookie\n${script}`,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  expect(status, stderr).toBe(0)
  const calls = stdout.split('\0\0\0').map((call) => call.split('\0'))
  expect(calls.length).toBe(all.length + 1)
  for (const [index, { id, form, filled }] of all.entries()) {
    const { url, method, headers, body } = built(form, filled)
    const [flags, ...rest] = calls[index] ?? []
    expect(flags, id).toBe('-isS')
    const isUsual = method === (body === null ? 'GET' : 'POST')
    const isSigned = ['account', 'visitor', 'token'].includes(form.credential.kind)
    expect(rest, id).toEqual([
      ...(isUsual ? [] : ['-X', method]),
      url,
      ...(isSigned ? ['-H', 'authorization: Bearer secret'] : []),
      ...(form.credential.kind === 'cookie' ? ['-b', '_10x_visitor=cookie'] : []),
      ...headers.flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
      ...(body === null ? [] : ['--data-raw', body]),
    ])
  }
})

test('the SDK code of every form sends what the form sends', async () => {
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (create: typeof createLatchkey, process: object) => Promise<void>
  for (const { id, form, filled } of cases) {
    const text = sdkText(form, filled)
    if (text === null) continue
    const sent: Request[] = []
    const create: typeof createLatchkey = (options) =>
      createLatchkey({
        ...options,
        retries: 0,
        fetch: async (request) => {
          sent.push(request)
          return new Response(null, { status: 204 })
        },
      })
    const code = text.replace(/^import .*\n/, '')
    await new AsyncFunction('createLatchkey', 'process', code)(create, { env: { TOKEN: 'secret' } })
    const { url, method, headers, body } = built(form, filled)
    const [request] = sent
    expect([request?.method, request && new URL(request.url).href], id).toEqual([method, new URL(url).href])
    for (const [name, value] of headers) expect(request?.headers.get(name), `${id} ${name}`).toBe(value)
    const isSigned = ['account', 'visitor', 'token'].includes(form.credential.kind)
    expect(request?.headers.get('authorization'), id).toBe(isSigned ? 'Bearer secret' : null)
    const json = (given: string | null | undefined) => (given ? JSON.parse(given) : null)
    expect(json(await request?.text()), id).toEqual(json(body))
  }
})

test('pages, signed events and what answers elsewhere are for curl alone', () => {
  const forCurl = operations.filter(({ id }) => formOf(id).curlOnly !== null)
  const called = operations.filter(({ id }) => formOf(id).curlOnly === null)
  for (const { id, definition } of forCurl) {
    const { auth, errorsAsHtml, rawBody, success, errors } = definition
    const reasons = [
      auth.subject === 'platform_operator',
      errorsAsHtml,
      rawBody,
      success[302],
      errors.includes('fresh_session_required'),
    ]
    expect(reasons.some(Boolean), id).toBe(true)
  }
  // On the docs host everything else is same-origin, or open to any origin.
  for (const { id, definition } of called) {
    expect(definition.path.startsWith('/v2/') ? definition.host : !definition.cors, id).toBeFalsy()
  }
  expect(called.length).toBeGreaterThan(100)
})

test('whatever deletes, pays back or ends for good is asked before it is sent', () => {
  const asked = operations.filter(({ id }) => formOf(id).confirm !== null).map(({ id }) => id)
  const deletes = operations.filter(({ definition }) => definition.method === 'delete').map(({ id }) => id)
  expect(asked).toEqual(
    expect.arrayContaining([...deletes, 'refundPurchase', 'closeGroupBuy', 'activateGroupBuy']),
  )
})
