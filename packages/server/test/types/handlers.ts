// Compiled by the type check of `npm test`, never run. A line after `@ts-expect-error` that compiles is an error, so
// these fail as soon as a check is weakened; each has a twin above it that compiles, so they fail for one reason only.
import { type contract, defineOperations } from '@latchkey/contract'
import { z } from 'zod'
import { type Failure, fail, isFailure } from '../../src/platform/failure.ts'
import type { Handler, HandlerOfBoth, Handlers } from '../../src/platform/http/operation.ts'

const things = defineOperations({
  getThing: {
    method: 'get',
    path: '/v2/things/{thingId}',
    summary: 'Get a thing',
    description: 'For the type tests.',
    auth: { subject: 'anyone' },
    params: z.object({ thingId: z.string() }),
    notFound: 'page_not_found',
    success: {
      200: { description: 'The thing.', body: z.object({ name: z.string(), price: z.number().nullable() }) },
    },
    errors: ['page_not_found', 'invalid_redirect_url'],
  },
  deleteThing: {
    method: 'delete',
    path: '/v2/things/{thingId}',
    summary: 'Delete a thing',
    description: 'For the type tests.',
    auth: { subject: 'account', role: 'OWNER' },
    success: { 204: { description: 'Gone.', empty: true } },
    errors: [],
  },
  showThing: {
    method: 'post',
    path: '/things/{thingId}',
    summary: 'Show a thing',
    description: 'For the type tests.',
    auth: { subject: 'visitor' },
    body: z.strictObject({ note: z.string() }),
    success: { 303: { description: 'On to the thing.', redirect: true } },
    errors: [],
  },
})

type Things = Handlers<typeof things>
type GetThing = Handler<typeof things.getThing>
type DeleteThing = Handler<typeof things.deleteThing>
type ShowThing = Handler<typeof things.showThing>

const getThing: GetThing = async () => ({ status: 200, body: { name: 'one', price: null } })
const deleteThing: DeleteThing = async () => ({ status: 204, empty: true })
const showThing: ShowThing = async () => ({ status: 303, location: '/' })

// Every operation has a handler, and there is no handler without an operation.
export const complete: Things = { getThing, deleteThing, showThing }
// @ts-expect-error an operation is not implemented
export const incomplete: Things = { getThing, deleteThing }
// @ts-expect-error no operation has this name
export const surplus: Things = { getThing, deleteThing, showThing, renameThing: showThing }
// @ts-expect-error a handler of another operation
export const swapped: Things = { getThing: showThing, deleteThing, showThing }

// A handler answers only with codes that its route declares.
export const declaredCode: GetThing = async () => fail('page_not_found')
// @ts-expect-error not declared
export const undeclaredCode: GetThing = async () => fail('already_refunded')
// @ts-expect-error this operation declares none; what the frame answers is not the handler's to answer
export const frameCode: DeleteThing = async () => fail('handle_not_found')
// @ts-expect-error no such code
export const unknownCode: GetThing = async () => fail('page_lost')

declare function useDeclared(): Promise<{ name: string } | Failure<'page_not_found'>>
declare function useUndeclared(): Promise<{ name: string } | Failure<'page_not_found' | 'already_refunded'>>
declare function useAny(): Promise<{ name: string } | Failure>

export const declaredUseCase: GetThing = async () => {
  const thing = await useDeclared()
  return isFailure(thing) ? thing : { status: 200, body: { ...thing, price: 1 } }
}
// @ts-expect-error the use case may fail in a way that is not declared
export const undeclaredUseCase: GetThing = async () => {
  const thing = await useUndeclared()
  return isFailure(thing) ? thing : { status: 200, body: { ...thing, price: 1 } }
}
// @ts-expect-error a use case that may fail in any way
export const anyUseCase: GetThing = async () => {
  const thing = await useAny()
  return isFailure(thing) ? thing : { status: 200, body: { ...thing, price: 1 } }
}

// Details are what the catalogue says of the code.
const issues = [{ path: 'body.url', message: 'is on another host' }]
export const details: GetThing = async () => fail('invalid_redirect_url', { issues })
// @ts-expect-error this code has details
export const noDetails: GetThing = async () => fail('invalid_redirect_url')
// @ts-expect-error other details
export const wrongDetails: GetThing = async () => fail('invalid_redirect_url', { reason: 'missing' })
// @ts-expect-error this code has none
export const surplusDetails: GetThing = async () => fail('page_not_found', { issues })
// @ts-expect-error one of the two has details
export const either: GetThing = async () => fail(issues[0] ? 'invalid_redirect_url' : 'page_not_found')

// A success has a declared status and the shape that goes with it.
// @ts-expect-error a member is missing
export const missingMember: GetThing = async () => ({ status: 200, body: { name: 'one' } })
// @ts-expect-error a member of another type
export const wrongMember: GetThing = async () => ({ status: 200, body: { name: 1, price: null } })
// @ts-expect-error `null` where it is not declared
export const nullMember: GetThing = async () => ({ status: 200, body: { name: null, price: null } })
// @ts-expect-error `undefined` would leave the member out
export const undefinedMember: GetThing = async () => ({
  status: 200,
  body: { name: 'one', price: undefined },
})
// @ts-expect-error no body
export const noBody: GetThing = async () => ({ status: 200, empty: true })
// @ts-expect-error another status
export const wrongStatus: GetThing = async () => ({ status: 201, body: { name: 'one', price: null } })
// @ts-expect-error a status that was computed
export const anyStatus: GetThing = async () => ({ status: Number('200'), body: { name: 'one', price: null } })
// @ts-expect-error nowhere to go
export const noLocation: ShowThing = async () => ({ status: 303 })
// @ts-expect-error nothing at all
export const nothing: DeleteThing = async () => undefined

// A handler receives what its route declares, and the caller that its `auth` names.
export const givenParams: GetThing = async ({ params }) => ({
  status: 200,
  body: { name: params.thingId, price: 1 },
})
export const givenBody: ShowThing = async ({ body, subject }) => ({
  status: 303,
  location: `/${body.note}/${subject.visitorId}`,
})
export const givenCaller: DeleteThing = async ({ caller }) => {
  const ids: readonly string[] = [caller.handleId, caller.actor.accountId, caller.sessionId]
  return ids.length > 0 ? { status: 204, empty: true } : { status: 204, empty: true }
}
export const otherParams: GetThing = async ({ params }) => {
  // @ts-expect-error no such parameter
  return { status: 200, body: { name: params.slug, price: 1 } }
}
export const otherBody: GetThing = async ({ body }) => {
  // @ts-expect-error this operation reads no body
  return { status: 200, body: { name: body.note, price: 1 } }
}
export const nobody: GetThing = async ({ subject }) => {
  // @ts-expect-error anyone may call, so nobody is known
  return { status: 200, body: { name: subject.accountId, price: 1 } }
}

// A handler serves callers with a token where its own are any that have a role, and its answers are declared there too.
type ListPages = typeof contract.pages.listPages
type Twin = typeof contract.automation.automationListPages
type Other = Omit<Twin, 'success'> & { success: (typeof contract.automation.automationGetPage)['success'] }
type MoreErrors = Omit<Twin, 'errors'> & { errors: readonly ['slug_taken'] }
declare const listPages: Handler<ListPages>
export const both: HandlerOfBoth<ListPages, Twin> = listPages as unknown as Handler<Twin>
export const notOther: HandlerOfBoth<ListPages, Other> = null
export const more: HandlerOfBoth<ListPages, MoreErrors> = listPages as unknown as Handler<MoreErrors>
export const fewer: HandlerOfBoth<MoreErrors & { auth: ListPages['auth'] }, Twin> = null
export const inSession: HandlerOfBoth<typeof contract.tokens.listTokens, Twin> = null
