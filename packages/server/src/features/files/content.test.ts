import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { describe, expect, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { askFor, download, makeFile, upload } from '../../../test/files.ts'
import { until } from '../../../test/until.ts'
import { LocalFiles } from '../../platform/files/local.ts'
import { attachment } from '../../platform/files/store.ts'
import { listen } from '../../server.ts'
import { readRange } from './content-response.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const handle = await t.make.handle()

const code = async (response: Response) => ((await response.json()) as { error: string }).error
const waiting = (content = 'the content') => makeFile(t, handle, { content, upload: false })
const isThere = async (id: string) => (await askFor(t, id)).status === 302

/** A content in chunks, which may break off. */
const streamOf = (chunks: string[], end: 'complete' | 'broken' = 'complete') =>
  new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks.shift()
      if (chunk !== undefined) controller.enqueue(Buffer.from(chunk))
      else if (end === 'complete') controller.close()
      else controller.error(new Error('the connection is gone'))
    },
  })

describe('an upload', () => {
  test('of the announced length is there when it is complete', async () => {
    const { id, uploadUrl } = await waiting()
    expect(await isThere(id)).toBe(false)
    const response = await upload(t, uploadUrl, streamOf(['the ', 'content']))
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await (await download(t, id)).text()).toBe('the content')
  })

  test('of another length leaves nothing, and can be done right', async () => {
    const { id, uploadUrl } = await waiting()
    for (const [body, expected] of [
      ['the conten', 'invalid_request'],
      ['the content!', 'payload_too_large'],
      ['', 'invalid_request'],
    ] as const) {
      expect(await code(await upload(t, uploadUrl, streamOf([body])))).toBe(expected)
      const announced = { 'content-length': String(body.length) }
      expect(await code(await upload(t, uploadUrl, body, announced))).toBe(expected)
      expect(await isThere(id)).toBe(false)
    }
    expect((await upload(t, uploadUrl, 'the content')).status).toBe(204)
  })

  test('that breaks off leaves nothing, and can be done again', async () => {
    const { id, uploadUrl } = await waiting()
    expect(await code(await upload(t, uploadUrl, streamOf(['the '], 'broken')))).toBe('invalid_request')
    expect(await isThere(id)).toBe(false)
    expect((await upload(t, uploadUrl, 'the content')).status).toBe(204)
  })

  test('whose connection is lost leaves nothing', async () => {
    const { id, uploadUrl } = await waiting()
    const http = await listen(t.app, 0)
    const { pathname, search, host } = new URL(uploadUrl)
    const headers = { host, 'content-length': '11' }
    const sent = request({ port: http.port, method: 'PUT', path: pathname + search, headers })
    sent.on('error', () => undefined)
    sent.write('the ')
    const uploads = async () => (await uploadsOf(id)).length
    await until('the upload has begun', async () => ((await uploads()) === 1 ? true : null))
    sent.destroy()
    await until('it is cleaned away', async () => ((await uploads()) === 0 ? true : null))
    await http.close()
    expect(await isThere(id)).toBe(false)
    expect((await upload(t, uploadUrl, 'the content')).status).toBe(204)
  })

  test.each(['ENOSPC', 'EDQUOT', 'EFBIG'])(
    'that meets a full disk (%s) is told to come again',
    async (why) => {
      const { id, uploadUrl } = await waiting()
      const write = vi
        .spyOn(LocalFiles.prototype, 'write')
        .mockRejectedValueOnce(Object.assign(new Error('there is no room'), { code: why }))
      const refused = await upload(t, uploadUrl, 'the content')
      write.mockRestore()
      expect([refused.status, await code(refused.clone())]).toEqual([503, 'unavailable'])
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await isThere(id)).toBe(false)
      expect((await upload(t, uploadUrl, 'the content')).status).toBe(204)
    },
  )

  test('is taken once, also of many at once', async () => {
    const { id, uploadUrl } = await waiting('0')
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => upload(t, uploadUrl, String(index))),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 204)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(7)
    const content = await (await download(t, id)).text()
    expect(content).toBe(String(statuses.indexOf(204)))
    expect(await code(await upload(t, uploadUrl, '9'))).toBe('file_already_uploaded')
    expect(await (await download(t, id)).text()).toBe(content)
  })

  test('runs alone: a second one of the same file has to wait, until the first is known to be dead', async () => {
    const { id, uploadUrl } = await waiting()
    const first = Promise.withResolvers<ReadableStreamDefaultController<Uint8Array>>()
    const stalled = upload(t, uploadUrl, new ReadableStream({ start: first.resolve }))
    const source = await first.promise
    source.enqueue(Buffer.from('the '))
    await until('it has begun', async () => ((await uploadsOf(id)).length === 1 ? true : null))
    const second = await upload(t, uploadUrl, 'the content')
    expect([await code(second.clone()), second.headers.get('retry-after')]).toEqual([
      'file_upload_in_progress',
      '60',
    ])
    expect(await uploadsOf(id), 'nothing more is on the disk').toHaveLength(1)
    await t.clock.advance(60)
    expect((await upload(t, uploadUrl, 'THE CONTENT')).status).toBe(204)
    expect(await uploadsOf(id), 'what the first had is gone').toHaveLength(0)
    source.enqueue(Buffer.from('content'))
    source.close()
    expect(await code(await stalled), 'it was broken off').toBe('invalid_request')
    expect(await (await download(t, id)).text()).toBe('THE CONTENT')
  })

  test('is taken for 15 minutes, and only under the URL as it was signed', async () => {
    const { id, uploadUrl } = await waiting()
    const other = await waiting()
    const changed = (change: (url: URL) => void) => {
      const url = new URL(uploadUrl)
      change(url)
      return url.href
    }
    const set = (name: string, value: string) => changed(({ searchParams }) => searchParams.set(name, value))
    const until = new URL(uploadUrl).searchParams.get('until')
    for (const url of [
      set('detail', '12'),
      set('until', `${until}0`),
      set('signature', ''),
      set('signature', 'AAAA'),
      changed((url) => url.searchParams.delete('signature')),
      uploadUrl.replace(id, other.id),
      uploadUrl.replace(id, '..%2f..%2fetc%2fpasswd'),
      (await askForUrl()).replace(/file-content\/[^?]+/, `file-content/${id}`),
    ]) {
      expect(await code(await upload(t, url, 'the content'))).toBe('file_link_invalid')
    }
    await t.clock.advance(15 * 60 - 1)
    expect((await upload(t, uploadUrl, 'the content')).status).toBe(204)
    await t.clock.advance(1)
    expect(await code(await upload(t, other.uploadUrl, 'the content'))).toBe('file_link_invalid')
  })

  test('that was complete when the process died is found', async () => {
    const { id, uploadUrl } = await waiting()
    await upload(t, uploadUrl, 'the content')
    await t.db.updateTable('files').set({ uploaded_at: null }).where('id', '=', id).execute()
    expect(await isThere(id)).toBe(true)
  })

  test('may come from any origin', async () => {
    const { uploadUrl } = await waiting()
    const response = await t.send(new Request(uploadUrl, { method: 'OPTIONS' }))
    expect(response.headers.get('access-control-allow-methods')).toContain('PUT')
  })

  test('reaches no host of a creator', async () => {
    const { uploadUrl } = await waiting()
    const url = uploadUrl.replace(t.origin(), t.origin(handle.name))
    expect((await upload(t, url, 'the content')).status).toBe(404)
  })
})

const askForUrl = async () => (await askFor(t, (await makeFile(t, handle)).id)).headers.get('location') ?? ''

async function uploadsOf(id: string): Promise<string[]> {
  const { folder } = t
  const names = await readdir(`${folder}/uploads`).catch(() => [])
  return names.filter((name) => name.startsWith(id))
}

describe('a content', () => {
  test('is saved and never shown, whatever it is', async () => {
    const content = '<script>alert(1)</script>'
    const { id } = await makeFile(t, handle, { content, fileName: 'page "1" für Ána.html' })
    const { headers } = await download(t, id)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition':
        'attachment; filename="page _1_ f_r _na.html"; filename*=UTF-8\'\'page%20%221%22%20f%C3%BCr%20%C3%81na.html',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'content-length': String(content.length),
    })
  })

  test('is handed out for five minutes', async () => {
    const { id } = await makeFile(t, handle)
    const location = (await askFor(t, id)).headers.get('location') ?? ''
    await t.clock.advance(299)
    expect((await t.send(new Request(location))).status).toBe(200)
    await t.clock.advance(1)
    expect(await code(await t.send(new Request(location)))).toBe('file_link_invalid')
  })

  test('is handed out in parts', async () => {
    const { id } = await makeFile(t, handle, { content: '0123456789' })
    const part = async (headers: Record<string, string>, method = 'GET') => {
      const response = await download(t, id, { headers, method })
      return [response.status, response.headers.get('content-range'), await response.text()]
    }
    expect(await part({ range: 'bytes=2-4' })).toEqual([206, 'bytes 2-4/10', '234'])
    expect(await part({ range: 'bytes=7-' })).toEqual([206, 'bytes 7-9/10', '789'])
    expect(await part({ range: 'bytes=-3' })).toEqual([206, 'bytes 7-9/10', '789'])
    expect(await part({ range: 'bytes=10-' })).toEqual([416, 'bytes */10', ''])
    expect(await part({ range: 'bytes=2-4' }, 'HEAD')).toEqual([206, 'bytes 2-4/10', ''])
    expect(await part({ range: 'bytes=2-4', 'if-range': `"${id}"` })).toEqual([206, 'bytes 2-4/10', '234'])
    expect(await part({ range: 'bytes=2-4', 'if-range': '"another"' })).toEqual([200, null, '0123456789'])
  })
})

test.each([
  ['bytes=0-0', [0, 0]],
  ['bytes=0-', [0, 9]],
  ['bytes=5-99', [5, 9]],
  ['bytes=-99', [0, 9]],
  ['BYTES=1-2', [1, 2]],
  ['bytes=-0', 'none'],
  ['bytes=10-11', 'none'],
  ['bytes=4-2', 'whole'],
  ['bytes=0-1,3-4', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=1', 'whole'],
  ['lines=1-2', 'whole'],
  [undefined, 'whole'],
])('the range %s of ten bytes', (range, expected) => {
  expect(readRange(range, 10)).toEqual(expected)
})

test.each([
  ['a.pdf', `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`],
  ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
  ['100%.txt', `attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt`],
  ['日本.png', `attachment; filename="__.png"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.png`],
])('the name %s', (name, expected) => {
  expect(attachment(name)).toBe(expected)
})

test('the folder lets nothing but ids into its paths', async () => {
  for (const id of ['../etc/passwd', 'fil_../../x', '', 'uploads']) {
    await expect(t.deps.files.size(id)).rejects.toThrow()
    await expect(t.deps.files.remove(id)).rejects.toThrow()
  }
})
