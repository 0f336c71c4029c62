import type { z } from '@hono/zod-openapi'
import { accountErrors } from './errors/accounts.ts'
import type { ErrorEntry } from './errors/entry.ts'
import { fileErrors } from './errors/files.ts'
import { handleErrors } from './errors/handles.ts'
import { oauthPageErrors } from './errors/oauth-pages.ts'
import { requestErrors, serviceErrors } from './errors/requests.ts'
import { sellingErrors } from './errors/selling.ts'
import { visitorErrors } from './errors/visitors.ts'

export { type Retry, retryMeanings } from './errors/entry.ts'

/** Every error code of the API with everything that is known about it. Status, schemas, SDK types and docs derive from here. */
export const errorCatalogue = {
  ...requestErrors,
  ...visitorErrors,
  ...sellingErrors,
  ...fileErrors,
  ...oauthPageErrors,
  ...accountErrors,
  ...handleErrors,
  ...serviceErrors,
}

/** Any error code of the API. */
export type ErrorCode = keyof typeof errorCatalogue

/** What the catalogue knows of one code. */
export const errorEntry = (code: ErrorCode): ErrorEntry => errorCatalogue[code]

/** The sentence that a page shows to people who meet this error. */
export const sentenceForPeople = (code: ErrorCode): string => {
  const { forPeople, message } = errorEntry(code)
  return forPeople ?? message
}

/** `details` of an error with this code. */
export type ErrorDetails<C extends ErrorCode> = C extends unknown
  ? (typeof errorCatalogue)[C] extends { details: infer D extends z.ZodType }
    ? z.output<D>
    : null
  : never

/** Codes whose errors need no details. */
export type PlainErrorCode = {
  [C in ErrorCode]: null extends ErrorDetails<C> ? C : never
}[ErrorCode]
