import type { Auth, ErrorCode, OAuthErrors, OperationDefinition, Role, Scope } from '@latchkey/contract'
import type { z } from 'zod'
import type { AccountCaller, Actor, Caller } from '../audit.ts'
import type { Deps, RootDeps } from '../deps.ts'
import { type Failure, isFailure } from '../failure.ts'
import type { Html } from '../html/html.ts'
import type { PageRights } from '../html/response.ts'
import type { OAuthRefusal } from '../oauth-error.ts'
import type { Csv } from './csv.ts'
import type { IfMatch } from './etag.ts'
import type { RequestFacts } from './request.ts'
import type { HeaderList } from './respond.ts'
import type { RequestThrottle } from './throttle.ts'

/** A visitor whose session was looked up. */
export interface VisitorSubject {
  readonly visitorId: string
  readonly email: string
  readonly visitorCreatedAt: Date
  readonly sessionId: string
  /** The only handle the session works for; `null` when it works for all. */
  readonly boundHandle: { readonly id: string; readonly name: string } | null
  readonly sessionExpiresAt: Date
}

/** An account whose token, session and role were looked up. */
export interface AccountSubject {
  readonly accountId: string
  readonly sessionId: string
}

/** An account that has the role it takes on the handle in the path. */
export interface RoleSubject {
  readonly sessionId: string
  readonly handleId: string
  readonly actor: { readonly accountId: string }
}

/** A scoped token that may do it on the handle in the path. */
export interface TokenSubject {
  /** Of the grant or token itself; throttles count by it. */
  readonly tokenId: string
  readonly handleId: string
  readonly actor: Actor
}

type SubjectOf<A extends Auth> = A extends { subject: 'visitor' }
  ? VisitorSubject
  : A extends { subject: 'account'; role: Role }
    ? null
    : A extends { subject: 'account' | 'platform_operator' }
      ? AccountSubject
      : null

interface OfRequest {
  /** Name of the handle in the path. */
  readonly handle: string
  readonly requestId: string
}

/**
 * Who acts on the handle in the path, and what they came with: a session of theirs or a token. What any role may do
 * works for both, and asks no further.
 */
export type HandleCaller = Caller & OfRequest & (RoleSubject | TokenSubject)

/** The caller of what takes more than the least role, which accounts do by themselves. */
export type SessionCaller = AccountCaller & OfRequest & RoleSubject

type CallerOf<A extends Auth> = A extends { subject: 'token' } | { subject: 'account'; role: 'CREATOR' }
  ? HandleCaller
  : A extends { subject: 'account'; role: Role }
    ? SessionCaller
    : null

type OutputOf<T> = T extends z.ZodType ? z.output<T> : Record<never, never>

/** What a handler receives: everything validated, the caller known. */
export interface Call<O extends OperationDefinition> {
  readonly deps: O['idempotency'] extends 'transaction' ? Deps : RootDeps
  readonly request: RequestFacts
  /** The visitor or account, where no handle is asked about. */
  readonly subject: SubjectOf<O['auth']>
  /** Who acts on the handle in the path. */
  readonly caller: CallerOf<O['auth']>
  /** Without the handle where the caller was let in by it: names move, so what the caller may touch goes by its id. */
  readonly params: CallerOf<O['auth']> extends null
    ? OutputOf<O['params']>
    : Omit<OutputOf<O['params']>, 'handle'>
  readonly query: OutputOf<O['query']>
  readonly body: OutputOf<O['body']>
  readonly form: OutputOf<O['form']>
  readonly rawBody: O['rawBody'] extends true ? Buffer : null
  /** What its Idempotency-Key stands for, the same however often it is tried; `null` without a key. */
  readonly intent: O['idempotency'] extends 'resumable' ? Buffer | null : null
  /** The state that the caller has seen and wants to change. */
  readonly ifMatch: O['ifMatch'] extends true ? IfMatch : null
  /** What this request was counted in. */
  readonly throttle: Pick<RequestThrottle, 'giveBack'>
}

type SuccessOf<S, Status> = { readonly status: Status; readonly headers?: HeaderList } & (S extends {
  body: infer B extends z.ZodType
}
  ? { readonly body: z.output<B> } | (S extends { csv: true } ? { readonly csv: Csv } : never)
  : S extends { html: true }
    ? { readonly html: Html } & PageRights
    : S extends { redirect: true }
      ? { readonly location: string }
      : { readonly empty: true })

/** A failure that brings its own page, for operations that answer in HTML. */
export type PageFailure<C extends ErrorCode> = Failure<C> & {
  readonly page?: Html
  readonly headers?: HeaderList
}

type RefusalOf<O extends OperationDefinition> = O['oauthErrors'] extends OAuthErrors
  ? OAuthRefusal<O['oauthErrors']['own'][number]>
  : never

/** What a handler may return: a declared success, or a failure with a declared code. Anything else does not compile. */
export type Result<O extends OperationDefinition> =
  | { [S in keyof O['success']]: SuccessOf<O['success'][S], S> }[keyof O['success']]
  | PageFailure<O['errors'][number]>
  | RefusalOf<O>

/** Puts fresh links into an answer that was stored, where they live shorter than the answer. */
type MintAnew<O extends OperationDefinition> = (deps: RootDeps, stored: Result<O>) => Promise<Result<O>>

type Work<O extends OperationDefinition> = (call: Call<O>) => Promise<Result<O>>

export type Handler<O extends OperationDefinition> = Work<O> & {
  /** Called before any transaction; what it gives runs instead, if the caller may still do it. */
  readonly prepare?: (call: Call<O>) => Promise<Work<O> | Failure<O['errors'][number]>>
  /** Called when the answer is repeated for an Idempotency-Key. */
  readonly mintAnew?: MintAnew<O>
}

/**
 * The handler of `O` where it serves the operation `T` as well: it asks for no more than `T` gives it, and answers as
 * `T` declares. Where it does not, this is not the type of a handler. Calls are compared member by member: as
 * `Call<T>` with `Call<O>`, the compiler would compare what does not matter too, such as the path.
 */
export type HandlerOfBoth<O extends OperationDefinition, T extends OperationDefinition> = {
  [K in keyof Call<T>]: Call<T>[K]
} extends { [K in keyof Call<O>]: Call<O>[K] }
  ? Result<O> extends Result<T>
    ? Handler<T>
    : null
  : null

/** A handler whose answers hold short-lived links, and what mints these anew. */
export const mintingAnew = <O extends OperationDefinition>(
  handler: (call: Call<O>) => Promise<Result<O>>,
  mintAnew: MintAnew<O>,
): Handler<O> => Object.assign(handler, { mintAnew })

/** A handler whose slow part, `prepare`, needs no transaction and must not hold one open. */
export function prepared<O extends OperationDefinition, P>(
  prepare: (call: Call<O>) => Promise<P | Failure<O['errors'][number]>>,
  handler: (call: Call<O>, ready: P) => Promise<Result<O>>,
): Handler<O> {
  const begin = async (call: Call<O>) => {
    const ready = await prepare(call)
    return isFailure(ready)
      ? (ready as Failure<O['errors'][number]>)
      : (later: Call<O>) => handler(later, ready as P)
  }
  const atOnce: Work<O> = async (call) => {
    const work = await begin(call)
    return isFailure(work) ? work : await work(call)
  }
  return Object.assign(atOnce, { prepare: begin })
}

/** One handler for each operation of an area. */
export type Handlers<A extends Record<string, OperationDefinition>> = {
  readonly [K in keyof A]: Handler<A[K]>
}

type TokenFailure = 'missing_bearer_token' | 'invalid_token' | 'token_expired' | 'insufficient_scope'

/** Looks callers up. Areas provide them; the frame calls the one that the operation's `auth` names. */
export interface Guards {
  visitor(
    deps: Deps,
    request: RequestFacts,
    handle: string | undefined,
  ): Promise<VisitorSubject | Failure<'visitor_unauthorized'>>
  account(deps: Deps, request: RequestFacts): Promise<AccountSubject | Failure<TokenFailure>>
  role(
    deps: Deps,
    request: RequestFacts,
    handle: string,
    role: Role,
  ): Promise<RoleSubject | Failure<TokenFailure | 'handle_not_found' | 'insufficient_role'>>
  platformOperator(
    deps: Deps,
    request: RequestFacts,
  ): Promise<AccountSubject | Failure<TokenFailure | 'insufficient_role'>>
  token(
    deps: Deps,
    request: RequestFacts,
    handle: string,
    scope: Scope,
  ): Promise<TokenSubject | Failure<TokenFailure | 'handle_not_found'>>
}
