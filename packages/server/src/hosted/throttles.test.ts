import { contract, type OperationDefinition } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { makeFile } from '../../test/files.ts'
import { newestOffer } from '../../test/offers.ts'
import { SIGN_IN_PATH } from '../features/oauth/service.ts'
import { paths } from '../platform/html/paths.ts'
import { newId } from '../platform/ids.ts'
import { type Bucket, type BucketState, Throttles } from '../platform/limits.ts'
import { hostedRoutes } from './routes.ts'

/** Notes what is counted in, and refuses what is counted in one bucket. */
class NotedThrottles extends Throttles {
  readonly noted = new Set<string>()
  refused: string | null = null

  override async count({ operationId, dimension }: Bucket): Promise<BucketState> {
    const name = `${operationId}:${dimension}`
    this.noted.add(name)
    return {
      name,
      points: 1,
      windowSeconds: 60,
      remaining: 0,
      resetSeconds: 60,
      exceeded: name === this.refused,
    }
  }

  override async giveBack(): Promise<null> {
    return null
  }
}

const throttles = new NotedThrottles({ enabled: true, overrides: {} }, null)
const t = await testApp({ replace: { throttles } })

const handle = await t.make.handle()
const { groupBuys, handles } = await t.as(handle.owner)
const path = { handle: handle.name }
const body = { slug: 'launch', title: 'Launch', description: '', targetQuantity: 1 }
await unwrap(groupBuys.createGroupBuy({ path, body }))
await unwrap(groupBuys.publishGroupBuy({ path: { ...path, groupBuySlug: body.slug } }))
const guest = await t.make.account()
const collaborators = [{ email: guest.email, role: 'CREATOR' as const }]
await unwrap(handles.replaceCollaborators({ path, body: { collaborators } }))
const offer = paths.offer((await newestOffer(t, guest)).id)
const filePage = paths.file((await makeFile(t, handle, { accessMode: 'PUBLIC' })).id)
const page = `/${(await t.make.page({ handle, price: { amount: 500, currency: 'usd' } })).slug}`
const email = 'reader@example.com'
const asked = await unwrap(t.client().visitors.requestMagicLink({ body: { email, ...path } }))

const [site, bare] = [t.browser(handle.name), t.browser()]
const signIn = { action: 'sign-in', email }
const groupBuy = paths.groupBuy(body.slug)
const answer = (step: string) => () => bare.post(offer, { step, password: 'short', code: 'x' })

/** Requests of each route that lead to everything that it counts in; none of them uses up what it is about. */
const requests: { [Name in keyof typeof hostedRoutes]: (() => Promise<Response>)[] } = {
  'hosted.requestLink': [() => site.post(paths.signIn, { email })],
  'hosted.showCheckMail': [() => site.get(paths.checkMail)],
  'hosted.submitCode': [() => site.post(paths.checkMail, { challenge: asked.challengeId })],
  'hosted.signOut': [() => site.post(paths.signOut)],
  'hosted.leftSignIn': [() => site.get(paths.signIn)],
  'hosted.leftSignOut': [() => site.get(paths.signOut)],
  'hosted.showReceipt': [() => site.get(paths.receipt(newId('purchase')))],
  'hosted.checkoutReturn': [() => site.get(`${paths.checkoutReturn}?session_id=cs_1`)],
  'hosted.connectReturned': [() => bare.get(paths.connectReturned)],
  'hosted.connectRefresh': [() => bare.get(paths.connectRefresh)],
  'hosted.showOffer': [() => bare.get(offer)],
  'hosted.answerOffer': ['accept', 'decline', 'sign_in', 'sign_up', 'confirm', 'resend'].map(answer),
  'hosted.showSupportEmail': [() => site.get(paths.supportEmail('x'))],
  'hosted.submitSupportEmail': [() => site.post(paths.supportEmail('x'))],
  'hosted.leftCreatorSignIn': [() => bare.get(SIGN_IN_PATH)],
  'hosted.submitSignIn': [() => bare.post(SIGN_IN_PATH, { email, password: 'wrong' })],
  'hosted.showGroupBuy': [() => site.get(groupBuy)],
  'hosted.submitGroupBuy': [signIn, { action: 'interest' }].map((form) => () => site.post(groupBuy, form)),
  'hosted.showFile': [() => site.get(filePage)],
  'hosted.submitFile': [() => site.post(filePage, signIn)],
  'hosted.showPageList': [() => site.get('/')],
  'hosted.showPage': [() => site.get(page)],
  'hosted.submitPage': [signIn, { action: 'buy' }].map((form) => () => site.post(page, form)),
}

const operations: Record<string, OperationDefinition> = Object.assign({}, ...Object.values(contract))
const operationOf = (bucket: string) => bucket.slice(0, bucket.lastIndexOf(':'))

test.each(Object.entries(hostedRoutes))('%s is throttled as it is declared', async (name, { countsAs }) => {
  const counted = new Set<string>()
  for (const request of requests[name as keyof typeof hostedRoutes]) {
    throttles.noted.clear()
    expect((await request()).status).not.toBe(429)
    const noted = [...throttles.noted]
    for (const bucket of noted) {
      counted.add(bucket)
      throttles.refused = bucket
      const refused = await request()
      throttles.refused = null
      expect(refused.status, bucket).toBe(429)
      expect(refused.headers.get('retry-after')).toBe('60')
    }
  }
  const declared = new Set([name, ...countsAs.map((id) => operations[id]?.limitsAs ?? id)])
  const operationsOf = (buckets: Iterable<string>) => [...new Set([...buckets].map(operationOf))].toSorted()
  expect(operationsOf(counted)).toEqual([...declared].toSorted())
  const byAddress = [...counted].filter((bucket) => bucket.endsWith(':ip'))
  expect(operationsOf(byAddress)).toEqual([...declared].toSorted())
})
