import { CannotCheck } from '../cannot-check.ts'
import { listAt, member, textAt } from './json.ts'
import type { Sandbox } from './sandbox.ts'
import { Stuck } from './stuck.ts'
import { until } from './until.ts'
import type { Visitor } from './visitors.ts'

/** Stands in the content of every page that the sandbox makes, and must be in nothing that a stranger is sent. */
export const CANARY = 'ct-canary-7f2c1e'

/** What a page needs, but for its slug. */
export const pageContent = (accessMode: string) => ({
  title: 'A page of the contract tests',
  teaser: 'What everybody may read.',
  content: `# Inside\n\n${CANARY}`,
  accessMode,
  price: accessMode === 'PAID' ? { amount: 2500, currency: 'usd' } : null,
})

/** A new page of the handle, published unless told otherwise. @returns its slug. */
export async function newPage(s: Sandbox, accessMode = 'PAID', publish = true): Promise<string> {
  const as = await s.credential('accessToken')
  const handle = await s.handle()
  const pageSlug = s.next()
  const body = { slug: pageSlug, ...pageContent(accessMode) }
  await s.api.call('createPage', { params: { handle }, body, as })
  if (publish) await s.api.call('publishPage', { params: { handle, pageSlug }, as })
  return pageSlug
}

/** The page of this mode that checks share. */
export const page = (s: Sandbox, accessMode = 'PAID'): Promise<string> =>
  s.once(`page ${accessMode}`, () => newPage(s, accessMode))

/** The modes in which pages give access, as the document lists them. */
export function accessModes({ document }: Sandbox): readonly string[] {
  const modes = document.object.components.schemas.AccessMode?.enum ?? []
  if (modes.length === 0) throw new CannotCheck('The document lists no access modes of pages.')
  return modes.map(String)
}

/** Connects the handle to the local Stripe, so that it can sell. */
export const connect = (s: Sandbox): Promise<void> =>
  s.once('connect', async () => {
    const as = await s.credential('accessToken')
    const params = { handle: await s.handle() }
    const onboarding = await s.api.call('startConnectOnboarding', { params, body: {}, as })
    await s.stripe.onboard(textAt(onboarding, 'url'))
    const isReady = async () =>
      textAt(await s.api.call('getConnectStatus', { params, as }), 'status') === 'ready'
    if (!(await until(isReady, s.signal))) throw new Stuck(null, 'The handle did not become ready to sell.')
  })

/** Where buyers come back to. */
export function checkoutUrls(s: Sandbox, handle: string) {
  const { protocol } = new URL(s.api.client.origin)
  const site = `${protocol}//${s.hostOf(handle)}`
  return { successUrl: `${site}/?session={CHECKOUT_SESSION_ID}`, cancelUrl: `${site}/` }
}

/** A page that somebody bought. */
export interface Bought {
  readonly pageSlug: string
  readonly visitor: Visitor
  readonly purchaseId: string
  readonly checkoutSessionId: string
}

/** Has a visitor buy a page of its own. */
export async function newPurchase(s: Sandbox): Promise<Bought> {
  await connect(s)
  const [pageSlug, visitor, handle] = [await newPage(s), await s.visitor(), await s.handle()]
  const params = { handle, pageSlug }
  const body = checkoutUrls(s, handle)
  const checkout = await s.api.call('createCheckout', { params, body, as: visitor.token })
  const checkoutSessionId = textAt(checkout, 'checkoutSessionId')
  await s.stripe.pay(textAt(checkout, 'checkoutUrl'), visitor.email)
  const settle = async () => {
    const confirmation = await s.api.call('confirmCheckout', {
      params: { ...params, checkoutSessionId },
      as: visitor.token,
    })
    return member(confirmation, 'hasAccess') === true
  }
  if (!(await until(settle, s.signal))) throw new Stuck(null, 'A checkout that was paid gave no access.')
  const buyers = await s.api.call('listBuyers', { params, as: await s.credential('accessToken') })
  const purchaseId = textAt(listAt(buyers, 'items')[0], 'id')
  return { pageSlug, visitor, purchaseId, checkoutSessionId }
}

export const purchase = (s: Sandbox): Promise<Bought> => s.once('purchase', () => newPurchase(s))

/** A new group buy with a target of one. @returns its slug. */
export async function newGroupBuy(s: Sandbox, publish = true): Promise<string> {
  const as = await s.credential('accessToken')
  const handle = await s.handle()
  const groupBuySlug = s.next()
  const body = { slug: groupBuySlug, title: 'A group buy of the contract tests', targetQuantity: 1 }
  await s.api.call('createGroupBuy', { params: { handle }, body, as })
  if (publish) await s.api.call('publishGroupBuy', { params: { handle, groupBuySlug }, as })
  return groupBuySlug
}

export const groupBuy = (s: Sandbox): Promise<string> => s.once('groupBuy', () => newGroupBuy(s))

const FILE_CONTENT = `a file of the contract tests: ${CANARY}\n`

/** What a file needs, for everybody or for some. */
export const fileBody = (s: Sandbox, allowed: readonly string[] = []) => ({
  fileName: `${s.next()}.txt`,
  sizeBytes: FILE_CONTENT.length,
  ...(allowed.length > 0
    ? { accessMode: 'EMAIL_ALLOWLIST', allowedEmails: allowed }
    : { accessMode: 'PUBLIC' }),
})

/** A new file of the handle, with its content. @returns its id. */
export async function newFile(s: Sandbox, allowed: readonly string[] = []): Promise<string> {
  const as = await s.credential('accessToken')
  const params = { handle: await s.handle() }
  const created = await s.api.call('createFile', { params, body: fileBody(s, allowed), as })
  const { host, pathname, search } = new URL(textAt(created, 'uploadUrl'))
  const uploaded = await s.api.client.send({
    operation: null,
    method: 'PUT',
    path: pathname + search,
    headers: { host, 'content-type': 'text/plain' },
    body: FILE_CONTENT,
  })
  if (uploaded.answer.status >= 300) throw new Stuck(uploaded, 'The upload of a file was refused.')
  return textAt(created, 'file', 'id')
}

export const file = (s: Sandbox): Promise<string> => s.once('file', () => newFile(s))

/** A file that only the visitor of the run may have. */
export const sharedFile = (s: Sandbox): Promise<string> =>
  s.once('sharedFile', async () => newFile(s, [(await s.visitor()).email]))
