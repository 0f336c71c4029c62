import type { Position } from '@latchkey/contract'
import { sql } from 'kysely'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import { newestFirst, type Slice } from '../../platform/pagination.ts'
import { contactColumns } from '../../platform/seller.ts'

const files = (db: DbOrTransaction) =>
  db
    .selectFrom('files as file')
    .innerJoin('handles as handle', 'handle.id', 'file.handle_id')
    .selectAll('file')
    .select(['handle.name as handleName', 'handle.display_name as handleDisplayName', ...contactColumns])

/** A file by its id, whatever its state. */
export const findFile = (db: DbOrTransaction, id: string) =>
  files(db).where('file.id', '=', id).executeTakeFirst()

export type FileRow = NonNullable<Awaited<ReturnType<typeof findFile>>>

/** Files of a handle, newest first. */
export function findFiles(
  db: DbOrTransaction,
  handleId: string,
  list: { after: Position | null; limit: number },
): Promise<FileRow[]> {
  const at = sql.ref<Date>('file.created_at')
  let query = files(db).where('file.handle_id', '=', handleId)
  if (list.after) query = query.where(sql<boolean>`(${at}, file.id) < (${list.after.at}, ${list.after.id})`)
  return query.orderBy(at, 'desc').orderBy('file.id', 'desc').limit(list.limit).execute()
}

/** Addresses that files are shared with, by file, in alphabetical order. */
export async function findReaders(
  db: DbOrTransaction,
  fileIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (fileIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('file_readers')
    .selectAll()
    .where('file_id', 'in', fileIds)
    .orderBy('email')
    .execute()
  const byFile = Map.groupBy(rows, (row) => row.file_id)
  return new Map([...byFile].map(([id, readers]) => [id, readers.map(({ email }) => email)]))
}

/** Shares a file with these addresses too. */
export async function addReaders(trx: Trx, fileId: string, emails: readonly string[]): Promise<void> {
  if (emails.length === 0) return
  const rows = emails.map((email) => ({ file_id: fileId, email }))
  await trx.insertInto('file_readers').values(rows).execute()
}

/** Those of the addresses that no file of the handle is shared with. */
export async function findNewReaders(
  db: DbOrTransaction,
  handleId: string,
  emails: readonly string[],
): Promise<string[]> {
  if (emails.length === 0) return []
  const known = await db
    .selectFrom('file_readers as reader')
    .innerJoin('files as file', 'file.id', 'reader.file_id')
    .select('reader.email')
    .where('file.handle_id', '=', handleId)
    .where('reader.email', 'in', emails)
    .execute()
  const shared = new Set(known.map(({ email }) => email))
  return emails.filter((email) => !shared.has(email))
}

/** Whether a file is shared with an address. */
export async function isReader(db: DbOrTransaction, fileId: string, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('file_readers')
    .select('file_id')
    .where('file_id', '=', fileId)
    .where('email', '=', email)
    .executeTakeFirst()
  return row !== undefined
}

/** Writes down that the content of a file is complete; the first time counts. */
export const markUploaded = (db: DbOrTransaction, fileId: string, now: Date) =>
  db
    .updateTable('files')
    .set({ uploaded_at: now })
    .where('id', '=', fileId)
    .where('uploaded_at', 'is', null)
    .execute()

/** Files of a handle that are shared with an address and were uploaded, newest first. */
export const findFilesFor = (db: DbOrTransaction, handleId: string, email: string, limit: number) =>
  db
    .selectFrom('file_readers as reader')
    .innerJoin('files as file', 'file.id', 'reader.file_id')
    .select(['file.id', 'file.file_name as fileName', 'file.expires_at as expiresAt'])
    .where('reader.email', '=', email)
    .where('file.handle_id', '=', handleId)
    .where('file.uploaded_at', 'is not', null)
    .orderBy('file.created_at', 'desc')
    .orderBy('file.id', 'desc')
    .limit(limit)
    .execute()

/** A file of a handle, locked until the transaction ends: of two changes, one sees the other. */
export const lockFile = (trx: Trx, handleId: string, id: string) =>
  files(trx)
    .where('file.id', '=', id)
    .where('file.handle_id', '=', handleId)
    .forNoKeyUpdate('file')
    .executeTakeFirst()

/** Takes an address off the list of every file. */
export const forgetReader = (trx: Trx, email: string) =>
  trx.deleteFrom('file_readers').where('email', '=', email).execute()

/** The files of a handle, in the order in which they are locked. */
export const filesOf = (trx: Trx, handleId: string) =>
  trx.selectFrom('files').select('id').where('handle_id', '=', handleId).orderBy('id')

/** The files that are shared with an address, which are no more than a person is given; a part like `purchaseHistory`. */
export const sharedFileHistory = (
  { email, handleId, now }: { email: string; handleId: string | null; now: Date },
  slice: Slice,
) => sql`
  select file.id, null, file.id, null, file.handle_id, file.file_name,
    case when file.expires_at <= ${now} then 'ended' else 'active' end, null, null, null, 0, file.created_at,
    case when file.expires_at <= ${now} then file.expires_at end
  from file_readers reader
  join files file on file.id = reader.file_id
  where reader.email = ${email} and file.uploaded_at is not null
    ${handleId === null ? sql`` : sql`and file.handle_id = ${handleId}`}
    ${newestFirst('file.created_at', 'file.id', slice)}`
