import { once } from 'node:events'
import { createServer } from 'node:http'
import { unwrap } from '@latchkey/sdk'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { askFor, makeFile } from '../../../test/files.ts'
import { startS3 } from '../../../test/s3.ts'
import { addSeconds, systemClock } from '../../platform/clock.ts'
import { S3Files } from '../../platform/files/s3.ts'
import { openDeps } from '../../platform/start.ts'

const s3 = await startS3()
afterAll(() => s3.stop())
// S3 goes by the real time.
const store = new S3Files(s3.settings, systemClock)
const t = await testApp({ env: { LIMITS: 'off' }, replace: { files: store } })
const handle = await t.make.handle()

const waiting = (content = 'the content') => makeFile(t, handle, { content, upload: false })
const put = (url: string, body: BodyInit, headers: Record<string, string> = { 'If-None-Match': '*' }) =>
  fetch(url, { method: 'PUT', body, headers })
const sizeOf = (content: string) => Buffer.byteLength(content)

test('a file goes to the bucket and comes from there, as an attachment and in parts', async () => {
  const fileName = 'Pläne (2) “neu”.html'
  const { id, uploadUrl } = await makeFile(t, handle, { fileName, upload: false })
  expect(new URL(uploadUrl).origin).toBe(s3.settings.endpoint)
  expect((await askFor(t, id)).status).toBe(404)
  expect((await put(uploadUrl, 'the content')).status).toBe(200)
  const location = (await askFor(t, id)).headers.get('location') ?? ''
  const response = await fetch(location)
  expect(await response.text()).toBe('the content')
  expect(response.headers.get('content-type')).toBe('application/octet-stream')
  const disposition = response.headers.get('content-disposition') ?? ''
  expect(disposition).toMatch(/^attachment; /)
  expect(disposition).toContain("filename*=UTF-8''Pl%C3%A4ne%20%282%29%20%E2%80%9Cneu%E2%80%9D.html")
  const part = await fetch(location, { headers: { range: 'bytes=4-6' } })
  expect([part.status, await part.text()]).toEqual([206, 'con'])
})

test('an upload of another length is refused, and is not there', async () => {
  const { id, uploadUrl } = await waiting()
  for (const content of ['the conten', 'the content!']) {
    expect((await put(uploadUrl, content)).status).toBe(403)
    expect((await askFor(t, id)).status).toBe(404)
  }
  expect((await put(uploadUrl, 'the content')).status).toBe(200)
  expect((await askFor(t, id)).status).toBe(302)
})

test('a content that is not the announced one, however it came there, is not there', async () => {
  const { id } = await waiting()
  const other = await store.uploadTarget({ id, sizeBytes: sizeOf('other') })
  expect((await put(other.uploadUrl, 'other')).status).toBe(200)
  expect((await askFor(t, id)).status).toBe(404)
})

test('a content cannot be replaced, nor be uploaded without saying so', async () => {
  const { id, uploadUrl, uploadHeaders } = await waiting()
  expect(uploadHeaders).toEqual({ 'If-None-Match': '*' })
  expect((await put(uploadUrl, 'the content', {})).status, 'what is signed must be sent').toBe(403)
  expect((await put(uploadUrl, 'the content', uploadHeaders)).status).toBe(200)
  expect((await put(uploadUrl, 'THE CONTENT', uploadHeaders)).status).toBe(412)
  const location = (await askFor(t, id)).headers.get('location') ?? ''
  expect(await (await fetch(location)).text()).toBe('the content')
})

test('URLs are over after their time, and good for nothing else', async () => {
  const { id } = await waiting()
  const earlier = (seconds: number) =>
    new S3Files(s3.settings, { now: () => addSeconds(systemClock.now(), -seconds) })
  const upload = { id, sizeBytes: sizeOf('the content') }
  const tooLate = await earlier(901).uploadTarget(upload)
  expect((await put(tooLate.uploadUrl, 'the content')).status).toBe(403)
  const { uploadUrl: url } = await earlier(880).uploadTarget(upload)
  expect(
    (await put(url.replace(id, `${id.slice(0, -1)}${id.endsWith('0') ? 1 : 0}`), 'the content')).status,
  ).toBe(403)
  expect((await fetch(url)).status, 'no download').toBe(403)
  expect((await put(url, 'the content')).status).toBe(200)
  const download = { id, fileName: 'a.txt' }
  expect((await fetch(await earlier(301).downloadUrl(download))).status).toBe(403)
  expect((await fetch(await earlier(280).downloadUrl(download))).status).toBe(200)
})

test('the list of files sees what was uploaded', async () => {
  const own = await t.make.handle()
  const { uploadUrl } = await makeFile(t, own, { upload: false })
  const { files } = await t.as(own.owner)
  const uploaded = async () =>
    (await unwrap(files.listFiles({ path: { handle: own.name } }))).items.map(
      ({ uploadedAt }) => uploadedAt !== null,
    )
  expect(await uploaded()).toEqual([false])
  await put(uploadUrl, 'the content')
  expect(await uploaded()).toEqual([true])
})

test('deleting removes the object, also one that is uploaded afterwards', async () => {
  const { id, uploadUrl } = await waiting()
  await put(uploadUrl, 'the content')
  const { files } = await t.as(handle.owner)
  expect((await files.deleteFile({ path: { handle: handle.name, fileId: id } })).response.status).toBe(204)
  expect(await store.size(id)).toBe(11)
  await t.jobs.run()
  expect(await store.size(id)).toBeNull()
  await put(uploadUrl, 'the content')
  await t.clock.advance(2 * 3600)
  await t.jobs.run()
  expect(await store.size(id)).toBeNull()
})

test('the server takes S3 when its variables are set, and has no content routes of its own then', async () => {
  const { endpoint, bucket, accessKeyId, secretAccessKey } = s3.settings
  const env = {
    S3_ENDPOINT: `${endpoint}/`,
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  }
  const deps = await openDeps({ ...t.deps.config, ...env })
  onTestFinished(() => deps.close())
  expect(deps.files).toBeInstanceOf(S3Files)
  const { id } = await waiting()
  await put((await deps.files.uploadTarget({ id, sizeBytes: 11 })).uploadUrl, 'the content')
  expect(await deps.files.size(id)).toBe(11)
  const path = `${t.origin()}/_edge/file-content/${id}`
  expect((await t.send(new Request(path, { method: 'PUT', body: 'x' }))).status).toBe(404)
})

test.each([500, 503])('a bucket that answers %d is not there right now', async (status) => {
  const broken = createServer((_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1')
  onTestFinished(() => void broken.close())
  await once(broken, 'listening')
  const address = broken.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const files = new S3Files({ ...s3.settings, endpoint: `http://127.0.0.1:${port}` }, systemClock)
  await using own = await testApp({ env: { LIMITS: 'off' }, replace: { files } })
  const { id } = await makeFile(own, await own.make.handle(), { upload: false })
  expect((await askFor(own, id)).status).toBe(503)
  await expect(files.remove(id)).rejects.toThrow('S3 answered DELETE')
})

test('a bucket that does not answer is not there right now, and one that refuses us is a fault', async () => {
  const { id } = await waiting()
  const gone = new S3Files({ ...s3.settings, endpoint: 'http://127.0.0.1:9' }, systemClock)
  await expect(gone.size(id)).rejects.toThrow('S3 did not answer')
  const wrong = new S3Files({ ...s3.settings, secretAccessKey: 'wrong' }, systemClock)
  await expect(wrong.size(id)).rejects.toThrow('S3 refused HEAD with 403')
})
