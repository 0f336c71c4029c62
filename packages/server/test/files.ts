import type { Latchkey } from '@latchkey/sdk'
import { unwrap } from '@latchkey/sdk'
import type { TestApp } from './app.ts'
import type { TestHandle } from './factories.ts'

export type FileCreate = NonNullable<Parameters<Latchkey['files']['createFile']>[0]>['body']

/** Sends a content to an upload URL. */
export const upload = async (
  t: TestApp,
  url: string,
  content: BodyInit,
  headers: Record<string, string> = {},
): Promise<Response> =>
  await t.send(
    new Request(url, {
      method: 'PUT',
      body: content,
      ...(content instanceof ReadableStream && { duplex: 'half' }),
      headers,
    }),
  )

/** Announces a file of a handle, and unless told otherwise uploads its content. */
export async function makeFile(
  t: TestApp,
  handle: TestHandle,
  {
    content = 'the content',
    upload: uploaded = true,
    ...body
  }: Partial<Omit<FileCreate, 'accessMode'>> & {
    accessMode?: FileCreate['accessMode']
    content?: string
    upload?: boolean
  } = {},
) {
  const { files } = await t.as(handle.owner)
  const created = await unwrap(
    files.createFile({
      path: { handle: handle.name },
      body: {
        fileName: 'pattern.pdf',
        accessMode: body.allowedEmails ? 'EMAIL_ALLOWLIST' : 'PUBLIC',
        sizeBytes: Buffer.byteLength(content),
        ...body,
      } as FileCreate,
    }),
  )
  if (uploaded) {
    const response = await upload(t, created.uploadUrl, content)
    if (response.status !== 204) throw new Error(`The upload was answered with ${response.status}.`)
  }
  return { ...created, id: created.file.id, path: { fileId: created.file.id } }
}

/** Asks for a file as `downloadFile` has it; the answer is not followed. */
export const askFor = async (t: TestApp, fileId: string, token?: string): Promise<Response> =>
  await t.send(
    new Request(`${t.origin()}/v2/public/files/${fileId}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    }),
  )

/** Asks for a file, and follows to its content. */
export async function download(
  t: TestApp,
  fileId: string,
  {
    token,
    headers = {},
    method = 'GET',
  }: { token?: string; headers?: Record<string, string>; method?: string } = {},
): Promise<Response> {
  const response = await askFor(t, fileId, token)
  const location = response.headers.get('location')
  if (location === null) throw new Error(`There is nothing to follow: ${response.status}.`)
  return await t.send(new Request(location, { method, headers }))
}
