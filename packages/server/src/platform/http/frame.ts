import {
  asOAuthError,
  countsAsWrite,
  type ErrorCode,
  type ErrorDetails,
  errorEntry,
  handlePattern,
  type OperationDefinition,
  oauthErrorCatalogue,
} from '@latchkey/contract'
import type { Context } from 'hono'
import { countDailyWrite } from '../daily-writes.ts'
import type { Deps, ObservedAnswer, RootDeps } from '../deps.ts'
import { type Failure, fail, isFailure } from '../failure.ts'
import { errorPage } from '../html/error-page.ts'
import { errorSite } from '../html/error-site.ts'
import type { Html } from '../html/html.ts'
import { htmlResponse, type PageRights } from '../html/response.ts'
import { isRefusal, type OAuthRefusal, refuse } from '../oauth-error.ts'
import { inRequest } from '../request-context.ts'
import { afterAnswer } from './after-answer.ts'
import {
  announcesTooMuch,
  type Input,
  invalidHeader,
  invalidInput,
  readBody,
  readsBody,
  valuesByName,
} from './body.ts'
import { corsHeaders } from './cors.ts'
import { type Csv, csvResponse } from './csv.ts'
import { readIfMatch } from './etag.ts'
import { isUnavailable } from './faults.ts'
import type { HandleNames } from './handle-names.ts'
import { runIdempotently } from './idempotent.ts'
import { movedTo } from './moved-host.ts'
import type {
  AccountSubject,
  Call,
  Guards,
  Handler,
  PageFailure,
  Result,
  RoleSubject,
  TokenSubject,
  VisitorSubject,
} from './operation.ts'
import { RequestFacts } from './request.ts'
import {
  apiHeaders,
  errorHeaders,
  errorJson,
  type HeaderList,
  limitHeaders,
  oauthErrorHeaders,
  oauthErrorJson,
  respond,
} from './respond.ts'
import { readStoredAnswer } from './stored-answer.ts'
import { RequestThrottle } from './throttle.ts'
import { meantUrl } from './typed-url.ts'

/** What the frame needs beside the handler. `answered` sees every answer; tests collect contract coverage with it. */
export interface FrameOptions {
  readonly deps: RootDeps
  readonly guards: Guards
  readonly names: HandleNames
  readonly answered?: (answer: ObservedAnswer) => void
}

/** A response, and the error code in it; `byHandler` unless the frame answered before it or in its place. */
export type Answered = Pick<ObservedAnswer, 'code' | 'byHandler'> & { readonly response: Response }

/**
 * Wraps the work of one route: request id, fault handling, log line, metrics, the record that a report can name.
 * Everything that answers a request goes through here, in the contract or not.
 * @param readOnly its successes change nothing, so they are not kept.
 */
export function framed(
  { deps, answered }: FrameOptions,
  operation: string,
  work: (request: RequestFacts, c: Context) => Promise<Answered>,
  onFault: (failure: Failure, request: RequestFacts) => Answered | Promise<Answered>,
  readOnly = false,
) {
  return async (c: Context): Promise<Response> => {
    const started = performance.now()
    const request = new RequestFacts(c, deps.config)
    let response: Response
    let code: ObservedAnswer['code']
    let byHandler: ObservedAnswer['byHandler']
    try {
      ;({ response, code, byHandler } = await deps.tracing.request(
        operation,
        request,
        () => inRequest(request.id, () => work(request, c)),
        (answer) => ({ 'http.response.status_code': answer.response.status }),
      ))
    } catch (error) {
      const fault = isUnavailable(error) ? 'unavailable' : 'internal_error'
      deps.metrics.fault()
      deps.log.error({ err: error, operation, requestId: request.id }, fault)
      ;({ response, code } = await onFault(fail(fault), request))
    }
    const milliseconds = performance.now() - started
    const reads = readOnly || request.method === 'GET' || request.method === 'HEAD'
    if (response.status >= 400 || !reads) {
      const record = {
        request_id: request.id,
        at: deps.clock.now(),
        operation,
        method: request.method,
        status: response.status,
        error: code,
        handle: handleOf(request, c),
        milliseconds: Math.round(milliseconds),
      }
      deps.requestRecords.add(record, request.recognised ? null : request.address)
    }
    const { status } = response
    afterAnswer(() => {
      deps.metrics.answered(operation, status, milliseconds / 1000)
      deps.log.info({ operation, requestId: request.id, status, code, ms: Math.round(milliseconds) })
    })
    answered?.({ operation, status: response.status, code, response, byHandler })
    return response
  }
}

/** The hono handler of one operation: every check in the settled order, then the handler, then its answer. */
export function operationRoute<O extends OperationDefinition>(
  operationId: string,
  operation: O,
  handler: Handler<O>,
  options: FrameOptions,
) {
  const { deps } = options
  const fixedHeaders = operation.cors ? [...apiHeaders, ...corsHeaders] : apiHeaders
  const scope = operation.auth.subject === 'token' ? operation.auth.scope : undefined

  const answerFailure = async (
    failure: PageFailure<ErrorCode>,
    request: RequestFacts,
    extra: HeaderList = [],
  ): Promise<Answered> => {
    const { code } = failure
    const { status } = errorEntry(code)
    const headers: HeaderList = [
      ['x-request-id', request.id],
      ...errorHeaders(failure, deps.config.origin, scope),
      ...extra,
      ...(failure.headers ?? []),
    ]
    if (operation.errorsAsHtml) {
      const page =
        failure.page ?? errorPage(failure, request, await errorSite(options, request.host, failure))
      return { response: await htmlResponse(page, { status, headers }), code }
    }
    if (operation.oauthErrors) {
      const error = asOAuthError(code, operation.oauthErrors.invalidInput)
      return answerRefusal(refuse(error, explain(failure)), status, headers)
    }
    headers.push(...fixedHeaders, ['content-type', 'application/json'])
    return { response: respond(errorJson(failure, request.id, deps.config), status, headers), code }
  }

  const answerRefusal = (
    { oauthError, description }: OAuthRefusal,
    status: number,
    extra: HeaderList,
  ): Answered => {
    const headers: HeaderList = [
      ...extra,
      ...oauthErrorHeaders(oauthError, deps.config.origin),
      ...fixedHeaders,
      ['content-type', 'application/json'],
    ]
    const body = oauthErrorJson(oauthError, description)
    return { response: respond(body, status, headers), code: oauthError }
  }

  const answerSuccess = async (
    result: Exclude<Result<O>, Failure | OAuthRefusal>,
    request: RequestFacts,
    extra: HeaderList,
  ) => {
    const answer = result as PageRights & {
      status: number
      headers?: HeaderList
      body?: unknown
      html?: Html
      location?: string
      csv?: Csv
    }
    const headers: HeaderList = [['x-request-id', request.id], ...extra, ...(answer.headers ?? [])]
    if (answer.html !== undefined) return await htmlResponse(answer.html, { ...answer, headers })
    const { headers: own } = answer
    headers.push(
      ...(own ? fixedHeaders.filter(([name]) => !own.some(([other]) => other === name)) : fixedHeaders),
    )
    if (answer.location !== undefined) headers.push(['location', answer.location])
    if (answer.csv !== undefined) {
      return csvResponse(answer.csv, { status: answer.status, headers }, (error) => {
        deps.metrics.fault()
        deps.log.error({ err: error, operation: operationId, requestId: request.id }, 'answer broken off')
      })
    }
    if (answer.body === undefined) return respond(null, answer.status, headers)
    headers.push(['content-type', 'application/json'])
    return respond(JSON.stringify(answer.body), answer.status, headers)
  }

  const work = async (request: RequestFacts, c: Context) => {
    const throttle = new RequestThrottle(deps, request, operationId, operation)
    let handled: unknown
    const result = await check(request, c, throttle, (answer) => {
      handled = answer
    })
    const extra = limitHeaders(throttle.states)
    const byHandler = result === handled
    if (isFailure(result)) return { ...(await answerFailure(result, request, extra)), byHandler }
    if (isRefusal(result)) {
      const { status } = oauthErrorCatalogue[result.oauthError]
      return { ...answerRefusal(result, status, [['x-request-id', request.id], ...extra]), byHandler }
    }
    const success = result as Exclude<Result<O>, Failure | OAuthRefusal>
    return { response: await answerSuccess(success, request, extra), code: null, byHandler }
  }

  // Host, size, throttle by address, caller, throttles by subject, body, throttles by body, then the handler.
  const check = async (
    request: RequestFacts,
    c: Context,
    throttle: RequestThrottle,
    onHandled: (answer: unknown) => void,
  ): Promise<Result<O> | Failure> => {
    const { kind } = request.host
    const isItsHost = kind === 'api' || (operation.host === 'dashboard' && kind === 'app')
    if (operation.host && !isItsHost) return fail('not_found')
    if (announcesTooMuch(c, operation)) return fail('payload_too_large')

    const byAddress = await throttle.countAddress()
    if (byAddress) return byAddress
    // Counted first: it may look into the database.
    const moved = operation.success[308]
      ? (meantUrl(c, deps.config) ?? (await movedTo(options, request, c)))
      : null
    if (moved !== null) return { status: 308, location: moved } as unknown as Result<O>

    const params = operation.params?.safeParse(c.req.param())
    const noHandle = params?.error?.issues.some(({ path: [name] }) => name === 'handle')
    const caller = () =>
      authenticate(operation, request, options, noHandle ? undefined : c.req.param('handle'))
    const subject = operation.auth.subject === 'anyone' ? null : await caller()
    // Who is refused otherwise than by 401 is known.
    if (subject) request.recognised = !isFailure(subject) || errorEntry(subject.code).status !== 401
    if (isFailure(subject)) return subject
    if (params?.error) return fail(operation.notFound ?? 'not_found')
    const identity = subject && identityOf(subject)
    if (identity && identity.kind !== 'visitor') {
      const bySubject = await throttle.count(identity.kind, identity.id)
      if (bySubject) return bySubject
    }

    let query: unknown = {}
    if (operation.query) {
      const parsed = operation.query.safeParse(valuesByName(new URL(c.req.url).searchParams))
      if (!parsed.success) return invalidInput('query', parsed.error)
      query = parsed.data
    }
    const ifMatch = operation.ifMatch ? readIfMatch(request.header('if-match')) : undefined
    if (ifMatch === null)
      return invalidHeader('If-Match', 'must be * or ETags as they were answered, such as "abc"')
    const input: Input = readsBody(operation) ? await readBody(c, operation) : {}
    if (isFailure(input)) return input

    const read = input.body ?? input.form
    const byBody = read === undefined ? null : await throttleByBody(throttle, read)
    if (byBody) return byBody

    // What counts as a write names a role or a scope, so its guard found a handle. Counted outside the transaction of
    // the work: a write that fails leaves its key behind, and so counts too.
    const onHandle = subject && 'handleId' in subject ? subject : null
    const writesTo = countsAsWrite(operation) ? (onHandle as HandleSubject).handleId : null
    const admit = writesTo === null ? undefined : () => countDailyWrite(deps, writesTo)
    // The frame has validated everything against the definition that `Call<O>` is derived from.
    const call = (callDeps: Deps, intent: Buffer | null = null) =>
      ({
        deps: callDeps,
        request,
        subject: onHandle ? null : subject,
        caller: onHandle && { ...onHandle, handle: c.req.param('handle'), requestId: request.id },
        params: params?.data,
        query,
        ifMatch,
        intent,
        throttle,
        ...input,
      }) as unknown as Call<O>
    let workOn: (call: Call<O>) => Promise<Result<O>> = handler
    const run = async (callDeps: Deps, intent?: Buffer): Promise<Result<O> | Failure> => {
      const answer = await workOn(call(callDeps, intent))
      onHandled(answer)
      return answer
    }
    const { prepare: begin } = handler
    const prepare =
      begin &&
      (async (): Promise<Failure | null> => {
        const work = await begin(call(deps))
        if (isFailure(work)) {
          onHandled(work)
          return work
        }
        // That may have taken long: whoever lost the right meanwhile writes nothing.
        const still = await caller()
        if (isFailure(still)) return still
        workOn = work
        return null
      })
    const key = operation.idempotency && request.header('idempotency-key')
    if (!operation.idempotency || key === undefined || !identity) {
      return (admit && (await admit())) ?? (prepare && (await prepare())) ?? (await run(deps))
    }
    return await runIdempotently(
      deps,
      operation.idempotency,
      {
        key,
        caller: identity.id,
        operationId,
        path: c.req.path,
        request: { query, ifMatch, body: input.body },
      },
      run as (callDeps: Deps, intent?: Buffer) => Promise<Failure>,
      {
        read: (stored) => readStoredAnswer(operation.success, stored),
        admit,
        prepare,
        mintAnew: handler.mintAnew as ((callDeps: RootDeps, stored: Failure) => Promise<Failure>) | undefined,
      },
    )
  }

  return framed(options, operationId, work, answerFailure, operation.readOnly)
}

type HandleSubject = RoleSubject | TokenSubject

/** Whose an Idempotency-Key is, and in which bucket they count. */
function identityOf(subject: VisitorSubject | AccountSubject | HandleSubject) {
  if ('visitorId' in subject) return { kind: 'visitor', id: subject.visitorId } as const
  if ('tokenId' in subject) return { kind: 'token', id: subject.tokenId } as const
  return { kind: 'account', id: 'actor' in subject ? subject.actor.accountId : subject.accountId } as const
}

/** The handle that a request is about, by its path or its host. */
function handleOf(request: RequestFacts, c: Context): string | null {
  const inPath = c.req.param('handle')
  if (inPath !== undefined) return handlePattern.test(inPath) ? inPath : null
  return request.host.kind === 'handle' ? request.host.handle : null
}

/** What a failure of the frame says in words. */
function explain({ code, details }: Failure): string {
  if (code !== 'invalid_request') return errorEntry(code).message
  const { issues } = details as ErrorDetails<'invalid_request'>
  return issues.map(({ path, message }) => `${path}: ${message}`).join('; ')
}

async function authenticate(
  { auth }: OperationDefinition,
  request: RequestFacts,
  { deps, guards }: FrameOptions,
  handle: string | undefined,
) {
  switch (auth.subject) {
    case 'anyone':
      return null
    case 'visitor':
      return await guards.visitor(deps, request, handle)
    case 'account':
      return auth.role
        ? await guards.role(deps, request, handle ?? '', auth.role)
        : await guards.account(deps, request)
    case 'platform_operator':
      return await guards.platformOperator(deps, request)
    case 'token':
      return await guards.token(deps, request, handle ?? '', auth.scope)
  }
}

async function throttleByBody(throttle: RequestThrottle, body: unknown): Promise<Failure | null> {
  if (typeof body !== 'object' || body === null) return null
  if ('email' in body && typeof body.email === 'string') {
    const handle = 'handle' in body && typeof body.handle === 'string' ? body.handle : null
    const limited = await throttle.countEmail(body.email, handle)
    if (limited) return limited
  }
  if ('challengeId' in body && typeof body.challengeId === 'string') {
    return await throttle.count('challenge', body.challengeId)
  }
  return null
}
