export { type AccountAuth, type AccountAuthOptions, accountAuth } from './account-auth.ts'
export { createLatchkey, type Latchkey, type LatchkeyOptions } from './client.ts'
export { type ErrorCode, LatchkeyError, type Retry, TransportError } from './errors.ts'
export type { components, operations, paths } from './generated/schema.ts'
export type { Hooks, RequestEvent, ResponseEvent, RetryEvent } from './hooks.ts'
export type { CallOptions, Data, Failure, Input, OperationId, Result } from './operation.ts'
export { type Pagination, paginate } from './paginate.ts'
export type { Auth, AuthState, StorageOption, TokenStorage } from './session-store.ts'
export { unwrap } from './unwrap.ts'
export { type VisitorAuth, type VisitorAuthOptions, visitorAuth } from './visitor-auth.ts'
export {
  type AccessOutcome,
  type AccessResult,
  type WaitForAccessOptions,
  waitForAccess,
} from './wait-for-access.ts'
