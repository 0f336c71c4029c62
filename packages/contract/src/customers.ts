import { z } from '@hono/zod-openapi'
import { controlReads } from './limits.ts'
import { defineOperations } from './route.ts'
import { Sale } from './sales.ts'
import { Email, HandleName, Id, ListQuery, listOf, Money, PageSlug, Timestamp } from './schemas/primitives.ts'

const CustomerTotal = z
  .object({
    purchases: z.number().int().openapi({ description: 'How many purchases in this currency.', example: 2 }),
    paid: Money,
    refunded: Money,
  })
  .openapi('CustomerTotal', {
    description: 'What someone paid a handle in one currency, and how much of it was refunded; may be 0.',
  })

const customerMembers = {
  visitorId: Id('visitor').openapi({
    description: 'Who it is.',
    example: 'vis_01jd6z3v9kf2x8t5w4q7r1m0ce',
  }),
  email: Email.nullable().openapi({
    description: '`null` once they have erased their data.',
    example: 'ana@example.com',
  }),
  purchases: z.number().int().openapi({
    description: 'How many purchases they paid for, including refunded ones.',
    example: 2,
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
      example: '2026-11-20T09:30:00.000Z',
    }),
    lastSaleAt: Timestamp.openapi({
      description: 'When they last did.',
      example: '2026-11-24T18:05:00.000Z',
    }),
  })
  .openapi('Customer', { description: 'Someone who bought a page of a handle, or was given one.' })

const pageNames = {
  pageSlug: PageSlug.openapi({ description: "The page's name in its URL.", example: 'premium' }),
  pageTitle: z
    .string()
    .openapi({ description: 'What the page is called now.', example: 'The premium guide' }),
}

const CustomerPendingPayment = z
  .object({
    purchaseId: Id('purchase').openapi({
      description: 'The purchase it will pay.',
      example: 'pur_01jd6z3v9kf2x8t5w4q7r1m0ce',
    }),
    ...pageNames,
    price: Money,
    since: Timestamp.openapi({
      description: 'When the payment began.',
      example: '2026-11-20T09:30:00.000Z',
    }),
    payBy: Timestamp.nullable().openapi({
      description:
        'For a voucher that waits to be paid at a counter: until when; `null` if the bank is processing the payment.',
      example: '2026-11-23T23:59:59.000Z',
    }),
  })
  .openapi('CustomerPendingPayment', { description: 'A payment that is on its way.' })

const CustomerInterest = z
  .object({
    groupBuySlug: PageSlug.openapi({
      description: "The group buy's name in its URL.",
      example: 'vip-launch',
    }),
    title: z.string().openapi({ description: 'What the group buy is called.', example: 'VIP launch' }),
    quantity: z.number().int().openapi({ description: 'How many they want.', example: 2 }),
    createdAt: Timestamp.openapi({
      description: 'When they first said so.',
      example: '2026-11-20T09:30:00.000Z',
    }),
    updatedAt: Timestamp.openapi({
      description: 'When they last changed it.',
      example: '2026-11-21T10:00:00.000Z',
    }),
  })
  .openapi('CustomerInterest', { description: 'What someone wants of a group buy.' })

const CustomerFreeLogin = z
  .object({
    ...pageNames,
    since: Timestamp.openapi({
      description: 'When they first opened it.',
      example: '2026-11-20T09:30:00.000Z',
    }),
  })
  .openapi('CustomerFreeLogin', {
    description: 'A page that is free for those who sign in, and that someone opened.',
  })

const CustomerFile = z
  .object({
    fileId: Id('file').openapi({
      description: 'The file.',
      example: 'fil_01jd6z3v9kf2x8t5w4q7r1m0ce',
    }),
    fileName: z.string().openapi({ description: 'What it is saved as.', example: 'pattern.pdf' }),
    expiresAt: Timestamp.nullable().openapi({
      description: 'When downloads end, or ended; `null` for never.',
      example: '2027-01-31T18:00:00.000Z',
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

const ofHandle = {
  auth: { subject: 'account', role: 'CREATOR' },
  params: z.object({ handle: HandleName }),
  notFound: 'handle_not_found',
} as const

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
        example: 'ana@example.com',
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
    success: { 200: { description: 'The customer.', body: CustomerDetail } },
    errors: ['customer_not_found'],
    limits: controlReads,
  },
})
