import type { Call } from '../api.ts'
import { textAt } from '../json.ts'
import type { Sandbox } from '../sandbox.ts'
import {
  checkoutUrls,
  connect,
  groupBuy,
  newGroupBuy,
  newPage,
  newPurchase,
  page,
  pageContent,
  purchase,
} from '../shop.ts'
import { onHandle, type Step, type Steps } from './step.ts'

const onPage = (more: Step = async () => ({})): Step =>
  onHandle(async (s, kind) => {
    const { params, ...call } = await more(s, kind)
    return { ...call, params: { pageSlug: await page(s), ...params } }
  })

/** On a page that nothing else is done to. */
const onNewPage = (
  more: (s: Sandbox, pageSlug: string) => Promise<Call> = async () => ({}),
  published = true,
): Step =>
  onHandle(async (s) => {
    const pageSlug = await newPage(s, 'PAID', published)
    const { params, ...call } = await more(s, pageSlug)
    return { ...call, params: { pageSlug, ...params } }
  })

const onNewGroupBuy = (
  more: (s: Sandbox, groupBuySlug: string) => Promise<Call> = async () => ({}),
  published = true,
): Step =>
  onHandle(async (s) => {
    const groupBuySlug = await newGroupBuy(s, published)
    return { ...(await more(s, groupBuySlug)), params: { groupBuySlug } }
  })

const onGroupBuy = onHandle(async (s) => ({ params: { groupBuySlug: await groupBuy(s) } }))

async function grant(s: Sandbox, pageSlug: string): Promise<string> {
  const purchase = await s.api.call('grantAccess', {
    params: { handle: await s.handle(), pageSlug },
    body: { email: (await s.visitor()).email },
    as: await s.credential('accessToken'),
  })
  return textAt(purchase, 'id')
}

/** Somebody wants one of a group buy. */
async function want(s: Sandbox, groupBuySlug: string): Promise<void> {
  const params = { handle: await s.handle(), groupBuySlug }
  await s.api.call('expressInterest', {
    params,
    body: { quantity: 1 },
    as: await s.credential('visitorToken'),
  })
}

const groupBuyBody = (s: Sandbox) => ({
  title: `A group buy of the contract tests ${s.next()}`,
  description: 'Wanted by many.',
  targetQuantity: 2,
  deadline: null,
  linkedPageSlug: null,
})

/** What creators sell. */
export const pageSteps: Steps = {
  listPages: onHandle(),
  createPage: onHandle(async (s) => ({ body: { slug: s.next(), ...pageContent('PAID') } })),
  getPage: onPage(),
  updatePage: onNewPage(async (s) => ({
    body: { ...pageContent('PAID'), title: `A page, changed ${s.next()}` },
  })),
  deletePage: onNewPage(),
  previewPage: onPage(),
  publishPage: onNewPage(undefined, false),
  unpublishPage: onNewPage(),
  listBuyers: onHandle(async (s) => ({ params: { pageSlug: (await purchase(s)).pageSlug } })),
  grantAccess: onNewPage(async (s) => ({ body: { email: (await s.visitor()).email } })),
  revokeAccess: onNewPage(async (s, pageSlug) => ({ params: { purchaseId: await grant(s, pageSlug) } })),
  refundPurchase: onHandle(async (s) => {
    const { pageSlug, visitor, purchaseId } = await newPurchase(s)
    return { params: { pageSlug }, body: { visitorId: visitor.id, purchaseId, reason: 'Contract tests' } }
  }),

  listGroupBuys: onHandle(),
  createGroupBuy: onHandle(async (s) => ({ body: { slug: s.next(), ...groupBuyBody(s) } })),
  getGroupBuy: onGroupBuy,
  updateGroupBuy: onNewGroupBuy(async (s) => ({ body: groupBuyBody(s) })),
  publishGroupBuy: onNewGroupBuy(undefined, false),
  pauseGroupBuy: onNewGroupBuy(),
  closeGroupBuy: onNewGroupBuy(),
  activateGroupBuy: onNewGroupBuy(async (s, groupBuySlug) => {
    await want(s, groupBuySlug)
    return {}
  }),
  listInterests: onHandle(async (s) => {
    const groupBuySlug = await groupBuy(s)
    await want(s, groupBuySlug)
    return { params: { groupBuySlug } }
  }),
}

/** What visitors do with it. */
export const publicSteps: Steps = {
  listPublicPages: onHandle(),
  getPublicPage: onPage(),
  checkPageAccess: onPage(),
  createCheckout: onNewPage(async (s) => {
    await connect(s)
    return { body: checkoutUrls(s, await s.handle()) }
  }),
  confirmCheckout: onHandle(async (s) => {
    const { pageSlug, checkoutSessionId } = await purchase(s)
    return { params: { pageSlug, checkoutSessionId } }
  }),
  listPublicGroupBuys: onHandle(),
  getPublicGroupBuy: onGroupBuy,
  expressInterest: onHandle(async (s) => ({
    params: { groupBuySlug: await groupBuy(s) },
    body: { quantity: 1 },
  })),
  getMyInterest: onGroupBuy,
  withdrawInterest: onNewGroupBuy(async (s, groupBuySlug) => {
    await want(s, groupBuySlug)
    return {}
  }),
}
