import { z } from '@hono/zod-openapi'
import { Purchase } from './checkout.ts'
import { customers } from './customers.ts'
import { files } from './files.ts'
import { groupBuys } from './group-buys.ts'
import { pages } from './pages.ts'
import { defineOperations, type OperationForCreators } from './route.ts'
import { sales } from './sales.ts'
import { HandleName, ListQuery, listOf } from './schemas/primitives.ts'
import type { Scope } from './scopes.ts'

/** Requests of one token; those of several, for different creators, often come from one address. */
const limits = { ip: '6000/1m', token: '600/1m' } as const

// Why: apps/docs/src/content/docs/internals/decisions/0010-derived-automation.md
/**
 * The same operation for scripts: same body, answers, errors and handler, with a scoped token in place of an account.
 */
export const forTokens = <
  const O extends OperationForCreators,
  const P extends `/${string}`,
  const S extends Scope,
>(
  operation: O,
  path: P,
  scope: S,
) => {
  const own = {
    path,
    summary: `${operation.summary}, with a token`,
    auth: { subject: 'token', scope },
    limits,
    cors: true,
    twinOf: operation,
  } as const
  return { ...operation, ...own } as Omit<O, keyof typeof own> & typeof own
}

const PAGES = '/v2/public/handles/{handle}/pages'
const FILES = '/v2/public/handles/{handle}/files'
const SALES = '/v2/public/handles/{handle}/sales'
const GROUP_BUYS = '/v2/public/handles/{handle}/group-buys'

export const automation = defineOperations({
  automationListPages: forTokens(pages.listPages, PAGES, 'pages.read'),
  automationCreatePage: forTokens(pages.createPage, PAGES, 'pages.write'),
  automationGetPage: forTokens(pages.getPage, `${PAGES}/{pageSlug}`, 'pages.read'),
  automationUpdatePage: forTokens(pages.updatePage, `${PAGES}/{pageSlug}`, 'pages.write'),
  automationPublishPage: forTokens(pages.publishPage, `${PAGES}/{pageSlug}/publish`, 'pages.write'),
  automationUnpublishPage: forTokens(pages.unpublishPage, `${PAGES}/{pageSlug}/unpublish`, 'pages.write'),
  automationListGroupBuys: forTokens(groupBuys.listGroupBuys, GROUP_BUYS, 'groupbuys.read'),
  automationCreateGroupBuy: forTokens(groupBuys.createGroupBuy, GROUP_BUYS, 'groupbuys.write'),
  automationGetGroupBuy: forTokens(groupBuys.getGroupBuy, `${GROUP_BUYS}/{groupBuySlug}`, 'groupbuys.read'),
  automationUpdateGroupBuy: forTokens(
    groupBuys.updateGroupBuy,
    `${GROUP_BUYS}/{groupBuySlug}`,
    'groupbuys.write',
  ),
  automationListFiles: forTokens(files.listFiles, FILES, 'files.read'),
  automationCreateFile: forTokens(files.createFile, FILES, 'files.write'),
  automationDeleteFile: forTokens(files.deleteFile, `${FILES}/{fileId}`, 'files.write'),
  automationGetFile: forTokens(files.getFile, `${FILES}/{fileId}`, 'files.read'),
  automationUpdateFile: forTokens(files.updateFile, `${FILES}/{fileId}`, 'files.write'),
  automationRenderMarkdown: forTokens(
    pages.renderMarkdown,
    '/v2/public/handles/{handle}/render',
    'pages.write',
  ),
  automationListSales: forTokens(sales.listSales, SALES, 'purchases.read'),
  automationGetSale: forTokens(sales.getSale, `${SALES}/{purchaseId}`, 'purchases.read'),
  automationListCustomers: forTokens(
    customers.listCustomers,
    '/v2/public/handles/{handle}/customers',
    'purchases.read',
  ),
  automationListPurchases: {
    method: 'get',
    path: '/v2/public/handles/{handle}/purchases',
    summary: 'List the purchases on a handle, with a token',
    description: 'Lists the purchases of all pages of a handle, newest first, including refunded ones.',
    auth: { subject: 'token', scope: 'purchases.read' },
    params: z.object({ handle: HandleName }),
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
