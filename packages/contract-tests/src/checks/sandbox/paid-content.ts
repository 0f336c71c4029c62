import type { Check, Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import type { Credential, Exchange, RequestSpec } from '../../exchange.ts'
import { member, textAt } from '../../sandbox/json.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { accessModes, CANARY, file, newPurchase, page, purchase } from '../../sandbox/shop.ts'
import { until } from '../../sandbox/until.ts'
import { sandboxOf } from './each.ts'

/** Public operations about one page, and the hosted page itself. */
const PUBLIC = ['getPublicPage', 'checkPageAccess', 'listPublicPages', 'createCheckout']

const publicOnes = ({ operations }: Context) => operations.filter(({ id }) => PUBLIC.includes(id))

/** What is sold is not given away. */
export const paidContent: Check = {
  rules: ['paid-content'],
  needsSandbox: true,
  async run(context) {
    if (publicOnes(context).length === 0) return
    const s = sandboxOf(context)
    const handle = await s.handle()
    const stranger = await s.visitorOf(handle)
    for (const mode of accessModes(s).filter((one) => one !== 'PUBLIC')) {
      const isPaid = mode === 'PAID'
      const [visitors, whom] = isPaid
        ? [[null, stranger.token, stranger.cookie], 'somebody who has not paid']
        : [[null], 'somebody who is not signed in']
      await keptFrom(context, s, { handle, pageSlug: await page(s, mode) }, visitors, whom)
    }
  },
}

/** Looks at everything that a visitor can see of the page. */
async function keptFrom(
  context: Context,
  s: Sandbox,
  params: { readonly handle: string; readonly pageSlug: string },
  visitors: readonly (Credential | null)[],
  whom: string,
) {
  const { client, finding } = context
  const requests: RequestSpec[] = publicOnes(context).map((operation) => ({ operation, params }))
  const hosted = { operation: null, path: `/${params.pageSlug}`, headers: { host: s.hostOf(params.handle) } }
  for (const as of visitors) {
    for (const request of [...requests, hosted]) {
      const exchange = await client.send({ ...request, as })
      if (exchange.answer.text.includes(CANARY)) {
        finding('paid-content', request.operation ?? '/{pageSlug}', `It shows the content to ${whom}.`, [
          exchange,
        ])
      }
    }
  }
}

/** Money back means access gone: when the creator refunds, and when Stripe says so. */
export const refundCloses: Check = {
  rules: ['refund-closes'],
  needsSandbox: true,
  async run(context) {
    const [check, read] = ['checkPageAccess', 'getPublicPage'].map((id) =>
      context.operations.find((one) => one.id === id),
    )
    if (!check && !read) return
    const s = sandboxOf(context)
    const { pageSlug, visitor, purchaseId } = await newPurchase(s)
    const params = { handle: await s.handle(), pageSlug }
    const ask = (operation: Operation) => context.client.send({ operation, params, as: visitor.token })
    const asked = [check, read].filter((one) => one !== undefined)
    for (const operation of asked) {
      const before = await ask(operation)
      if (!isOpen(before)) says(context, before, 'A page that was paid is closed.')
    }
    await s.api.call('refundPurchase', {
      params,
      body: { visitorId: visitor.id, purchaseId },
      as: await s.credential('accessToken'),
    })
    for (const operation of asked) {
      const after = await ask(operation)
      if (isOpen(after)) says(context, after, 'A page is open after its refund.')
    }
    await refundAtStripe(context, s, asked[0] ?? null)
  },
}

const says = ({ finding }: Context, exchange: Exchange, sentence: string) =>
  finding('refund-closes', exchange.operation ?? '', sentence, [exchange])

const isOpen = ({ answer }: Exchange): boolean =>
  member(answer.json, 'hasAccess') === true || textAt(answer.json, 'content', 'markdown').includes(CANARY)

async function refundAtStripe(context: Context, s: Sandbox, operation: Operation | null) {
  if (!operation) return
  const { pageSlug, visitor, checkoutSessionId } = await newPurchase(s)
  const params = { handle: await s.handle(), pageSlug }
  const ask = () => context.client.send({ operation, params, as: visitor.token })
  await s.stripe.refund(checkoutSessionId)
  if (await until(async () => !isOpen(await ask()), s.signal)) return
  says(context, await ask(), 'A page is open a minute after its refund at Stripe.')
}

/** Nobody but who asked may be shown it again. */
export const neverCached: Check = {
  rules: ['never-cached'],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const operations = context.operations.filter(
      ({ path, credentials }) =>
        /^\/v2\/public\//.test(path) && credentials.includes('visitorToken') && credentials.includes(null),
    )
    if (operations.length === 0) return
    const { pageSlug, visitor } = await purchase(s)
    const fileId = await file(s)
    const params = { handle: await s.handle(), pageSlug, fileId }
    for (const operation of operations) {
      for (const as of [null, visitor.token]) {
        const exchange = await context.client.send({ operation, params, as })
        const control = exchange.answer.headers['cache-control'] ?? ''
        if (!/\bno-store\b/.test(control)) {
          const sentence = `It has \`Cache-Control: ${control}\` instead of no-store.`
          context.finding('never-cached', operation, sentence, [exchange])
        }
      }
    }
  },
}
