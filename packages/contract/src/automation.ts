import { z } from '@hono/zod-openapi'
import { Purchase } from './checkout.ts'
import { Page, PageList, pageParams } from './pages.ts'
import { defineOperations } from './route.ts'
import { HandleName, ListQuery, listOf } from './schemas/primitives.ts'

const handleParams = z.object({ handle: HandleName })

/** Requests of one token. */
const limits = { token: '600/1m' } as const

export const automation = defineOperations({
  automationListPages: {
    method: 'get',
    path: '/v2/public/handles/{handle}/pages',
    summary: 'List the pages of a handle',
    description: 'All of them, drafts included, newest first, without content.',
    auth: { subject: 'token', scope: 'pages.read' },
    params: handleParams,
    notFound: 'handle_not_found',
    query: ListQuery,
    success: {
      200: {
        description: 'The pages.',
        body: PageList,
      },
    },
    errors: [],
    limits,
    cors: true,
  },
  automationGetPage: {
    method: 'get',
    path: '/v2/public/handles/{handle}/pages/{pageSlug}',
    summary: 'Read a page',
    description: 'A page with its content, whatever its state.',
    auth: { subject: 'token', scope: 'pages.read' },
    params: pageParams,
    notFound: 'page_not_found',
    success: { 200: { description: 'The page.', body: Page, etag: true } },
    errors: ['page_not_found'],
    limits,
    cors: true,
  },
  automationListPurchases: {
    method: 'get',
    path: '/v2/public/handles/{handle}/purchases',
    summary: 'List the purchases of a handle',
    description: 'Of all its pages, newest first, refunded ones included.',
    auth: { subject: 'token', scope: 'purchases.read' },
    params: handleParams,
    notFound: 'handle_not_found',
    query: ListQuery,
    success: {
      200: {
        description: 'The purchases.',
        body: listOf(Purchase).openapi('PurchaseList', {
          description: 'Purchases of the pages of a handle.',
        }),
      },
    },
    errors: [],
    limits,
    cors: true,
  },
})
