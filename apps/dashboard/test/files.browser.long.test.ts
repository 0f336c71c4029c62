// Files whose server keeps them in a bucket.
import { unwrap } from '@latchkey/sdk'
import { afterAll, expect, test } from 'vitest'
import { startS3 } from '../../../packages/server/test/s3.ts'
import { openDashboard } from './open-dashboard.ts'

const s3 = await startS3()
afterAll(() => s3.stop())
const { live, visitAs } = await openDashboard({
  env: {
    S3_ENDPOINT: s3.settings.endpoint,
    S3_BUCKET: s3.settings.bucket,
    S3_ACCESS_KEY_ID: s3.settings.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.settings.secretAccessKey,
  },
})

test('a file goes straight to the bucket', async () => {
  const handle = await live.make.handle()
  const page = await visitAs(handle.owner, `/h/${handle.name}/files`)
  const content = Buffer.alloc(300_000, 'a')
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'long.bin', mimeType: 'text/plain', buffer: content })
  await page.getByRole('button', { name: 'Upload', exact: true }).first().click()
  await page.getByText('long.bin is ready to share').waitFor()
  await page.getByRole('link', { name: 'long.bin' }).waitFor()
  const creator = await live.as(handle.owner)
  const { items } = await unwrap(creator.files.listFiles({ path: { handle: handle.name } }))
  expect(items.map(({ uploadedAt }) => uploadedAt !== null)).toEqual([true])
})
