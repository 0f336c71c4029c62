import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { check } from './check.ts'
import { answering } from './mutants/mutant.ts'
import { behindProxy } from './mutants/world.ts'

const { proxy, options } = await behindProxy()

/** Rules of its own, so that nothing else is sent. */
const FUZZ = ['--only', 'valid-input-refused,invalid-input-accepted,server-error']

/** Methods, paths and bodies that a run sends, in their order. */
async function sent(...args: string[]): Promise<string[]> {
  const seen: string[] = []
  proxy.mutate(async (request, ask) => {
    seen.push(`${request.method} ${request.path} ${request.body}`)
    return await ask(request)
  })
  const { code, text } = await check([...options, ...args])
  proxy.mutate(null)
  expect(code, text).toBe(0)
  return seen
}

test('300 inputs find nothing at a server that keeps its contract', async () => {
  const { code, text } = await check([...options, ...FUZZ, '--fuzz', '300', '--seed', '1'])
  expect(text).toContain('Everything that was looked at holds.')
  expect(code).toBe(0)
})

test('the same seed sends the same requests, another seed others', async () => {
  const args = ['--only', 'invalid-input-accepted,listPages,listSales,signOut', '--fuzz', '60', '--seed']
  const first = await sent(...args, '7')
  expect(await sent(...args, '7')).toEqual(first)
  expect(await sent(...args, '8')).not.toEqual(first)
})

describe('a finding', () => {
  /** Fails for any limit over 20. */
  const fault = answering(
    (answer, { path }) => /limit=(?:[2-9]\d|100)\b/.test(path) && Object.assign(answer, { status: 500 }),
    'listHandles',
  )
  const args = [...FUZZ.slice(0, 1), 'server-error,listHandles', '--fuzz', '80', '--seed', '1']

  test('is made smaller, and can be repeated until it is mended', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-fuzz-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = join(folder, 'report.json')
    proxy.mutate(fault())
    const { code, text } = await check([...options, ...args, '--json', file])
    expect(code).toBe(1)
    expect(text).toMatch(/curl '[^']*\/v2\/handles\?limit=20' -H 'authorization: Bearer <accessToken>'/)

    const again = await check([...options, '--replay', file])
    expect(again).toMatchObject({
      code: 1,
      text: expect.stringContaining('Of 1 findings, 1 are still there'),
    })
    proxy.mutate(null)
    const mended = await check([...options, '--replay', file])
    expect(mended).toMatchObject({
      code: 0,
      text: expect.stringContaining('Of 1 findings, 0 are still there'),
    })
    const without = await check(['--base-url', proxy.origin, '--replay', file])
    expect(without).toMatchObject({ code: 2, text: expect.stringContaining('accessToken') })
  })

  test('shows no secret, in no form of the report', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-fuzz-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const files = ['--json', '--junit'].flatMap((name) => [name, join(folder, name)])
    proxy.mutate(answering((answer) => answer.status < 400 && Object.assign(answer, { status: 299 }))())
    const { code, text } = await check([...options, '--fuzz', '20', '--seed', '1', ...files])
    proxy.mutate(null)
    expect(code).toBeGreaterThan(0)
    const written = await Promise.all(
      ['--json', '--junit'].map((name) => readFile(join(folder, name), 'utf8')),
    )
    const secrets = options.filter((one) => one.length > 30)
    expect(secrets).toHaveLength(2)
    for (const shown of [text, ...written]) {
      for (const secret of secrets) expect(shown).not.toContain(secret)
    }
  })
})

test('what is no report cannot be repeated', async () => {
  const { code, text } = await check([...options, '--replay', '/nowhere'])
  expect(code).toBe(2)
  expect(text).toContain('/nowhere cannot be read')
})
