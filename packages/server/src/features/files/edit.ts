import { type Caller, recordAudit } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { contentTag, type IfMatch, matches } from '../../platform/http/etag.ts'
import { spendMailBudget } from '../../platform/mail/strangers.ts'
import { presentFile, snapshot } from './own-files.ts'
import { addReaders, type FileRow, findFile, findNewReaders, findReaders, lockFile } from './queries.ts'
import { noticeUpload } from './uploads.ts'

/** What a creator changes of a file; what is left out stays. */
export interface FileChange {
  readonly accessMode?: FileRow['access_mode'] | undefined
  readonly allowedEmails?: readonly string[] | undefined
  readonly expiresAt?: string | null | undefined
}

/** A file as the contract has it, and what names this state of it. */
export interface FileWithEtag {
  readonly file: ReturnType<typeof presentFile>
  readonly etag: string
}

function withEtag(deps: Deps, row: FileRow, readers: readonly string[]): FileWithEtag {
  const file = presentFile(deps, row, readers)
  return { file, etag: contentTag(file) }
}

const readersOf = async (db: Deps['db'] | Trx, id: string): Promise<readonly string[]> =>
  (await findReaders(db, [id])).get(id) ?? []

/** A file of a handle. */
export async function readFile(
  deps: Deps,
  handleId: string,
  fileId: string,
): Promise<FileWithEtag | Failure<'file_not_found'>> {
  const row = await findFile(deps.db, fileId)
  if (row?.handle_id !== handleId) return fail('file_not_found')
  return withEtag(deps, await noticeUpload(deps, row), await readersOf(deps.db, fileId))
}

const refused = (member: string, message: string) =>
  fail('invalid_request', { issues: [{ path: `body.${member}`, message }] })

/** Changes who may download a file, and until when, unless it is no longer as the caller has seen it. */
export async function updateFile(
  deps: Deps,
  caller: Caller,
  fileId: string,
  change: FileChange,
  ifMatch: IfMatch,
) {
  const now = deps.clock.now()
  return await inTransaction(deps.db, async (trx) => {
    const before = await lockFile(trx, caller.handleId, fileId)
    if (!before) return fail('file_not_found')
    const had = await readersOf(trx, fileId)
    const current = withEtag(deps, before, had)
    if (!matches(ifMatch, current.etag)) return fail('precondition_failed')

    const accessMode = change.accessMode ?? before.access_mode
    const given = change.allowedEmails ?? (accessMode === 'PUBLIC' ? [] : had)
    const readers = [...new Set(given)].sort()
    if ((accessMode === 'EMAIL_ALLOWLIST') !== readers.length > 0) {
      return refused('allowedEmails', 'must list addresses for EMAIL_ALLOWLIST, and none for PUBLIC')
    }
    const expiresAt = change.expiresAt === undefined ? before.expires_at : timeOf(change.expiresAt)
    const sameEnd = expiresAt?.getTime() === before.expires_at?.getTime()
    // What has ended may be sent back as it is.
    if (expiresAt && expiresAt <= now && !sameEnd) return refused('expiresAt', 'must be in the future')

    const added = readers.filter((email) => !had.includes(email))
    const removed = had.filter((email) => !readers.includes(email))
    if (accessMode === before.access_mode && sameEnd && added.length + removed.length === 0) return current
    // Anybody can have a link mailed to the readers of a file.
    const strangers = await findNewReaders(trx, caller.handleId, added)
    const overBudget = await spendMailBudget(deps, trx, caller, strangers)
    if (overBudget) return overBudget

    await trx
      .updateTable('files')
      .set({ access_mode: accessMode, expires_at: expiresAt })
      .where('id', '=', fileId)
      .execute()
    if (removed.length > 0) {
      await trx
        .deleteFrom('file_readers')
        .where('file_id', '=', fileId)
        .where('email', 'in', removed)
        .execute()
    }
    await addReaders(trx, fileId, added)
    const after = { ...before, access_mode: accessMode, expires_at: expiresAt }
    const [from, to] = [snapshot(before, had.length), snapshot(after, readers.length)]
    await recordAudit(trx, { ...caller, action: 'file.updated', from, to, now })
    return withEtag(deps, after, readers)
  })
}

const timeOf = (time: string | null): Date | null => (time === null ? null : new Date(time))
