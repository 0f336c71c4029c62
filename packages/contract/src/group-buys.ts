import { z } from '@hono/zod-openapi'
import { defineOperations } from './route.ts'
import { title } from './schemas/names.ts'
import {
  Email,
  HandleName,
  Id,
  ListQuery,
  listOf,
  Moment,
  markdown,
  orNull,
  PageSlug,
  Timestamp,
} from './schemas/primitives.ts'
import { IN_THE_FUTURE, judgedLater } from './schemas/rules.ts'

/** Most that one visitor may want of a group buy. */
export const MAX_INTEREST_QUANTITY = 100

const GroupBuyState = z
  .enum(['DRAFT', 'PUBLISHED', 'PAUSED', 'ACTIVATED', 'CLOSED'])
  .openapi('GroupBuyState', {
    description:
      'A draft is visible only to its creators. A published group buy accepts interest; a paused one does not. Activated and closed are final.',
  })

const counts = {
  interestedQuantity: z.number().int().openapi({ description: 'Total quantity that visitors want.' }),
  people: z.number().int().openapi({ description: 'How many visitors are interested.' }),
  targetQuantity: z
    .number()
    .int()
    .openapi({ description: 'Total quantity needed before it can be activated.' }),
}

const shared = {
  id: Id('groupBuy'),
  handle: HandleName,
  slug: PageSlug,
  title: z.string(),
  description: z.string().openapi({ description: 'Markdown.' }),
  state: GroupBuyState,
  ...counts,
  deadline: Timestamp.nullable().openapi({
    description:
      'When interest stops being accepted. If the target has not been reached by then, the group buy closes automatically.',
  }),
  linkedPageSlug: PageSlug.nullable().openapi({
    description: 'The paid page that can be bought only once the group buy is activated.',
  }),
  url: z.url(),
}

const PublicGroupBuy = z
  .object(shared)
  .openapi('PublicGroupBuy', { description: 'A group buy as everyone sees it, without who is interested.' })

const GroupBuy = z
  .object({
    ...shared,
    createdAt: Timestamp,
    updatedAt: Timestamp,
    targetReachedAt: Timestamp.nullable().openapi({ description: 'When the target was first reached.' }),
    activatedAt: Timestamp.nullable(),
    closedAt: Timestamp.nullable(),
  })
  .openapi('GroupBuy', { description: 'A group buy as its creators see it.' })

const interestMembers = { quantity: z.number().int(), createdAt: Timestamp, updatedAt: Timestamp }

const Interest = z.object(interestMembers).openapi('Interest', { description: 'How many a visitor wants.' })

const CreatorInterest = z
  .object({ ...interestMembers, visitorId: Id('visitor'), email: Email })
  .openapi('CreatorInterest', { description: 'How many a visitor wants, and who the visitor is.' })

const editable = {
  title: title(200),
  description: markdown(20_000).openapi({ description: 'Markdown, as in the content of pages.' }),
  targetQuantity: z.number().int().min(1).max(1_000_000),
  deadline: judgedLater(Moment, IN_THE_FUTURE).nullable().openapi({
    description: 'RFC 3339, in the future; `null` for none.',
    example: '2027-01-31T18:00:00Z',
  }),
  linkedPageSlug: PageSlug.nullable().openapi({
    description: 'A paid page of this handle; `null` for none.',
  }),
}

const GroupBuyCreate = z
  .strictObject({
    slug: PageSlug,
    ...editable,
    description: editable.description.default(''),
    deadline: editable.deadline.default(null),
    linkedPageSlug: editable.linkedPageSlug.default(null),
  })
  .openapi('GroupBuyCreate', { description: 'A new group buy.' })

const GroupBuyUpdate = z.strictObject(editable).openapi('GroupBuyUpdate', {
  description: 'The new values of everything that can be changed about the group buy.',
})

const params = z.object({ handle: HandleName, groupBuySlug: PageSlug })

const creator = {
  auth: { subject: 'account', role: 'CREATOR' },
  params,
  notFound: 'handle_not_found',
} as const
const write = { limits: { account: '120/1m' }, idempotency: 'transaction' } as const
const one = { 200: { description: 'The group buy as it is now.', body: GroupBuy } } as const

export const groupBuys = defineOperations({
  listPublicGroupBuys: {
    method: 'get',
    path: '/v2/public/group-buys/{handle}',
    summary: 'List the group buys of a handle',
    description: 'Lists published, paused and activated group buys, newest first.',
    auth: { subject: 'anyone' },
    params: z.object({ handle: HandleName }),
    notFound: 'handle_not_found',
    query: ListQuery,
    success: {
      200: {
        description: 'The group buys.',
        body: listOf(PublicGroupBuy).openapi('PublicGroupBuyList', {
          description: 'One page of a list of group buys.',
        }),
      },
    },
    errors: ['handle_not_found'],
    limits: { ip: '600/1m' },
    cors: true,
  },
  getPublicGroupBuy: {
    method: 'get',
    path: '/v2/public/group-buys/{handle}/{groupBuySlug}',
    summary: 'Get a group buy',
    description:
      'Returns what the group buy offers and its progress: quantities and the number of people, but not who they are.',
    auth: { subject: 'anyone' },
    params,
    notFound: 'group_buy_not_found',
    success: { 200: { description: 'The group buy.', body: PublicGroupBuy } },
    errors: ['group_buy_not_found'],
    limits: { ip: '600/1m' },
    cors: true,
  },
  expressInterest: {
    method: 'post',
    path: '/v2/public/group-buys/{handle}/{groupBuySlug}/interest',
    summary: 'Register your interest',
    description:
      'Records the interest of the signed-in visitor. Registering again replaces the quantity. Nothing is paid. Everyone interested gets an email when the creator activates the offer.',
    auth: { subject: 'visitor' },
    params,
    notFound: 'group_buy_not_found',
    body: z
      .strictObject({ quantity: z.number().int().min(1).max(MAX_INTEREST_QUANTITY) })
      .openapi('InterestRequest', { description: 'How many the visitor wants.' }),
    success: {
      200: {
        description: 'The interest is recorded.',
        body: z
          .object({ interest: Interest })
          .openapi('RecordedInterest', { description: 'The current interest.' }),
      },
    },
    errors: ['group_buy_not_found', 'group_buy_not_open'],
    limits: { ip: '120/10m' },
    idempotency: 'transaction',
    cors: true,
  },
  getMyInterest: {
    method: 'get',
    path: '/v2/public/group-buys/{handle}/{groupBuySlug}/my-interest',
    summary: 'Get your interest',
    description: 'Returns the interest of the signed-in visitor; `null` if there is none.',
    auth: { subject: 'visitor' },
    params,
    notFound: 'group_buy_not_found',
    success: {
      200: {
        description: 'The interest, if any.',
        body: z
          .object({ interest: orNull(Interest) })
          .openapi('MyInterest', { description: "The visitor's interest, if any." }),
      },
    },
    errors: ['group_buy_not_found'],
    cors: true,
  },
  withdrawInterest: {
    method: 'delete',
    path: '/v2/public/group-buys/{handle}/{groupBuySlug}/my-interest',
    summary: 'Withdraw your interest',
    description:
      'Withdraws the interest of the signed-in visitor. Succeeds even if there is none. After activation it has no effect.',
    auth: { subject: 'visitor' },
    params,
    notFound: 'group_buy_not_found',
    success: { 204: { description: 'There is no longer any interest.', empty: true } },
    errors: ['group_buy_not_found'],
    cors: true,
  },

  listGroupBuys: {
    method: 'get',
    path: '/v2/handles/{handle}/group-buys',
    summary: 'List all group buys',
    description: 'Lists the group buys of the handle in every state, newest first.',
    auth: { subject: 'account', role: 'CREATOR' },
    params: z.object({ handle: HandleName }),
    notFound: 'handle_not_found',
    query: ListQuery,
    success: {
      200: {
        description: 'The group buys.',
        body: listOf(GroupBuy).openapi('GroupBuyList', { description: 'One page of a list of group buys.' }),
      },
    },
    errors: [],
  },
  createGroupBuy: {
    method: 'post',
    path: '/v2/handles/{handle}/group-buys',
    summary: 'Create a group buy',
    description: 'Creates a group buy as a draft.',
    auth: { subject: 'account', role: 'CREATOR' },
    params: z.object({ handle: HandleName }),
    notFound: 'handle_not_found',
    body: GroupBuyCreate,
    success: { 201: { description: 'The draft.', body: GroupBuy } },
    errors: ['slug_taken', 'page_not_found', 'page_not_paid', 'invalid_request'],
    ...write,
  },
  getGroupBuy: {
    ...creator,
    method: 'get',
    path: '/v2/handles/{handle}/group-buys/{groupBuySlug}',
    summary: 'Get a group buy as its creator',
    description: 'Returns a group buy in any state.',
    success: one,
    errors: ['group_buy_not_found'],
  },
  updateGroupBuy: {
    ...creator,
    ...write,
    method: 'put',
    path: '/v2/handles/{handle}/group-buys/{groupBuySlug}',
    summary: 'Update a group buy',
    description:
      'Replaces the texts, target, deadline and linked page of a group buy. Activated and closed ones cannot be changed.',
    body: GroupBuyUpdate,
    success: one,
    errors: [
      'group_buy_not_found',
      'group_buy_not_open',
      'page_not_found',
      'page_not_paid',
      'invalid_request',
    ],
  },
  listInterests: {
    ...creator,
    method: 'get',
    path: '/v2/handles/{handle}/group-buys/{groupBuySlug}/interests',
    summary: 'List the interests in a group buy',
    description: 'Lists the interested visitors and the quantities they want, newest first.',
    query: ListQuery,
    success: {
      200: {
        description: 'The interests.',
        body: listOf(CreatorInterest).openapi('InterestList', {
          description: 'One page of a list of interests.',
        }),
      },
    },
    errors: ['group_buy_not_found'],
  },
  publishGroupBuy: {
    ...creator,
    ...write,
    method: 'post',
    path: '/v2/handles/{handle}/group-buys/{groupBuySlug}/publish',
    summary: 'Publish or resume a group buy',
    description:
      'Publishes the group buy, so that visitors can register their interest. Publishing a published one changes nothing.',
    success: one,
    errors: ['group_buy_not_found', 'group_buy_not_open'],
  },
  pauseGroupBuy: {
    ...creator,
    ...write,
    method: 'post',
    path: '/v2/handles/{handle}/group-buys/{groupBuySlug}/pause',
    summary: 'Pause a group buy',
    description:
      'Pauses the group buy. It stays visible but accepts no interest until it is published again.',
    success: one,
    errors: ['group_buy_not_found', 'group_buy_not_open'],
  },
  activateGroupBuy: {
    ...creator,
    ...write,
    method: 'post',
    path: '/v2/handles/{handle}/group-buys/{groupBuySlug}/activate',
    summary: 'Activate a group buy',
    description:
      'Opens the sale of the linked page and emails everyone interested, once the target is reached. With `dryRun=true` nothing happens, and the response shows what would.',
    query: z.object({
      dryRun: z
        .enum(['true', 'false'])
        .default('false')
        .openapi({ description: '`true` to see what it would do, without doing it.' }),
    }),
    success: {
      200: {
        description: 'What was done, or would be done.',
        body: z
          .object({
            dryRun: z.boolean(),
            groupBuy: GroupBuy,
            mails: z.number().int().openapi({ description: 'How many people are emailed.' }),
            unlocks: z
              .object({ pageSlug: PageSlug, url: z.url() })
              .nullable()
              .openapi({ description: 'The page whose sale opens.' }),
          })
          .openapi('GroupBuyActivation', { description: 'The group buy, and what activating it does.' }),
      },
    },
    errors: ['group_buy_not_found', 'group_buy_not_open', 'group_buy_target_not_reached'],
  },
  closeGroupBuy: {
    ...creator,
    ...write,
    method: 'post',
    path: '/v2/handles/{handle}/group-buys/{groupBuySlug}/close',
    summary: 'Close a group buy',
    description:
      'Ends the group buy permanently without activating it. The sale of its linked page stays locked until the page is linked to another group buy, or to none.',
    success: one,
    errors: ['group_buy_not_found', 'group_buy_not_open'],
  },
})
