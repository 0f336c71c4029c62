import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { beforeAll, expect, test } from 'vitest'

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))
let tarball: Buffer

beforeAll(() => {
  const built = execFileSync(process.execPath, [path('../../scripts/build-sdk.ts')], { encoding: 'utf8' })
  tarball = readFileSync(path(`dist/${built.trim()}`))
})

test('publint has nothing to say', async () => {
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: new Uint8Array(tarball).buffer } })
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
})

test('the types are right for ES modules and bundlers', async () => {
  const result = await checkPackage(createPackageFromTarballData(tarball))
  if (!result.types) throw new Error('The package has no types.')
  const problems = result.problems.filter(
    (problem) => !('resolutionKind' in problem) || ['node16-esm', 'bundler'].includes(problem.resolutionKind),
  )
  expect(problems).toEqual([])
})

test('the client stays small', () => {
  const output = execFileSync(process.execPath, [path('node_modules/size-limit/bin.js'), '--json'], {
    cwd: path('.'),
    encoding: 'utf8',
  })
  const [{ size, passed }] = JSON.parse(output)
  console.log(`@latchkey/sdk: ${size} bytes, minified and compressed with what it imports`)
  expect(passed).toBe(true)
  expect(size).toBeGreaterThan(1000)
})

test('the built client runs', async () => {
  const { createLatchkey } = await import(path('dist/index.js'))
  const client = createLatchkey({
    baseUrl: 'https://latchkey.test',
    fetch: () => Response.json({ id: 'vis_1' }),
  })
  expect(await client.visitors.getVisitor()).toMatchObject({ data: { id: 'vis_1' } })
})

test('the stack of an error of the built client begins where the operation was called', async () => {
  const { createLatchkey } = await import(path('dist/index.js'))
  const client = createLatchkey({
    baseUrl: 'https://latchkey.test',
    fetch: () => new Response(null, { status: 502 }),
  })
  const [here, call] = [new Error(), client.visitors.getVisitor().catch((error: Error) => error)]
  const first = (error: Error) => /package\.test\.ts:\d+/.exec(error.stack?.split('\n')[1] ?? '')?.[0]
  expect(first(here)).toMatch(/:\d+$/)
  expect(first(await call)).toBe(first(here))
})
