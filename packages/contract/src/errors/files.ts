import { z } from '@hono/zod-openapi'
import type { ErrorEntry } from './entry.ts'

const storageQuota = z.object({
  quotaBytes: z
    .number()
    .int()
    .openapi({ description: 'Storage available to the files of the handle, in bytes.' }),
  usedBytes: z.number().int().openapi({
    description: 'Storage they use now, in bytes, including files still waiting for their content.',
  }),
})

/** Files that creators share. */
export const fileErrors = {
  file_not_found: {
    status: 404,
    message: 'This file does not exist, or it is not shared with you.',
    cause:
      'No file has this id, its content has not been uploaded yet, or the address you are signed in with is not on its list.',
    cure: 'Check the id, and the address you are signed in with.',
    retry: 'never',
  },
  file_expired: {
    status: 410,
    message: 'This file is no longer available for download.',
    cause: 'It was shared for a limited time, which is over.',
    cure: 'Ask the creator to share it again.',
    retry: 'never',
  },
  file_link_invalid: {
    status: 403,
    message: 'This upload or download URL has expired or is incomplete.',
    forPeople: 'This link has expired or is incomplete. Please request the file again.',
    cause: 'Such URLs are signed and work for a short time; a changed or shortened one does not work either.',
    cure: 'Use the URL exactly as you received it. Request the download again for a new one; for a new upload URL, repeat `createFile` with its `Idempotency-Key`.',
    retry: 'never',
  },
  file_already_uploaded: {
    status: 409,
    message: 'This file has already been uploaded and cannot be replaced.',
    cause: 'Each file takes its content once, so that whoever has the link always gets the same.',
    cure: 'Create a new file for the new content.',
    retry: 'never',
  },
  file_upload_in_progress: {
    status: 409,
    message: 'The content of this file is being uploaded right now.',
    cause: 'Another upload to the same URL has begun and has not ended, or was interrupted just now.',
    cure: 'Let that upload finish. If it was interrupted, wait for `Retry-After` seconds and upload again to the same URL.',
    retry: 'after',
  },
  storage_quota_exceeded: {
    status: 409,
    message: "The file does not fit in the handle's remaining storage.",
    cause:
      '`details` gives the quota and what is used. A file counts as soon as it is created, and one deleted soon afterwards counts until its upload URL expires.',
    cure: 'Delete files you no longer need, or create a smaller one.',
    retry: 'never',
    details: storageQuota,
    detailsExample: { quotaBytes: 10_737_418_240, usedBytes: 10_663_004_160 },
  },
} as const satisfies Record<string, ErrorEntry>
