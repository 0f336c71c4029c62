import { randomUUID } from 'node:crypto'
import { type FileHandle, link, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DOWNLOAD_SECONDS, Id, UPLOAD_SECONDS } from '@latchkey/contract'
import type { SignedUrls } from './signed-urls.ts'
import type { FileStore, UploadTarget } from './store.ts'

/** Why an upload was not kept. */
export type UploadProblem = 'exists' | 'interrupted' | 'too long' | 'too short'

const FileId = Id('file')

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST'

/**
 * Contents in a folder of this machine, served by our own routes. Several processes may share the folder; more
 * than one machine needs S3.
 */
export class LocalFiles implements FileStore {
  readonly urls: SignedUrls
  readonly #folder: string
  /** Uploads while they run. In the same file system, so that a complete one is put in place at once. */
  readonly #uploads: string

  constructor(folder: string, urls: SignedUrls) {
    this.urls = urls
    this.#folder = folder
    this.#uploads = join(folder, 'uploads')
  }

  async uploadTarget({ id, sizeBytes }: { id: string; sizeBytes: number }): Promise<UploadTarget> {
    const allowance = { id, method: 'PUT', detail: String(sizeBytes) } as const
    return { uploadUrl: this.urls.sign(allowance, UPLOAD_SECONDS), uploadHeaders: {} }
  }

  async downloadUrl({ id, fileName }: { id: string; fileName: string }): Promise<string> {
    return this.urls.sign({ id, method: 'GET', detail: fileName }, DOWNLOAD_SECONDS)
  }

  async size(id: string): Promise<number | null> {
    try {
      return (await stat(this.#path(id))).size
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.#path(id), { force: true })
    await this.#removeUploads(id)
  }

  /** What uploads of a file have left that were broken off with their process. */
  async #removeUploads(id: string): Promise<void> {
    const names = await readdir(this.#uploads).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw error
    })
    const own = names.filter((name) => name.startsWith(`${id}.`))
    await Promise.all(own.map((name) => rm(join(this.#uploads, name), { force: true })))
  }

  /** The content, opened: it stays readable while it is removed. `null` when there is none. */
  async open(id: string): Promise<FileHandle | null> {
    try {
      return await open(this.#path(id))
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  /**
   * Takes an upload of exactly `size` bytes, the only one of this file that runs. It appears under its name complete or
   * not at all, and what is there is never replaced.
   */
  async write(
    id: string,
    size: number,
    content: ReadableStream<Uint8Array> | null,
    signal: AbortSignal,
  ): Promise<UploadProblem | null> {
    if ((await this.size(id)) !== null) return 'exists'
    await mkdir(this.#uploads, { recursive: true })
    await this.#removeUploads(id)
    const path = join(this.#uploads, `${id}.${randomUUID()}`)
    const target = await open(path, 'wx')
    try {
      const problem = await copy(content, target, size, signal)
      if (problem) return problem
      await target.sync()
      await link(path, this.#path(id))
      return null
    } catch (error) {
      if (isTaken(error)) return 'exists'
      // Another upload has taken over, and removed this one.
      if (isMissing(error)) return 'interrupted'
      throw error
    } finally {
      await target.close()
      await rm(path, { force: true })
    }
  }

  /** @throws for anything but an id: nothing else may become part of a path. */
  #path(id: string): string {
    return join(this.#folder, FileId.parse(id))
  }
}

async function copy(
  content: ReadableStream<Uint8Array> | null,
  target: FileHandle,
  size: number,
  signal: AbortSignal,
): Promise<UploadProblem | null> {
  const reader = content?.getReader()
  const cancel = () => void reader?.cancel().catch(() => undefined)
  signal.addEventListener('abort', cancel, { once: true })
  let received = 0
  while (reader) {
    const next = await reader.read().catch(() => null)
    if (next === null || signal.aborted) return 'interrupted'
    if (next.done) break
    received += next.value.byteLength
    if (received > size) {
      await reader.cancel().catch(() => undefined)
      return 'too long'
    }
    await target.writeFile(next.value)
  }
  return received < size ? 'too short' : null
}
