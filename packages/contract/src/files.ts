import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import { controlReads, controlWrites, magicLinkLimits, mailBudgetNote } from './limits.ts'
import { defineOperations } from './route.ts'
import { FileName } from './schemas/names.ts'
import {
  described,
  Email,
  exampleId,
  HandleName,
  Id,
  ListQuery,
  listOf,
  Moment,
  Timestamp,
} from './schemas/primitives.ts'
import { IN_THE_FUTURE, judgedLater } from './schemas/rules.ts'

/** Largest file in bytes. */
export const MAX_FILE_BYTES = 250 * 1024 * 1024
/** Addresses that one file can be shared with. */
export const MAX_FILE_READERS = 200
/** Seconds an upload URL lives. */
export const UPLOAD_SECONDS = 15 * 60
/** Seconds the URL lives that a download leads to. */
export const DOWNLOAD_SECONDS = 5 * 60

const FileAccessMode = z
  .enum(['PUBLIC', 'EMAIL_ALLOWLIST'])
  .openapi('FileAccessMode', { description: 'Who may download a file: everyone, or the listed addresses.' })

const fileMembers = {
  fileName: z.string().openapi({ description: 'The name it is saved under.', example: shop.file.name }),
  sizeBytes: z
    .number()
    .int()
    .openapi({ description: 'Size of its content in bytes.', example: shop.file.sizeBytes }),
  accessMode: described(FileAccessMode, 'Who may download it.', 'EMAIL_ALLOWLIST'),
  expiresAt: Timestamp.nullable().openapi({
    description: 'When downloads end; after this nobody can download the file. `null` for never.',
    example: moments.farAhead,
  }),
}

const FILE_URL = `${shop.url}/_edge/files/${exampleId('file')}`

/** A file as its creators see it. */
const StoredFile = z
  .object({
    id: Id('file'),
    handle: HandleName,
    ...fileMembers,
    allowedEmails: z.array(Email).openapi({ description: 'Who may download it; empty if everyone may.' }),
    url: z.url().openapi({ description: 'The page that offers the file.', example: FILE_URL }),
    createdAt: Timestamp.openapi({ description: 'When the file was created.', example: moments.opened }),
    uploadedAt: Timestamp.nullable().openapi({
      example: moments.published,
      description:
        'When its content was uploaded; `null` before that. A file not uploaded within a day is removed.',
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
  sizeBytes: z.number().int().min(1).max(MAX_FILE_BYTES).openapi({
    description: 'The exact number of bytes that will be uploaded.',
    example: shop.file.sizeBytes,
  }),
  expiresAt: judgedLater(Moment, IN_THE_FUTURE).nullable().optional().openapi({
    description: 'RFC 3339, in the future; `null` for never.',
    example: moments.farAhead,
  }),
}

/** What a new file will be. */
const FileCreate = z
  .discriminatedUnion('accessMode', [
    z
      .strictObject({
        ...created,
        accessMode: FileAccessMode.extract(['PUBLIC']).openapi({
          description: 'Everyone may download it.',
          example: 'PUBLIC',
        }),
        allowedEmails: z
          .array(Email)
          .max(0, NO_READERS)
          .optional()
          .openapi({ description: 'None.', example: [] }),
      })
      .openapi('PublicFileCreate', { description: 'A file for everyone.' }),
    z
      .strictObject({
        ...created,
        accessMode: FileAccessMode.extract(['EMAIL_ALLOWLIST']).openapi({
          description: 'The listed addresses may download it.',
          example: 'EMAIL_ALLOWLIST',
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

/** What of a file can be changed. */
const FileUpdate = z
  .strictObject({
    accessMode: described(
      FileAccessMode,
      'Who may download it from now on; if omitted, it is unchanged.',
      'EMAIL_ALLOWLIST',
    ).optional(),
    allowedEmails: z
      .array(Email)
      .max(MAX_FILE_READERS)
      .optional()
      .openapi({
        description:
          'Everyone who may download it from now on; if omitted, it is unchanged. Required if `accessMode` becomes `EMAIL_ALLOWLIST`, and not allowed for `PUBLIC`.',
        example: [shop.buyer.email],
      }),
    expiresAt: judgedLater(Moment, IN_THE_FUTURE).nullable().optional().openapi({
      description: 'RFC 3339, in the future; `null` for never. If omitted, it is unchanged.',
      example: moments.farAhead,
    }),
  })
  .openapi('FileUpdate', { description: 'The new values; members that are omitted are unchanged.' })

/** A file that waits for its content. */
const FileCreated = z
  .object({
    file: described(StoredFile, 'The file, still without content.'),
    uploadUrl: z.url().openapi({
      example: `https://demo-files.s3.amazonaws.com/files/${exampleId('file')}?X-Amz-Signature=5d41402abc4b`,
      description:
        'Accepts the content in one PUT of exactly `sizeBytes` bytes, within 15 minutes. Anyone who has it can upload, so keep it private.',
    }),
    uploadHeaders: z.record(z.string(), z.string()).openapi({
      description:
        'Headers that the PUT must carry, because the URL is signed with them; none when the object is empty.',
      example: { 'If-None-Match': '*' },
    }),
    publicUrl: z
      .url()
      .openapi({ description: 'The page that offers the file, for you to share.', example: FILE_URL }),
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

const ofOneFile = { ...ofHandle, params: fileParams, notFound: 'file_not_found' } as const

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
    description: 'Lists all files of a handle, newest first, including expired ones.',
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
    success: {
      201: {
        description: 'The file is waiting for its content.',
        body: FileCreated,
        example: { file: { uploadedAt: null } },
      },
    },
    errors: ['handle_not_found', 'invalid_request', 'storage_quota_exceeded', 'mail_budget_used_up'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  getFile: {
    ...ofOneFile,
    method: 'get',
    path: '/v2/handles/{handle}/files/{fileId}',
    summary: 'Get a file',
    description: 'Returns a file as its creators see it, also after it expired, with its `ETag`.',
    success: { 200: { description: 'The file.', body: StoredFile, etag: true } },
    errors: ['file_not_found'],
    limits: controlReads,
  },
  updateFile: {
    ...ofOneFile,
    method: 'put',
    path: '/v2/handles/{handle}/files/{fileId}',
    summary: 'Update a file',
    description: `Changes who may download a file, and until when. Whoever is no longer listed cannot download it any more, except by a link they opened less than five minutes ago. Its name and content stay; create another file for those. ${mailBudgetNote} Addresses that a file of the handle is already shared with do not count again.`,
    body: FileUpdate,
    bodyOptional: true,
    success: { 200: { description: 'The file as it is now.', body: StoredFile, etag: true } },
    errors: ['file_not_found', 'precondition_failed', 'invalid_request', 'mail_budget_used_up'],
    limits: controlWrites,
    idempotency: 'transaction',
    ifMatch: true,
  },
  deleteFile: {
    ...ofOneFile,
    method: 'delete',
    path: '/v2/handles/{handle}/files/{fileId}',
    summary: 'Delete a file',
    description: 'Deletes a file and permanently removes its content. Nobody can download it any more.',
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
      'Redirects to the content of a file, at a URL that works for five minutes and supports range requests. A file shared with certain addresses requires the session of one of those visitors. To anyone else who is signed in, it does not exist.',
    success: { 302: { description: 'Redirect to the content.', redirect: true } },
    accepts: ['visitorToken', 'visitorCookie'],
    errors: ['file_not_found', 'file_expired', 'visitor_unauthorized'],
    limits: { ip: '600/1m' },
  },
  requestFileLink: {
    ...byAnyone,
    method: 'post',
    path: '/v2/public/files/{fileId}/magic-link',
    summary: 'Request a magic link to a file',
    description:
      'Emails a link that signs a visitor in and leads to the file. The response is the same for every address, whether or not the file is shared with it. Shares its limits with `requestMagicLink`.',
    body: z
      .strictObject({ email: Email })
      .openapi('FileLinkRequest', { description: 'Who is requesting the file.' }),
    success: {
      202: {
        description: 'The email is on its way.',
        body: z
          .object({
            challengeId: Id('challenge').openapi({ description: 'Needed to verify by code.' }),
            expiresAt: Timestamp.openapi({
              description: 'When the link and the code stop working.',
              example: moments.linkEnds,
            }),
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
