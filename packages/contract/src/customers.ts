import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import { controlReads } from './limits.ts'
import { defineOperations } from './route.ts'
import { ofHandle, Sale } from './sales.ts'
import {
  described,
  Email,
  exampleId,
  HandleName,
  Id,
  ListQuery,
  listOf,
  Money,
  PageSlug,
  Timestamp,
} from './schemas/primitives.ts'

const CustomerTotal = z
  .object({
    purchases: z.number().int().openapi({ description: 'How many purchases in this currency.', example: 1 }),
    paid: described(Money, 'What they paid, before refunds.'),
    refunded: described(Money, 'What of it went back.', { amount: 0, currency: 'usd' }),
  })
  .openapi('CustomerTotal', {
    description: 'What someone paid a handle in one currency, and how much of it was refunded; may be 0.',
  })

const customerMembers = {
  visitorId: Id('visitor').openapi({
    description: 'Who it is.',
    example: exampleId('visitor'),
  }),
  email: Email.nullable().openapi({
    description: '`null` once they have erased their data.',
    example: shop.buyer.email,
  }),
  purchases: z.number().int().openapi({
    description: 'How many purchases they paid for, including refunded ones.',
    example: 1,
  }),
  grants: z.number().int().openapi({
    description: 'How often they were given access without a payment.',
    example: 0,
  }),
  totals: z.array(CustomerTotal).openapi({
    description: 'What they paid, by currency; empty if nothing.',
  }),
}

const Customer = z
  .object({
    ...customerMembers,
    firstSaleAt: Timestamp.openapi({
      description: 'When they first bought, or were given, a page of the handle.',
      example: moments.sold,
    }),
    lastSaleAt: Timestamp.openapi({
      description: 'When they last did.',
      example: moments.sold,
    }),
  })
  .openapi('Customer', { description: 'Someone who bought a page of a handle, or was given one.' })

const pageNames = {
  pageSlug: PageSlug.openapi({ description: "The page's name in its URL.", example: shop.premium.slug }),
  pageTitle: z.string().openapi({ description: 'What the page is called now.', example: shop.premium.title }),
}

const CustomerPendingPayment = z
  .object({
    purchaseId: Id('purchase').openapi({
      description: 'The purchase it will pay.',
      example: exampleId('purchase'),
    }),
    ...pageNames,
    price: described(Money, 'What is being paid.'),
    since: Timestamp.openapi({
      description: 'When the payment began.',
      example: moments.sold,
    }),
    payBy: Timestamp.nullable().openapi({
      description:
        'For a voucher that waits to be paid at a counter: until when; `null` if the bank is processing the payment.',
      example: moments.weeksLater,
    }),
  })
  .openapi('CustomerPendingPayment', { description: 'A payment that is on its way.' })

const CustomerInterest = z
  .object({
    groupBuySlug: PageSlug.openapi({
      description: "The group buy's name in its URL.",
      example: shop.groupBuy.slug,
    }),
    title: z.string().openapi({ description: 'What the group buy is called.', example: shop.groupBuy.title }),
    quantity: z.number().int().openapi({ description: 'How many they want.', example: 2 }),
    createdAt: Timestamp.openapi({
      description: 'When they first said so.',
      example: moments.sold,
    }),
    updatedAt: Timestamp.openapi({
      description: 'When they last changed it.',
      example: moments.sold,
    }),
  })
  .openapi('CustomerInterest', { description: 'What someone wants of a group buy.' })

const CustomerFreeLogin = z
  .object({
    ...pageNames,
    since: Timestamp.openapi({
      description: 'When they first opened it.',
      example: moments.sold,
    }),
  })
  .openapi('CustomerFreeLogin', {
    description: 'A page that is free for those who sign in, and that someone opened.',
  })

const CustomerFile = z
  .object({
    fileId: Id('file').openapi({
      description: 'Id of the file that they may download.',
      example: exampleId('file'),
    }),
    fileName: z.string().openapi({ description: 'What it is saved as.', example: shop.file.name }),
    expiresAt: Timestamp.nullable().openapi({
      description: 'When downloads end, or ended; `null` for never.',
      example: moments.farAhead,
    }),
  })
  .openapi('CustomerFile', { description: 'A file that is shared with the address of someone.' })

const newest = (what: string) => `${what}, newest first; 100 at most.`

const CustomerDetail = z
  .object({
    ...customerMembers,
    sales: z.array(Sale).openapi({
      description: `${newest('What they bought or were given')} \`listSales\` with \`visitorId\` has all of them.`,
    }),
    pending: z
      .array(CustomerPendingPayment)
      .openapi({ description: newest('Payments of theirs that are on their way') }),
    interests: z
      .array(CustomerInterest)
      .openapi({ description: newest('Group buys of the handle that they want something of') }),
    freeLogins: z
      .array(CustomerFreeLogin)
      .openapi({ description: newest('Pages of the handle that they opened by signing in') }),
    files: z
      .array(CustomerFile)
      .openapi({ description: newest('Files of the handle that are shared with their address') }),
  })
  .openapi('CustomerDetail', {
    description: 'All that is known of someone at one handle, and nothing of theirs elsewhere.',
  })

/** What creators see of the people who buy from them; part of the area `checkout`. */
export const customers = defineOperations({
  listCustomers: {
    ...ofHandle,
    method: 'get',
    path: '/v2/handles/{handle}/customers',
    summary: 'List the customers of a handle',
    description:
      'Lists everyone who bought a page of the handle or was given one, with what they paid. Whoever was new to Latchkey last comes first, so the order stays as it is when someone buys again.',
    query: ListQuery.extend({
      email: Email.optional().openapi({
        description: 'Only the person with this address.',
        example: shop.buyer.email,
      }),
    }),
    success: {
      200: {
        description: 'The customers.',
        body: listOf(Customer).openapi('CustomerList', { description: 'Customers of a handle.' }),
      },
    },
    errors: [],
    limits: { account: '120/1m' },
  },
  getCustomer: {
    ...ofHandle,
    method: 'get',
    path: '/v2/handles/{handle}/customers/{visitorId}',
    summary: 'Get a customer',
    description:
      'Returns everything about one person at this handle: purchases and grants, payments on their way, interest in group buys, free pages they opened, and files shared with them. What they have at other handles is never included. It also finds people who did not buy anything yet. Once they have erased their data, only what they bought is left, without an address.',
    params: z.object({
      handle: HandleName,
      visitorId: Id('visitor').openapi({ description: '`visitorId` of the customer.' }),
    }),
    notFound: 'customer_not_found',
    success: {
      // What is paid is not on its way.
      200: { description: 'The customer.', body: CustomerDetail, example: { pending: [] } },
    },
    errors: ['customer_not_found'],
    limits: controlReads,
  },
})
