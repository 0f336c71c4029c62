import type { Check, Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import { member } from '../../sandbox/json.ts'
import { purchase } from '../../sandbox/shop.ts'
import { sandboxOf, validRequest } from './each.ts'

const RULE = 'csrf'

/** What a browser says of requests that pages of others send. */
const foreign: readonly Readonly<Record<string, string>>[] = [
  { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
  { 'sec-fetch-site': 'same-site', origin: 'https://sibling.example' },
  { origin: 'https://elsewhere.example' },
]

/** A page of another origin does nothing in the name of who visits it. */
export const csrf: Check = {
  rules: [RULE],
  needsSandbox: true,
  async run(context) {
    for (const operation of context.operations.filter(({ isSafe }) => !isSafe)) {
      if (operation.id === 'checkPageAccess') await seesNothing(context, operation)
      else if (operation.id === 'decideOAuthConsent') await refused(context, operation, null, 403)
      else if (operation.needsCredential && operation.credentials.includes('visitorCookie'))
        await refused(context, operation, 'visitorCookie', 401)
    }
  },
}

async function refused(context: Context, operation: Operation, kind: string | null, expected: number) {
  for (const headers of foreign) {
    const request = await validRequest(sandboxOf(context), operation, kind)
    if (!request) return
    const exchange = await context.client.send({ ...request, headers: { ...request.headers, ...headers } })
    const { status } = exchange.answer
    if (status !== expected)
      context.finding(RULE, operation, `Sent by another page, it got ${status} instead of ${expected}.`, [
        exchange,
      ])
  }
}

async function seesNothing(context: Context, operation: Operation) {
  const s = sandboxOf(context)
  const { pageSlug, visitor } = await purchase(s)
  const params = { handle: await s.handle(), pageSlug }
  for (const headers of foreign) {
    const exchange = await context.client.send({ operation, params, headers, as: visitor.cookie })
    if (member(exchange.answer.json, 'hasAccess') !== false)
      context.finding(RULE, operation, 'Sent by another page, it counted the cookie.', [exchange])
  }
}
