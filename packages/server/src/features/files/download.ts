import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import { authenticateVisitor, requestMagicLink } from '../visitors/service.ts'
import { filePageUrl } from './own-files.ts'
import { type FileRow, findFile, isReader } from './queries.ts'
import { noticeUpload } from './uploads.ts'

/** A file whose content is there. */
async function findUploaded(deps: Deps, fileId: string): Promise<FileRow | Failure<'file_not_found'>> {
  const found = await findFile(deps.db, fileId)
  const file = found && (await noticeUpload(deps, found))
  return file?.uploaded_at ? file : fail('file_not_found')
}

/** A file, and what its reader may do with it. */
export interface OfferedFile {
  readonly file: FileRow
  readonly visitor: VisitorSubject | Failure<'visitor_unauthorized'>
  readonly refusal: Failure<'visitor_unauthorized' | 'file_not_found' | 'file_expired'> | null
}

/** The file as this reader meets it. Whether it has expired is told to those only who could have had it. */
export async function offerFile(
  deps: Deps,
  request: RequestFacts,
  fileId: string,
): Promise<OfferedFile | Failure<'file_not_found'>> {
  const file = await findUploaded(deps, fileId)
  if (isFailure(file)) return file
  const visitor = await authenticateVisitor(deps, request, file.handleName)
  return { file, visitor, refusal: await refusalOf(deps, file, visitor) }
}

async function refusalOf(
  { db, clock }: Deps,
  file: FileRow,
  visitor: OfferedFile['visitor'],
): Promise<OfferedFile['refusal']> {
  if (file.access_mode === 'EMAIL_ALLOWLIST') {
    if (isFailure(visitor)) return visitor
    if (!(await isReader(db, file.id, visitor.email))) return fail('file_not_found')
  }
  return file.expires_at && file.expires_at <= clock.now() ? fail('file_expired') : null
}

/** Where the content is handed out, for those who may have it. */
export async function downloadUrl(
  deps: Deps,
  request: RequestFacts,
  fileId: string,
): Promise<string | Failure<'visitor_unauthorized' | 'file_not_found' | 'file_expired'>> {
  const offered = await offerFile(deps, request, fileId)
  if (isFailure(offered)) return offered
  const { file, refusal } = offered
  return refusal ?? (await deps.files.downloadUrl({ id: file.id, fileName: file.file_name }))
}

/** Mails a link that leads to the file, to any address: who may have it is seen once it is opened. */
export async function requestFileLink(deps: RootDeps, request: RequestFacts, fileId: string, email: string) {
  const file = await findUploaded(deps, fileId)
  if (isFailure(file)) return file
  const challenge = await requestMagicLink(deps, request, {
    email,
    handle: file.handleName,
    returnTo: filePageUrl(deps, file),
  })
  // The handle was renamed this moment.
  return isFailure(challenge) ? fail('file_not_found') : challenge
}
