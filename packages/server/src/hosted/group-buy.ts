import { MAX_INTEREST_QUANTITY, PageSlug } from '@latchkey/contract'
import {
  expressInterest,
  findGroupBuy,
  type GroupBuyRow,
  readInterest,
  withdrawInterest,
} from '../features/group-buys/service.ts'
import { authenticateVisitor } from '../features/visitors/service.ts'
import { type Config, handleOrigin } from '../platform/config.ts'
import { type Failure, fail, isFailure } from '../platform/failure.ts'
import { paths } from '../platform/html/paths.ts'
import type { HostedAnswer, HostedCall, HostedHandler } from '../platform/http/hosted-route.ts'
import type { VisitorSubject } from '../platform/http/operation.ts'
import { askForLink } from './ask-for-link.ts'
import { groupBuyView } from './group-buy-view.ts'

/** A group buy on the site of its handle: how far it is, and what the visitor said they want. */
export const showGroupBuy: HostedHandler<'getPublicGroupBuy'> = async (call) => {
  const found = await readHere(call)
  return isFailure(found) ? found : await view(call, found)
}

/** The forms of a group buy: asking for a link, saying how many, taking it back. */
export const submitGroupBuy: HostedHandler<
  'getPublicGroupBuy' | 'requestMagicLink' | 'expressInterest'
> = async (call) => {
  const found = await readHere(call)
  if (isFailure(found)) return found
  const { groupBuy, visitor } = found
  const here = paths.groupBuy(groupBuy.slug)
  const names = { handle: groupBuy.handleName, groupBuySlug: groupBuy.slug }
  const { action } = call.form
  if (action === 'sign-in') {
    const returnTo = groupBuyUrl(call.deps.config, groupBuy)
    return await askForLink(call, { returnTo }, (entered) => view(call, found, { entered }))
  }
  if (action !== 'interest' && action !== 'withdraw') {
    const message = 'must be sign-in, interest or withdraw'
    return fail('invalid_request', { issues: [{ path: 'form.action', message }] })
  }
  const byAddress = await call.throttle('expressInterest').countAddress()
  if (byAddress) return byAddress
  // Not signed in any more: the page says so.
  if (!visitor) return { location: here }
  if (action === 'withdraw') {
    return (await withdrawInterest(call.deps, names, visitor.visitorId)) ?? { location: here }
  }
  const quantity = Number(call.form.quantity)
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_INTEREST_QUANTITY) {
    return await view(call, found, { error: `Enter a number from 1 to ${MAX_INTEREST_QUANTITY}.` })
  }
  const interest = await expressInterest(call.deps, names, visitor.visitorId, quantity)
  // Closed a moment ago: the page says that too.
  if (isFailure(interest) && interest.code !== 'group_buy_not_open') return interest
  return { location: here }
}

const groupBuyUrl = (config: Config, { handleName, slug }: GroupBuyRow): string =>
  `${handleOrigin(config, handleName)}${paths.groupBuy(slug)}`

interface Found {
  readonly groupBuy: GroupBuyRow
  readonly visitor: VisitorSubject | null
}

async function readHere(
  call: HostedCall<'getPublicGroupBuy'>,
): Promise<Found | Failure<'group_buy_not_found' | 'rate_limited'>> {
  const { deps, request, handle, param, throttle } = call
  const byAddress = await throttle('getPublicGroupBuy').countAddress()
  if (byAddress) return byAddress
  const slug = PageSlug.safeParse(param('slug'))
  if (handle === null || !slug.success) return fail('group_buy_not_found')
  const [groupBuy, visitor] = await Promise.all([
    findGroupBuy(deps.db, handle, slug.data),
    authenticateVisitor(deps, request, handle),
  ])
  if (!groupBuy || groupBuy.state === 'DRAFT') return fail('group_buy_not_found')
  return { groupBuy, visitor: isFailure(visitor) ? null : visitor }
}

async function view(
  { deps }: HostedCall,
  { groupBuy, visitor }: Found,
  entry: { entered?: { email: string; error: string }; error?: string } = {},
): Promise<HostedAnswer> {
  const names = { handle: groupBuy.handleName, groupBuySlug: groupBuy.slug }
  const interest = visitor ? await readInterest(deps, names, visitor.visitorId) : null
  const now = deps.clock.now()
  return {
    status: entry.entered || entry.error ? 400 : 200,
    images: true,
    html: groupBuyView({
      groupBuy,
      url: groupBuyUrl(deps.config, groupBuy),
      visitorEmail: visitor?.email ?? null,
      quantity: interest && !isFailure(interest) ? interest.quantity : null,
      open: groupBuy.state === 'PUBLISHED' && (groupBuy.deadline === null || groupBuy.deadline > now),
      ...entry,
    }),
  }
}
