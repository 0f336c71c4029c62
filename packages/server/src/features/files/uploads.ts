import { randomUUID } from 'node:crypto'
import { addSeconds } from '../../platform/clock.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import type { UploadTarget } from '../../platform/files/store.ts'
import type { Lease } from '../../platform/leases.ts'
import { type FileRow, findFile, markUploaded } from './queries.ts'
import { giveStorageBack } from './storage.ts'

/** Seconds for which an upload has a file to itself. While it runs it says again and again that it goes on. */
const UPLOAD_LEASE = 60
/** Milliseconds between two times that it says so. */
const RENEWAL = 20_000

/** The file, with the time of its upload if its content has come meanwhile: the store tells nobody. */
export async function noticeUpload(deps: Deps, file: FileRow): Promise<FileRow> {
  if (file.uploaded_at) return file
  if ((await deps.files.size(file.id)) !== file.size_bytes) return file
  const now = deps.clock.now()
  await markUploaded(deps.db, file.id, now)
  return { ...file, uploaded_at: now }
}

/**
 * Runs an upload unless another one of the same file runs, here or in another process: each fills the disk before it
 * is known which will be complete. One whose process died is forgotten after a minute. `signal` tells that the file
 * was lost to another upload, as happens to a process that stood still.
 */
export async function uploadAlone<T>(
  { db, clock, leases }: RootDeps,
  fileId: string,
  upload: (signal: AbortSignal) => Promise<T>,
): Promise<T | Failure<'file_upload_in_progress'>> {
  const own = randomUUID()
  const until = () => addSeconds(clock.now(), UPLOAD_LEASE)
  const change = (
    connection: DbOrTransaction,
    set: { upload_id?: string | null; upload_until: Date | null },
  ) => connection.updateTable('files').set(set).where('id', '=', fileId)
  const changeOwn = async (upload_until: Date | null) => {
    const set = upload_until === null ? { upload_id: null, upload_until } : { upload_until }
    const { numUpdatedRows } = await change(db, set).where('upload_id', '=', own).executeTakeFirst()
    return numUpdatedRows === 1n
  }
  const lease: Lease = { until: until(), release: () => changeOwn(null) }
  const { numUpdatedRows } = await leases.take(db, lease, (connection) =>
    change(connection, { upload_id: own, upload_until: lease.until })
      .where((file) => file.or([file('upload_until', 'is', null), file('upload_until', '<=', clock.now())]))
      .executeTakeFirst(),
  )
  if (numUpdatedRows === 0n) return fail('file_upload_in_progress')
  const lost = new AbortController()
  const renew = async () => {
    if (!(await changeOwn(until()))) lost.abort()
  }
  const renewal = setInterval(() => void renew().catch(() => lost.abort()), RENEWAL)
  try {
    return await upload(lost.signal)
  } finally {
    clearInterval(renewal)
    await leases.giveBack({ ...lease, until: until() })
  }
}

/** Where the content of a file goes, anew; `null` when it is not awaited any more. */
async function freshUpload({ db, files }: Deps, fileId: string): Promise<UploadTarget | null> {
  const file = await findFile(db, fileId)
  return file && !file.uploaded_at
    ? await files.uploadTarget({ id: file.id, sizeBytes: file.size_bytes })
    : null
}

/** Looks for the content when nobody can upload it any more; a file without it is removed, with what there is. */
export async function settleUpload(deps: RootDeps, fileId: string): Promise<void> {
  const file = await findFile(deps.db, fileId)
  if (!file || (await noticeUpload(deps, file)).uploaded_at) return
  await deps.files.remove(fileId)
  await inOwnTransaction(deps.db, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('files')
      .where('id', '=', fileId)
      .where('uploaded_at', 'is', null)
      .executeTakeFirst()
    // What was deleted meanwhile has a job of its own.
    if (numDeletedRows > 0n) await giveStorageBack(trx, fileId)
  })
}

/** What was answered when a file was created, with an upload URL that works now; as it was, once it has its content. */
export async function renewUploadUrl<B extends UploadTarget & { readonly file: { readonly id: string } }>(
  deps: Deps,
  created: B,
): Promise<B> {
  return { ...created, ...(await freshUpload(deps, created.file.id)) }
}
