import { type ErrorCode, errorEntry, type OAuthErrorCode, oauthErrorEntry } from '@latchkey/contract'

/** What the catalogues know of a code. */
export const entryOf = (code: ErrorCode | OAuthErrorCode, isOAuth: boolean) =>
  isOAuth ? oauthErrorEntry(code as OAuthErrorCode) : errorEntry(code as ErrorCode)

/** Where the page of a code is; OAuth has codes of its own, some of the same name. */
export const errorPath = (code: string, isOAuth = false) =>
  isOAuth ? `/errors/oauth/${code}` : `/errors/${code}`
