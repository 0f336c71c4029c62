import type { ErrorCode, OAuthErrorCode } from '@latchkey/contract'
import type pg from 'pg'
import type Stripe from 'stripe'
import type { Background } from './background.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Db, DbOrTransaction } from './database/connect.ts'
import type { Gather } from './database/gather.ts'
import type { FileStore } from './files/store.ts'
import type { Keys } from './keys.ts'
import type { Leases } from './leases.ts'
import type { Throttles } from './limits.ts'
import type { Log } from './log.ts'
import type { MarkdownRenderer } from './markdown/renderer.ts'
import type { Metrics } from './metrics.ts'
import type { Passwords } from './passwords.ts'
import type { PlatformAccount } from './platform-account.ts'
import type { Network } from './public-network.ts'
import type { Readiness } from './readiness.ts'
import type { RequestRecords } from './request-records.ts'
import type { Tracing } from './tracing.ts'

/** What an answer was, as tests see it. */
export interface ObservedAnswer {
  /** Operation id; `hosted.…` for pages outside the contract, `not_found` and `method_not_allowed` for the rest. */
  readonly operation: string
  readonly status: number
  readonly code: ErrorCode | OAuthErrorCode | null
  /** Not yet read: clone it. */
  readonly response: Response
  /** The handler answered; else the frame did, before it or in its place. */
  readonly byHandler?: boolean | undefined
}

/** Everything that use cases need from outside. One object, made at the start, passed down. */
export interface Deps {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly pool: pg.Pool
  /** Inside an operation that stores its answer with its effect it is the transaction of both. */
  readonly db: DbOrTransaction
  readonly gather: Gather
  readonly keys: Keys
  readonly throttles: Throttles
  readonly passwords: Passwords
  readonly stripe: Stripe
  readonly platformAccount: PlatformAccount
  readonly background: Background
  readonly leases: Leases
  readonly metrics: Metrics
  readonly tracing: Tracing
  readonly readiness: Readiness
  readonly requestRecords: RequestRecords
  readonly network: Network
  readonly files: FileStore
  readonly markdown: Pick<MarkdownRenderer, 'render'>
}

/** Outside any transaction: what jobs have, and operations that begin and end their own. */
export interface RootDeps extends Deps {
  readonly db: Db
}
