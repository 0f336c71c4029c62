import type { Deps } from '../../platform/deps.ts'
import { type FileRow, findFile, markUploaded } from './queries.ts'

/** The file, with the time of its upload if its content has come meanwhile: the store tells nobody. */
export async function noticeUpload(deps: Deps, file: FileRow): Promise<FileRow> {
  if (file.uploaded_at) return file
  if ((await deps.files.size(file.id)) !== file.size_bytes) return file
  const now = deps.clock.now()
  await markUploaded(deps.db, file.id, now)
  return { ...file, uploaded_at: now }
}

/** A new upload URL; `null` when the content of the file is not awaited any more. */
async function freshUploadUrl({ db, files }: Deps, fileId: string): Promise<string | null> {
  const file = await findFile(db, fileId)
  return file && !file.uploaded_at ? await files.uploadUrl({ id: file.id, sizeBytes: file.size_bytes }) : null
}

/** Looks for the content when nobody can upload it any more; a file without it is removed, with what there is. */
export async function settleUpload(deps: Deps, fileId: string): Promise<void> {
  const file = await findFile(deps.db, fileId)
  if (!file || (await noticeUpload(deps, file)).uploaded_at) return
  await deps.files.remove(fileId)
  await deps.db.deleteFrom('files').where('id', '=', fileId).where('uploaded_at', 'is', null).execute()
}

/** What was answered when a file was created, with an upload URL that works now; as it was, once it has its content. */
export async function renewUploadUrl<
  B extends { readonly file: { readonly id: string }; readonly uploadUrl: string },
>(deps: Deps, created: B): Promise<B> {
  const uploadUrl = await freshUploadUrl(deps, created.file.id)
  return uploadUrl === null ? created : { ...created, uploadUrl }
}
