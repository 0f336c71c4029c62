import { z } from '@hono/zod-openapi'
import { controlReads, controlWrites, magicLinkLimits, mailBudgetNote } from './limits.ts'
import { defineOperations } from './route.ts'
import { FileName } from './schemas/names.ts'
import { Email, HandleName, Id, ListQuery, listOf, Moment, Timestamp } from './schemas/primitives.ts'

/** Largest file in bytes. */
const MAX_FILE_BYTES = 250 * 1024 * 1024
/** Addresses that one file can be shared with. */
const MAX_FILE_READERS = 200
/** Seconds an upload URL lives. */
export const UPLOAD_SECONDS = 15 * 60
/** Seconds the URL lives that a download leads to. */
export const DOWNLOAD_SECONDS = 5 * 60

const FileAccessMode = z
  .enum(['PUBLIC', 'EMAIL_ALLOWLIST'])
  .openapi('FileAccessMode', { description: 'Who may download a file: everybody, or the addresses listed.' })

const fileMembers = {
  fileName: z.string(),
  sizeBytes: z.number().int(),
  accessMode: FileAccessMode,
  expiresAt: Timestamp.nullable().openapi({ description: 'After it nobody can download the file.' }),
}

/** A file as its creators see it. */
const StoredFile = z
  .object({
    id: Id('file'),
    handle: HandleName,
    ...fileMembers,
    allowedEmails: z.array(Email).openapi({ description: 'Who may download it; empty when everybody may.' }),
    url: z.url().openapi({ description: 'The page that offers the file.' }),
    createdAt: Timestamp,
    uploadedAt: Timestamp.nullable().openapi({
      description: '`null` while its content is awaited; what is not uploaded within a day is removed.',
    }),
  })
  .openapi('StoredFile', { description: 'A file as its creators see it.' })

/** One page of the files of a handle. */
const FileList = listOf(StoredFile).openapi('FileList', {
  description: 'One page of a list of files.',
})

/** What a new file will be. */
const FileCreate = z
  .strictObject({
    fileName: FileName,
    accessMode: FileAccessMode,
    sizeBytes: z
      .number()
      .int()
      .min(1)
      .max(MAX_FILE_BYTES)
      .openapi({ description: 'Exactly as many bytes will be uploaded.' }),
    allowedEmails: z
      .array(Email)
      .max(MAX_FILE_READERS)
      .optional()
      .openapi({ description: 'Who may download it; needed for `EMAIL_ALLOWLIST`, and only there.' }),
    expiresAt: Moment.nullable().optional().openapi({
      description: 'RFC 3339, in the future; `null` for never.',
      example: '2031-01-31T18:00:00Z',
    }),
  })
  .refine(
    ({ accessMode, allowedEmails = [] }) => (accessMode === 'EMAIL_ALLOWLIST') === allowedEmails.length > 0,
    { path: ['allowedEmails'], message: 'must list addresses for EMAIL_ALLOWLIST, and none for PUBLIC' },
  )
  .openapi('FileCreate', { description: 'What will be uploaded, and for whom.' })

/** A file that waits for its content. */
const FileCreated = z
  .object({
    file: StoredFile,
    uploadUrl: z.url().openapi({
      description:
        'Takes the content by one PUT of exactly `sizeBytes` bytes, within 15 minutes. Whoever has it can upload: keep it to yourself.',
    }),
    uploadHeaders: z.record(z.string(), z.string()).openapi({
      description:
        'Headers that the PUT must carry, because the URL is signed with them; none when the object is empty.',
      example: { 'If-None-Match': '*' },
    }),
    publicUrl: z.url().openapi({ description: 'The page that offers the file, to be passed on.' }),
  })
  .openapi('FileCreated', { description: 'The file, where to upload its content, and where it is offered.' })

const FileId = Id('file').openapi({ description: 'As answered by `createFile`.' })

/** Path of one file of a handle. */
const fileParams = z.object({ handle: HandleName, fileId: FileId })

const ofHandle = {
  auth: { subject: 'account', role: 'CREATOR' },
  params: z.object({ handle: HandleName }),
  notFound: 'handle_not_found',
} as const

const byAnyone = {
  auth: { subject: 'anyone' },
  params: z.object({ fileId: FileId }),
  notFound: 'file_not_found',
  cors: true,
} as const

export const files = defineOperations({
  listFiles: {
    ...ofHandle,
    method: 'get',
    path: '/v2/handles/{handle}/files',
    summary: 'List the files of a handle',
    description: 'All of them, newest first, expired ones included.',
    query: ListQuery,
    success: { 200: { description: 'The files.', body: FileList } },
    errors: [],
    limits: controlReads,
  },
  createFile: {
    ...ofHandle,
    method: 'post',
    path: '/v2/handles/{handle}/files',
    summary: 'Create a file',
    description: `Announces a file and answers with the URL that takes its content, once. Until the content is there nobody can download it. From now on it counts against the storage of the handle. A replay under the same \`Idempotency-Key\` answers with a fresh upload URL. ${mailBudgetNote} Addresses that another file of the handle is shared with do not count again.`,
    body: FileCreate,
    success: { 201: { description: 'The file waits for its content.', body: FileCreated } },
    errors: ['invalid_request', 'storage_quota_exceeded', 'mail_budget_used_up'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  deleteFile: {
    ...ofHandle,
    method: 'delete',
    path: '/v2/handles/{handle}/files/{fileId}',
    summary: 'Delete a file',
    description: 'Nobody can download it any more, and its content is removed for good.',
    params: fileParams,
    notFound: 'file_not_found',
    success: { 204: { description: 'Deleted.', empty: true } },
    errors: ['file_not_found'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  downloadFile: {
    ...byAnyone,
    method: 'get',
    path: '/v2/public/files/{fileId}',
    summary: 'Download a file',
    description:
      'Leads to the content, by a URL that works for five minutes and takes ranges. A file that is shared with certain addresses needs the session of such a visitor; to all others who are signed in it does not exist.',
    success: { 302: { description: 'On to the content.', redirect: true } },
    errors: ['file_not_found', 'file_expired', 'visitor_unauthorized'],
    limits: { ip: '600/1m' },
  },
  requestFileLink: {
    ...byAnyone,
    method: 'post',
    path: '/v2/public/files/{fileId}/magic-link',
    summary: 'Request a magic link to a file',
    description:
      'Mails a link that signs in and leads to the file. The answer is the same for every address, whether the file is shared with it or not. Counts together with `requestMagicLink`.',
    body: z
      .strictObject({ email: Email })
      .openapi('FileLinkRequest', { description: 'Who asks for the file.' }),
    success: {
      202: {
        description: 'The mail is on its way.',
        body: z
          .object({
            challengeId: Id('challenge').openapi({ description: 'Needed to verify by code.' }),
            expiresAt: Timestamp,
          })
          .openapi('FileLinkChallenge', {
            description: 'A mail that was asked for: what its code is verified against, and until when.',
          }),
      },
    },
    errors: ['file_not_found'],
    limits: magicLinkLimits,
    limitsAs: 'requestMagicLink',
  },
})
