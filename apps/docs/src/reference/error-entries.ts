import {
  type ErrorCode,
  EXAMPLE_REQUEST_ID,
  errorEntry,
  exampleDocUrl,
  type OAuthErrorCode,
  oauthErrorEntry,
} from '@latchkey/contract'

/** What the catalogues know of a code. */
export const entryOf = (code: ErrorCode | OAuthErrorCode, isOAuth: boolean) =>
  isOAuth ? oauthErrorEntry(code as OAuthErrorCode) : errorEntry(code as ErrorCode)

/** Where the page of a code is; OAuth has codes of its own, some of the same name. */
export const errorPath = (code: string, isOAuth = false) =>
  isOAuth ? `/errors/oauth/${code}` : `/errors/${code}`

/** The body of an error, as it might be. */
export function errorExample(code: ErrorCode | OAuthErrorCode, isOAuth = false): object {
  const { message } = entryOf(code, isOAuth)
  if (isOAuth) return { error: code, error_description: message }
  const { detailsExample = null } = errorEntry(code as ErrorCode)
  const docUrl = exampleDocUrl(code as ErrorCode)
  return { error: code, message, requestId: EXAMPLE_REQUEST_ID, docUrl, details: detailsExample }
}
