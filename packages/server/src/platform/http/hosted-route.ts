import {
  contract,
  errorEntry,
  type Limits,
  type OperationDefinition,
  type Quota,
  text,
} from '@latchkey/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import type { RootDeps } from '../deps.ts'
import { type Failure, isFailure } from '../failure.ts'
import { errorPage } from '../html/error-page.ts'
import { errorSite } from '../html/error-site.ts'
import type { Html } from '../html/html.ts'
import { layout } from '../html/layout.ts'
import { paths } from '../html/paths.ts'
import { htmlResponse, type PageRights } from '../html/response.ts'
import { readBody } from './body.ts'
import { type Answered, type FrameOptions, framed } from './frame.ts'
import { hostOf } from './hosts.ts'
import { movedResponse, movedTo } from './moved-host.ts'
import type { RequestFacts } from './request.ts'
import { apiHeaders, errorHeaders, type HeaderList, limitHeaders } from './respond.ts'
import { RequestThrottle } from './throttle.ts'
import { meantUrl } from './typed-url.ts'

/** Operations of the contract to which a hosted page can be another way. */
const operations = {
  ...contract.visitors,
  ...contract.pages,
  ...contract.checkout,
  ...contract['group-buys'],
  ...contract.files,
  ...contract.accounts,
}

// The longest field holds what a query held before, and Node reads 16 KiB of that.
const Form = z.object({}).catchall(text(16 * 1024))

type OperationId = keyof typeof operations

/** What the handler of a hosted page receives, which counts in the throttles of the operations `A`. */
export interface HostedCall<A extends OperationId = never> {
  readonly deps: RootDeps
  readonly request: RequestFacts
  /** The handle on whose host the page was asked for; `null` on the bare host. */
  readonly handle: string | null
  /** Fields of the form; none on GET. */
  readonly form: Readonly<Record<string, string>>
  param(name: string): string
  query(name: string): string | undefined
  /** The throttles of an operation, for this request. */
  readonly throttle: (operationId: A) => RequestThrottle
}

/** What it may answer: a page, a redirect (always 303), or a failure that is shown as an error page. */
export type HostedAnswer =
  | ({ readonly status: number; readonly html: Html; readonly headers?: HeaderList } & PageRights)
  | { readonly location: string; readonly headers?: HeaderList }
  | Failure

export type HostedHandler<A extends OperationId = never> = (call: HostedCall<A>) => Promise<HostedAnswer>

/** What is said of one hosted page or form. */
export interface HostedDefinition<A extends OperationId = OperationId> {
  readonly method: 'get' | 'post'
  /** As hono takes it. */
  readonly path: string
  /** Where it is; elsewhere there is nothing. */
  readonly hosts: 'handle' | 'bare' | 'handle or bare'
  /** Throttles of its own, counted before anything else. */
  readonly limits: Limits & { readonly ip: Quota }
  /** Operations of the contract to which it is another way: its handler counts in their throttles too, and in no other. */
  readonly countsAs: readonly A[]
  readonly handler: HostedHandler<A>
}

/** Declares one: its handler may throttle by what `countsAs` names. */
export const hosted = <const A extends OperationId = never>(
  definition: Omit<HostedDefinition<A>, 'handler'> & { readonly handler: HostedHandler<NoInfer<A>> },
): HostedDefinition => definition as unknown as HostedDefinition

// Why: apps/docs/src/content/docs/internals/decisions/0009-hosted-pages-without-javascript.md
/** The hono handler of one hosted page. */
export function hostedRoute(
  options: FrameOptions,
  name: string,
  { hosts, limits, handler }: HostedDefinition,
): (c: Context) => Response | Promise<Response> {
  const { deps } = options

  const answerFailure = async (
    failure: Failure,
    request: RequestFacts,
    extra: HeaderList = [],
  ): Promise<Answered> => {
    const { code } = failure
    const site = await errorSite(options, request.host, failure)
    const response = await htmlResponse(errorPage(failure, request, site), {
      status: errorEntry(code).status,
      headers: [['x-request-id', request.id], ...extra, ...errorHeaders(failure, deps.config.origin)],
    })
    return { response, code }
  }

  const work = async (request: RequestFacts, c: Context): Promise<Answered> => {
    // By address, as operations are; those that it stands for have throttles of their own.
    const byAddress = new RequestThrottle(deps, request, name, { limits })
    const tooMany = await byAddress.countAddress()
    if (tooMany) return await answerFailure(tooMany, request, limitHeaders(byAddress.states))
    const moved = meantUrl(c, deps.config) ?? (await movedTo(options, request, c))
    if (moved !== null) {
      return { response: movedResponse(moved, [['x-request-id', request.id], ...apiHeaders]), code: null }
    }
    if (!request.ownOrigin) return { response: await foreignForm(request, c.req.path), code: null }
    const throttles: RequestThrottle[] = []
    const answer = await call(request, c, throttles)
    const extra = limitHeaders(throttles.flatMap(({ states }) => states))
    if (isFailure(answer)) return await answerFailure(answer, request, extra)
    const headers: HeaderList = [['x-request-id', request.id], ...extra, ...(answer.headers ?? [])]
    if ('location' in answer) {
      headers.push(...apiHeaders, ['location', answer.location])
      return { response: new Response(null, { status: 303, headers }), code: null }
    }
    return { response: await htmlResponse(answer.html, { ...answer, headers }), code: null }
  }

  const call = async (request: RequestFacts, c: Context, throttles: RequestThrottle[]) => {
    const input = request.method === 'POST' ? await readBody(c, { form: Form }) : {}
    if (isFailure(input)) return input
    const { host } = request
    return await handler({
      deps,
      request,
      handle: host.kind === 'handle' ? host.handle : null,
      form: (input.form ?? {}) as z.output<typeof Form>,
      param: (param) => c.req.param(param) ?? '',
      query: (key) => c.req.query(key),
      throttle(operationId) {
        const operation: OperationDefinition = operations[operationId]
        const throttle = new RequestThrottle(deps, request, operationId, operation)
        throttles.push(throttle)
        return throttle
      },
    })
  }

  const run = framed(options, name, work, answerFailure)
  return (c) => {
    const { kind } = hostOf(c.req.header('host') ?? new URL(c.req.url).host, deps.config)
    const here =
      (kind === 'handle' && hosts.startsWith('handle')) || (kind === 'api' && hosts.endsWith('bare'))
    return here ? run(c) : c.notFound()
  }
}

/** A form that another site sent: nothing is done, and the visitor is asked to do it here. */
async function foreignForm(request: RequestFacts, path: string): Promise<Response> {
  const title = 'Please try that again here'
  const main = html`
    <h1>${title}</h1>
    <p class="lead">
      The form came from another site, so nothing was done. If it was you, open the page here and press the button
      once more.
    </p>
    <p><a class="button" href="${path.startsWith('/_edge/visitor/') ? paths.access : path}">Open the page</a></p>
  `
  return await htmlResponse(layout({ title, card: 'alert', main }), {
    status: 403,
    headers: [['x-request-id', request.id]],
  })
}
