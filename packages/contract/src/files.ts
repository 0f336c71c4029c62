import { z } from '@hono/zod-openapi'
import { controlReads, controlWrites, magicLinkLimits, mailBudgetNote } from './limits.ts'
import { defineOperations } from './route.ts'
import { FileName } from './schemas/names.ts'
import { Email, HandleName, Id, ListQuery, listOf, Moment, Timestamp } from './schemas/primitives.ts'
import { IN_THE_FUTURE, judgedLater } from './schemas/rules.ts'

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
  .openapi('FileAccessMode', { description: 'Who may download a file: everyone, or the listed addresses.' })

const fileMembers = {
  fileName: z.string(),
  sizeBytes: z.number().int(),
  accessMode: FileAccessMode,
  expiresAt: Timestamp.nullable().openapi({
    description: 'When downloads end; after this nobody can download the file.',
  }),
}

/** A file as its creators see it. */
const StoredFile = z
  .object({
    id: Id('file'),
    handle: HandleName,
    ...fileMembers,
    allowedEmails: z.array(Email).openapi({ description: 'Who may download it; empty if everyone may.' }),
    url: z.url().openapi({ description: 'The page that offers the file.' }),
    createdAt: Timestamp,
    uploadedAt: Timestamp.nullable().openapi({
      description: '`null` until its content is uploaded. A file not uploaded within a day is removed.',
    }),
  })
  .openapi('StoredFile', { description: 'A file as its creators see it.' })

/** One page of the files of a handle. */
const FileList = listOf(StoredFile).openapi('FileList', {
  description: 'One page of a list of files.',
})

const NO_READERS = 'must list addresses for EMAIL_ALLOWLIST, and none for PUBLIC'

const created = {
  fileName: FileName,
  sizeBytes: z
    .number()
    .int()
    .min(1)
    .max(MAX_FILE_BYTES)
    .openapi({ description: 'The exact number of bytes that will be uploaded.' }),
  expiresAt: judgedLater(Moment, IN_THE_FUTURE).nullable().optional().openapi({
    description: 'RFC 3339, in the future; `null` for never.',
    example: '2031-01-31T18:00:00Z',
  }),
}

/** What a new file will be. */
const FileCreate = z
  .discriminatedUnion('accessMode', [
    z
      .strictObject({
        ...created,
        accessMode: FileAccessMode.extract(['PUBLIC']).openapi({ description: 'Everyone may download it.' }),
        allowedEmails: z.array(Email).max(0, NO_READERS).optional().openapi({ description: 'None.' }),
      })
      .openapi('PublicFileCreate', { description: 'A file for everyone.' }),
    z
      .strictObject({
        ...created,
        accessMode: FileAccessMode.extract(['EMAIL_ALLOWLIST']).openapi({
          description: 'The listed addresses may download it.',
        }),
        allowedEmails: z
          .array(Email, { error: ({ input }) => (input === undefined ? NO_READERS : undefined) })
          .min(1, NO_READERS)
          .max(MAX_FILE_READERS)
          .openapi({ description: 'Who may download it.' }),
      })
      .openapi('SharedFileCreate', { description: 'A file for certain addresses.' }),
  ])
  .openapi('FileCreate', { description: 'What will be uploaded, and for whom by its `accessMode`.' })

/** A file that waits for its content. */
const FileCreated = z
  .object({
    file: StoredFile,
    uploadUrl: z.url().openapi({
      description:
        'Accepts the content in one PUT of exactly `sizeBytes` bytes, within 15 minutes. Anyone who has it can upload, so keep it private.',
    }),
    uploadHeaders: z.record(z.string(), z.string()).openapi({
      description:
        'Headers that the PUT must carry, because the URL is signed with them; none when the object is empty.',
      example: { 'If-None-Match': '*' },
    }),
    publicUrl: z.url().openapi({ description: 'The page that offers the file, for you to share.' }),
  })
  .openapi('FileCreated', { description: 'The file, where to upload its content, and where it is offered.' })

const FileId = Id('file').openapi({ description: 'The id returned by `createFile`.' })

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
    description: 'Lists all files of the handle, newest first, including expired ones.',
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
    description: `Creates a file and returns a single-use URL to upload its content to. Nobody can download it until the content is uploaded. It counts towards the storage of the handle from now on. Repeating the request with the same \`Idempotency-Key\` returns a new upload URL. ${mailBudgetNote} Addresses that another file of the handle is already shared with do not count again.`,
    body: FileCreate,
    success: { 201: { description: 'The file is waiting for its content.', body: FileCreated } },
    errors: ['handle_not_found', 'invalid_request', 'storage_quota_exceeded', 'mail_budget_used_up'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  deleteFile: {
    ...ofHandle,
    method: 'delete',
    path: '/v2/handles/{handle}/files/{fileId}',
    summary: 'Delete a file',
    description: 'Deletes a file and permanently removes its content. Nobody can download it any more.',
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
      'Redirects to the content, at a URL that works for five minutes and supports range requests. A file shared with certain addresses requires the session of one of those visitors. To anyone else who is signed in, it does not exist.',
    success: { 302: { description: 'Redirect to the content.', redirect: true } },
    errors: ['file_not_found', 'file_expired', 'visitor_unauthorized'],
    limits: { ip: '600/1m' },
  },
  requestFileLink: {
    ...byAnyone,
    method: 'post',
    path: '/v2/public/files/{fileId}/magic-link',
    summary: 'Request a magic link to a file',
    description:
      'Emails a link that signs the visitor in and leads to the file. The response is the same for every address, whether or not the file is shared with it. Shares its limits with `requestMagicLink`.',
    body: z
      .strictObject({ email: Email })
      .openapi('FileLinkRequest', { description: 'Who is requesting the file.' }),
    success: {
      202: {
        description: 'The email is on its way.',
        body: z
          .object({
            challengeId: Id('challenge').openapi({ description: 'Needed to verify by code.' }),
            expiresAt: Timestamp,
          })
          .openapi('FileLinkChallenge', {
            description: 'A requested email: what its code is verified against, and until when.',
          }),
      },
    },
    errors: ['file_not_found'],
    limits: magicLinkLimits,
    limitsAs: 'requestMagicLink',
  },
})
