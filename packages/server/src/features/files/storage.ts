import type { Config } from '../../platform/config.ts'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { lockLiveHandle } from '../handles/service.ts'

const BYTES_PER_MB = 1_000_000

/** Takes storage of a handle for a content that is announced; refuses when there is not enough. */
export async function takeStorage(
  trx: Trx,
  config: Config,
  { id, handleId, sizeBytes }: { id: string; handleId: string; sizeBytes: number },
): Promise<null | Failure<'storage_quota_exceeded' | 'handle_not_found'>> {
  // One announcement of a handle after the other: each sees what those before it took, and whether it was deleted.
  if (!(await lockLiveHandle(trx, handleId))) return fail('handle_not_found')
  const { used } = await trx
    .selectFrom('stored_contents')
    .select(({ fn }) => fn.sum<string | null>('size_bytes').as('used'))
    .where('handle_id', '=', handleId)
    .executeTakeFirstOrThrow()
  const usedBytes = Number(used ?? 0)
  const quotaBytes = config.STORAGE_QUOTA_MB * BYTES_PER_MB
  if (usedBytes + sizeBytes > quotaBytes) return fail('storage_quota_exceeded', { quotaBytes, usedBytes })
  await trx
    .insertInto('stored_contents')
    .values({ file_id: id, handle_id: handleId, size_bytes: sizeBytes })
    .execute()
  return null
}

/** Gives back what a content took, once nothing of it can come any more. */
export const giveStorageBack = (db: DbOrTransaction, fileId: string) =>
  db.deleteFrom('stored_contents').where('file_id', '=', fileId).execute()

/** Removes a content of a file that is gone; after the `last` time nothing of it can come any more. */
export async function removeContent({ db, files }: Deps, fileId: string, last: boolean): Promise<void> {
  await files.remove(fileId)
  if (last) await giveStorageBack(db, fileId)
}
