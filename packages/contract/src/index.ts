import { accounts } from './accounts.ts'
import { automation } from './automation.ts'
import { checkout } from './checkout.ts'
import { customers } from './customers.ts'
import { files } from './files.ts'
import { groupBuys } from './group-buys.ts'
import { handles } from './handles.ts'
import { oauth } from './oauth.ts'
import { offers } from './offers.ts'
import { pages } from './pages.ts'
import { revenue } from './revenue.ts'
import { sales } from './sales.ts'
import { summary } from './summary.ts'
import { support } from './support.ts'
import { tokens } from './tokens.ts'
import { visitors } from './visitors.ts'
import { webhooks } from './webhooks.ts'

export {
  ACCESS_TOKEN_SECONDS,
  ACCOUNT_CODE_TRIES,
  PASSWORD_GUESSES,
  PASSWORD_LENGTH,
  REFRESH_TOKEN_SECONDS,
  REPLAY_SECONDS,
  RESET_CODE_DIGITS,
  RESET_CODE_SECONDS,
  SIGN_UP_CODE_DIGITS,
  SIGN_UP_CODE_SECONDS,
  SIGN_UP_SECONDS,
  WRONG_ACCOUNT_CODES_PER_DAY,
} from './accounts.ts'
export * from './audit.ts'
export {
  CHECKOUT_CHECK_MINUTES,
  CHECKOUT_SESSION_SECONDS,
  STRIPE_SIGNATURE_SECONDS,
  VOUCHER_DAYS,
} from './checkout.ts'
export * from './credentials.ts'
export {
  currencies,
  decimalsOf,
  type FeeTerms,
  leastPrice,
  MAX_AMOUNT,
  platformFee,
  priceProblems,
  stepOf,
  toDecimal,
} from './currencies.ts'
export { EXAMPLE_REQUEST_ID, errorBody, exampleDocUrl } from './errors/bodies.ts'
export * from './errors.ts'
export { DOWNLOAD_SECONDS, MAX_FILE_BYTES, MAX_FILE_READERS, UPLOAD_SECONDS } from './files.ts'
export { MAX_INTEREST_QUANTITY } from './group-buys.ts'
export {
  FORMER_NAME_DAYS,
  MAX_ALLOWED_ORIGINS,
  MAX_COLLABORATORS,
  OFFER_DAYS,
  SUPPORT_EMAIL_PROOF_HOURS,
  SUPPORT_EMAIL_PROOFS_PER_DAY,
} from './handles.ts'
export { type ResponseHeader, responseHeaders, successHeaders } from './headers.ts'
export * from './limits.ts'
export { AUTHORIZATION_CODE_SECONDS, CONSENT_SECONDS, UNUSED_CLIENT_DAYS } from './oauth.ts'
export * from './oauth-errors.ts'
export { MAX_CONTENT } from './pages.ts'
export * from './route.ts'
export { RECEIPTS_PER_DAY } from './sales.ts'
export { publicName, title } from './schemas/names.ts'
export {
  type ClientAuthMethod,
  ClientName,
  clientAuthMethods,
  grantTypes,
  MAX_REDIRECT_URIS,
  optionalMember,
} from './schemas/oauth.ts'
export { isPlatformName, letterLike, PLATFORM_NAME } from './schemas/platform-name.ts'
export * from './schemas/primitives.ts'
export { IN_THE_FUTURE } from './schemas/rules.ts'
export * from './scopes.ts'
export { ANONYMOUS_RECORDS_PER_MINUTE, REQUEST_RECORD_DAYS, UNMATCHED_PAYMENT_DAYS } from './support.ts'
export { MAX_TOKENS } from './tokens.ts'
export {
  CODE_DIGITS,
  CODE_TRIES,
  FRESH_SESSION_SECONDS,
  MAGIC_LINK_SECONDS,
  VISITOR_SESSION_SECONDS,
  WRONG_CODES_PER_DAY,
} from './visitors.ts'
export {
  type WebhookEventData,
  type WebhookEventType,
  webhookEvents,
  webhookEventTypes,
} from './webhook-events.ts'
export {
  MAX_WEBHOOK_ENDPOINTS,
  WEBHOOK_DELIVERY_DAYS,
  WEBHOOK_FAILURES_ALLOWED,
  WEBHOOK_RETRY_SECONDS,
  WEBHOOK_TIMEOUT_SECONDS,
  WEBHOOK_TRIES,
} from './webhooks.ts'

/** Every operation, by area. The server implements these areas and nothing else; docs, SDK and tests iterate over them. */
export const contract = {
  visitors,
  pages,
  checkout: { ...checkout, ...sales, ...customers },
  revenue,
  'group-buys': groupBuys,
  files,
  support,
  accounts: { ...accounts, ...offers },
  handles: { ...handles, ...summary },
  oauth,
  tokens,
  automation,
  webhooks,
} as const

export type Contract = typeof contract
export type Area = keyof Contract
