import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestHandle } from '../../../test/factories.ts'
import { upload } from '../../../test/files.ts'

const t = await testApp({ env: { LIMITS: 'off', STORAGE_QUOTA_MB: '1' } })
const HOUR = 3600

const announce = async (handle: TestHandle, sizeBytes: number, key?: string) =>
  (await t.as(handle.owner)).files.createFile({
    path: { handle: handle.name },
    body: { fileName: 'pattern.pdf', accessMode: 'PUBLIC', sizeBytes },
    ...(key !== undefined && { headers: { 'Idempotency-Key': key } }),
  })

const remove = async (handle: TestHandle, fileId: string) =>
  unwrap((await t.as(handle.owner)).files.deleteFile({ path: { handle: handle.name, fileId } }))

/** What is taken, as a refusal says it. */
async function used(handle: TestHandle): Promise<number> {
  const { error } = await announce(handle, 1_000_001)
  if (error?.code !== 'storage_quota_exceeded') throw new Error('It fits.')
  expect(error.details).toMatchObject({ quotaBytes: 1_000_000 })
  return (error.details as { usedBytes: number }).usedBytes
}

test('a file counts from its announcement on; one that does not fit is refused, by accounts and tokens alike', async () => {
  const handle = await t.make.handle()
  await unwrap(announce(handle, 600_000))
  expect((await announce(handle, 400_001)).error).toMatchObject({
    code: 'storage_quota_exceeded',
    details: { quotaBytes: 1_000_000, usedBytes: 600_000 },
  })
  const { token } = await t.make.oauthToken({ account: handle.owner })
  const refused = await t.client({ token }).automation.automationCreateFile({
    path: { handle: handle.name },
    body: { fileName: 'pattern.pdf', accessMode: 'PUBLIC', sizeBytes: 400_001 },
  })
  expect(refused.error?.code).toBe('storage_quota_exceeded')
  await unwrap(announce(handle, 400_000))
  expect(await used(handle)).toBe(1_000_000)
  await unwrap(announce(await t.make.handle(), 1_000_000))
})

test.each([
  ['with keys', (n: number) => `key-${n}`],
  ['without keys', () => undefined],
])('of many announcements at once as many are taken as fit, %s', async (_, keyOf) => {
  const handle = await t.make.handle()
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => announce(handle, 300_000, keyOf(n))))
  expect(answers.filter(({ response }) => response.status === 201)).toHaveLength(3)
  expect(answers.filter(({ error }) => error?.code === 'storage_quota_exceeded')).toHaveLength(9)
  expect(await used(handle)).toBe(900_000)
})

test('what was deleted counts until nothing of it can come any more', async () => {
  const handle = await t.make.handle()
  const { file, uploadUrl } = await unwrap(announce(handle, 11))
  expect((await upload(t, uploadUrl, 'the content')).status).toBe(204)
  await remove(handle, file.id)
  await t.jobs.run()
  expect(await used(handle), 'its upload URL still works at S3').toBe(11)
  await t.clock.advance(2 * HOUR)
  await t.jobs.run()
  expect(await used(handle)).toBe(0)
})

test('what was deleted long after its upload gives its storage back at once', async () => {
  const handle = await t.make.handle()
  const { file, uploadUrl } = await unwrap(announce(handle, 11))
  await upload(t, uploadUrl, 'the content')
  await t.clock.advance(27 * HOUR)
  await t.jobs.run()
  expect(await used(handle)).toBe(11)
  await remove(handle, file.id)
  await t.jobs.run()
  expect(await used(handle)).toBe(0)
})

test('what was never uploaded gives its storage back with its end', async () => {
  const handle = await t.make.handle()
  await unwrap(announce(handle, 500_000))
  await t.clock.advance(27 * HOUR)
  await t.jobs.run()
  expect(await used(handle)).toBe(0)
})
