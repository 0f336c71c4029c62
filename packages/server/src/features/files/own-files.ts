import { type Cursor, IN_THE_FUTURE, UPLOAD_SECONDS } from '@latchkey/contract'
import { type Caller, recordAudit } from '../../platform/audit.ts'
import { addSeconds } from '../../platform/clock.ts'
import { handleOrigin } from '../../platform/config.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { paths } from '../../platform/html/paths.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs.ts'
import { spendMailBudget } from '../../platform/mail/strangers.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { addReaders, type FileRow, findFile, findFiles, findNewReaders, findReaders } from './queries.ts'
import { takeStorage } from './storage.ts'
import { noticeUpload } from './uploads.ts'

// A replay of `createFile` mints upload URLs for a day; an upload may then still be running.
const UPLOAD_AWAITED = 26 * 3600
// As long as an upload that began at the last moment may take.
const UPLOADS_END = UPLOAD_SECONDS + 3600

/** What a creator says of a new file. */
export interface NewFile {
  readonly fileName: string
  readonly accessMode: FileRow['access_mode']
  readonly sizeBytes: number
  readonly allowedEmails?: readonly string[] | undefined
  readonly expiresAt?: string | null | undefined
}

/** The page on the site of its handle that offers a file. */
export const filePageUrl = ({ config }: Deps, { id, handleName }: FileRow): string =>
  `${handleOrigin(config, handleName)}${paths.file(id)}`

/** The file as the contract has it. */
export const presentFile = (deps: Deps, row: FileRow, readers: readonly string[]) => ({
  id: row.id,
  handle: row.handleName,
  fileName: row.file_name,
  sizeBytes: row.size_bytes,
  accessMode: row.access_mode,
  expiresAt: row.expires_at?.toISOString() ?? null,
  allowedEmails: [...readers],
  url: filePageUrl(deps, row),
  createdAt: row.created_at.toISOString(),
  uploadedAt: row.uploaded_at?.toISOString() ?? null,
})

/** What the audit log keeps of a file: how many it is shared with, not who. */
export const snapshot = (row: FileRow, readers: number) => ({
  fileId: row.id,
  fileName: row.file_name,
  sizeBytes: row.size_bytes,
  accessMode: row.access_mode,
  readers,
  expiresAt: row.expires_at?.toISOString() ?? null,
})

/** The files of a handle, newest first. */
export async function listFiles(
  deps: Deps,
  handleId: string,
  list: { limit: number; cursor?: Cursor | undefined },
) {
  const { db } = deps
  const found = await findFiles(db, handleId, { after: readCursor(list.cursor), limit: list.limit + 1 })
  const rows = await Promise.all(found.map((row) => noticeUpload(deps, row)))
  const readers = await findReaders(
    db,
    rows.map(({ id }) => id),
  )
  const position = ({ created_at: at, id }: FileRow) => ({ at, id })
  return toPage(rows, list.limit, position, (row) => presentFile(deps, row, readers.get(row.id) ?? []))
}

/** Announces a file. What is not uploaded in time is removed by a job that is added here. */
export async function createFile(deps: Deps, caller: Caller, file: NewFile) {
  const { db, clock } = deps
  const now = clock.now()
  const expiresAt = file.expiresAt ? new Date(file.expiresAt) : null
  if (expiresAt && expiresAt <= now) {
    return fail('invalid_request', { issues: [{ path: 'body.expiresAt', message: IN_THE_FUTURE }] })
  }
  const readers = [...new Set(file.allowedEmails ?? [])].sort()
  const id = newId('file')
  const row = await inTransaction(db, async (trx) => {
    // Anybody can have a link mailed to the readers of a file.
    const added = await findNewReaders(trx, caller.handleId, readers)
    const overBudget = await spendMailBudget(deps, trx, caller, added)
    if (overBudget) return overBudget

    const full = await takeStorage(trx, deps.config, {
      id,
      handleId: caller.handleId,
      sizeBytes: file.sizeBytes,
    })
    if (full) return full
    await trx
      .insertInto('files')
      .values({
        id,
        handle_id: caller.handleId,
        file_name: file.fileName,
        size_bytes: file.sizeBytes,
        access_mode: file.accessMode,
        expires_at: expiresAt,
        created_at: now,
        uploaded_at: null,
      })
      .execute()
    await addReaders(trx, id, readers)
    const created = await findFile(trx, id)
    if (!created) throw new Error(`File ${id} was just inserted.`)
    await enqueue(trx, 'settle_upload', { fileId: id }, { runAt: addSeconds(now, UPLOAD_AWAITED) })
    await recordAudit(trx, {
      ...caller,
      action: 'file.created',
      to: snapshot(created, readers.length),
      now,
    })
    return created
  })
  if (isFailure(row)) return row
  return {
    file: presentFile(deps, row, readers),
    ...(await deps.files.uploadTarget({ id, sizeBytes: row.size_bytes })),
    publicUrl: filePageUrl(deps, row),
  }
}

/** Removes a file of a handle, and by a job its content. */
export async function deleteFile(
  { db, clock }: Deps,
  caller: Caller,
  fileId: string,
): Promise<null | Failure<'file_not_found'>> {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const row = await findFile(trx, fileId)
    const readers = (await findReaders(trx, [fileId])).get(fileId) ?? []
    const { numDeletedRows } = await trx
      .deleteFrom('files')
      .where('id', '=', fileId)
      .where('handle_id', '=', caller.handleId)
      .executeTakeFirst()
    if (!row || numDeletedRows === 0n) return fail('file_not_found')
    await removeContent(trx, row, now)
    await recordAudit(trx, { ...caller, action: 'file.deleted', from: snapshot(row, readers.length), now })
    return null
  })
}

/** Has the content of a file removed whose row is gone. */
async function removeContent(
  trx: Trx,
  { id: fileId, created_at }: Pick<FileRow, 'id' | 'created_at'>,
  now: Date,
): Promise<void> {
  if (addSeconds(created_at, UPLOAD_AWAITED) <= now) {
    await enqueue(trx, 'remove_content', { fileId, last: true })
    return
  }
  await enqueue(trx, 'remove_content', { fileId })
  // Upload URLs outlive the file: what comes by one of them goes too, and takes its place until then.
  await enqueue(trx, 'remove_content', { fileId, last: true }, { runAt: addSeconds(now, UPLOADS_END) })
}

/** Removes every file of a handle. */
export async function removeFiles(trx: Trx, handleId: string, now: Date): Promise<void> {
  const removed = await trx
    .deleteFrom('files')
    .where('handle_id', '=', handleId)
    .returning(['id', 'created_at'])
    .execute()
  for (const row of removed) await removeContent(trx, row, now)
}
