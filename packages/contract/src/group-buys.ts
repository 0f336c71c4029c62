import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import { defineOperations } from './route.ts'
import { title } from './schemas/names.ts'
import {
  described,
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
  interestedQuantity: z.number().int().openapi({
    description: 'Total quantity that visitors want.',
    example: shop.groupBuy.interestedQuantity,
  }),
  people: z.number().int().openapi({
    description: 'How many visitors are interested.',
    example: shop.groupBuy.people,
  }),
  targetQuantity: z.number().int().openapi({
    description: 'Total quantity needed before it can be activated.',
    example: shop.groupBuy.targetQuantity,
  }),
}

const Slug = PageSlug.openapi({
  description: "The group buy's name in its URL.",
  example: shop.groupBuy.slug,
})

const shared = {
  id: Id('groupBuy'),
  handle: HandleName,
  slug: Slug,
  title: z.string().openapi({ description: 'Title of the group buy.', example: shop.groupBuy.title }),
  description: z.string().openapi({
    description: 'What is on offer, as Markdown.',
    example: shop.groupBuy.description,
  }),
  state: described(GroupBuyState, 'Whether interest is accepted now.', 'PUBLISHED'),
  ...counts,
  deadline: Timestamp.nullable().openapi({
    description:
      'When interest stops being accepted. If the target has not been reached by then, the group buy closes automatically. `null` for never.',
    example: moments.deadline,
  }),
  linkedPageSlug: PageSlug.nullable().openapi({
    description:
      'The paid page that can be bought only once the group buy is activated; `null` if there is none.',
  }),
  url: z.url().openapi({ description: 'Where visitors find it.', example: shop.groupBuy.url }),
}

const PublicGroupBuy = z
  .object(shared)
  .openapi('PublicGroupBuy', { description: 'A group buy as everyone sees it, without who is interested.' })

const GroupBuy = z
  .object({
    ...shared,
    createdAt: Timestamp.openapi({
      description: 'When the group buy was created.',
      example: moments.opened,
    }),
    updatedAt: Timestamp.openapi({ description: 'When it was last changed.', example: moments.updated }),
    targetReachedAt: Timestamp.nullable().openapi({
      description: 'When the target was first reached; `null` before that.',
      example: null,
    }),
    activatedAt: Timestamp.nullable().openapi({
      description: 'When it was activated; `null` if it was not.',
      example: null,
    }),
    closedAt: Timestamp.nullable().openapi({
      description: 'When it was closed; `null` if it was not.',
      example: null,
    }),
  })
  .openapi('GroupBuy', { description: 'A group buy as its creators see it.' })

const interestMembers = {
  quantity: z.number().int().openapi({ description: 'How many the visitor wants.', example: 2 }),
  createdAt: Timestamp.openapi({ description: 'When the visitor first registered interest.' }),
  updatedAt: Timestamp.openapi({ description: 'When the visitor last changed the quantity.' }),
}

const Interest = z.object(interestMembers).openapi('Interest', { description: 'How many a visitor wants.' })

const CreatorInterest = z
  .object({
    ...interestMembers,
    visitorId: Id('visitor'),
    email: Email.openapi({ description: 'Address of the visitor.' }),
  })
  .openapi('CreatorInterest', { description: 'How many a visitor wants, and who the visitor is.' })

const editable = {
  title: title(200).openapi({ description: 'Title of the group buy.', example: shop.groupBuy.title }),
  description: markdown(20_000).openapi({
    description: 'What is on offer, as Markdown with the same rules as the content of pages.',
    example: shop.groupBuy.description,
  }),
  targetQuantity: z.number().int().min(1).max(1_000_000).openapi({
    description: 'Total quantity needed before it can be activated.',
    example: shop.groupBuy.targetQuantity,
  }),
  deadline: judgedLater(Moment, IN_THE_FUTURE).nullable().openapi({
    description: 'RFC 3339, in the future; `null` for none.',
    example: moments.deadline,
  }),
  linkedPageSlug: PageSlug.nullable().openapi({
    description: 'A paid page of this handle; `null` for none.',
  }),
}

const GroupBuyCreate = z
  .strictObject({
    slug: Slug.openapi({ description: 'Its name in the URL; cannot be changed later.' }),
    ...editable,
    description: editable.description.default(''),
    deadline: editable.deadline.default(null),
    linkedPageSlug: editable.linkedPageSlug.default(null),
  })
  .openapi('GroupBuyCreate', { description: 'A new group buy.' })

const GroupBuyUpdate = z.strictObject(editable).openapi('GroupBuyUpdate', {
  description: 'The new values of everything that can be changed about the group buy.',
})

const params = z.object({ handle: HandleName, groupBuySlug: Slug })

const creator = {
  auth: { subject: 'account', role: 'CREATOR' },
  params,
  notFound: 'handle_not_found',
} as const
const write = { limits: { account: '120/1m' }, idempotency: 'transaction' } as const
const one = { 200: { description: 'The group buy as it is now.', body: GroupBuy } } as const

const reached = {
  interestedQuantity: 10,
  people: 6,
  updatedAt: moments.hourLater,
  targetReachedAt: moments.sold,
}

const tagged = { 200: { ...one[200], etag: true } } as const

const changedTo = (example: object) =>
  ({ 200: { description: 'The group buy as it is now.', body: GroupBuy, example } }) as const

export const groupBuys = defineOperations({
  listPublicGroupBuys: {
    method: 'get',
    path: '/v2/public/group-buys/{handle}',
    summary: 'List the group buys of a handle',
    description: 'Lists the published, paused and activated group buys of a handle, newest first.',
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
      'Returns what a group buy offers and its progress: quantities and the number of people, but not who they are.',
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
      'Records how many of a group buy the signed-in visitor wants. Registering again replaces the quantity. Nothing is paid. Everyone interested gets an email when the creator activates the offer.',
    auth: { subject: 'visitor' },
    params,
    notFound: 'group_buy_not_found',
    body: z
      .strictObject({
        quantity: z
          .number()
          .int()
          .min(1)
          .max(MAX_INTEREST_QUANTITY)
          .openapi({ description: 'How many the visitor wants; replaces an earlier quantity.', example: 2 }),
      })
      .openapi('InterestRequest', { description: 'How many the visitor wants.' }),
    success: {
      200: {
        description: 'The interest is recorded.',
        body: z
          .object({ interest: described(Interest, 'The interest as it is now.') })
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
    description: 'Returns how many of a group buy the signed-in visitor wants; `null` if they take no part.',
    auth: { subject: 'visitor' },
    params,
    notFound: 'group_buy_not_found',
    success: {
      200: {
        description: 'The interest, if any.',
        body: z
          .object({
            interest: orNull(Interest).openapi({ description: 'The interest; `null` if there is none.' }),
          })
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
      'Withdraws the interest of the signed-in visitor in a group buy. Succeeds even if there is none. After activation it has no effect.',
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
    description: 'Lists the group buys of a handle in every state, newest first.',
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
    description: 'Creates a group buy as a draft, visible only to those who work on the handle.',
    auth: { subject: 'account', role: 'CREATOR' },
    params: z.object({ handle: HandleName }),
    notFound: 'handle_not_found',
    body: GroupBuyCreate,
    success: {
      201: {
        description: 'The draft.',
        body: GroupBuy,
        example: { state: 'DRAFT', interestedQuantity: 0, people: 0, updatedAt: moments.opened },
      },
    },
    errors: ['slug_taken', 'page_not_found', 'page_not_paid', 'invalid_request'],
    ...write,
  },
  getGroupBuy: {
    ...creator,
    method: 'get',
    path: '/v2/handles/{handle}/group-buys/{groupBuySlug}',
    summary: 'Get a group buy as its creator',
    description: 'Returns a group buy of the handle in any state, with its progress and its `ETag`.',
    success: tagged,
    errors: ['group_buy_not_found'],
  },
  updateGroupBuy: {
    ...creator,
    ...write,
    method: 'put',
    path: '/v2/handles/{handle}/group-buys/{groupBuySlug}',
    summary: 'Update a group buy',
    description:
      'Replaces the texts, target, deadline and linked page of a group buy. Activated and closed ones cannot be changed. Its `ETag` changes with its progress too.',
    body: GroupBuyUpdate,
    success: tagged,
    errors: [
      'group_buy_not_found',
      'group_buy_not_open',
      'precondition_failed',
      'page_not_found',
      'page_not_paid',
      'invalid_request',
    ],
    ifMatch: true,
  },
  listInterests: {
    ...creator,
    method: 'get',
    path: '/v2/handles/{handle}/group-buys/{groupBuySlug}/interests',
    summary: 'List the interests in a group buy',
    description: 'Lists the visitors interested in a group buy and the quantities they want, newest first.',
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
      'Publishes a group buy, so that visitors can register their interest. Publishing a published one changes nothing.',
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
      'Pauses a published group buy. It stays visible but accepts no interest until it is published again.',
    success: changedTo({ state: 'PAUSED' }),
    errors: ['group_buy_not_found', 'group_buy_not_open'],
  },
  activateGroupBuy: {
    ...creator,
    ...write,
    method: 'post',
    path: '/v2/handles/{handle}/group-buys/{groupBuySlug}/activate',
    summary: 'Activate a group buy',
    description:
      'Activates a group buy whose target is reached: opens the sale of the linked page and emails everyone interested. With `dryRun=true` nothing happens, and the response shows what would.',
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
            dryRun: z.boolean().openapi({
              description: 'Whether this only shows what would be done.',
              example: false,
            }),
            groupBuy: described(GroupBuy, 'The group buy as it is now, or would be.'),
            mails: z.number().int().openapi({ description: 'How many people are emailed.', example: 6 }),
            unlocks: z
              .object({
                pageSlug: PageSlug,
                url: z.url().openapi({ description: 'Where it is sold.', example: shop.premium.url }),
              })
              .nullable()
              .openapi({ description: 'The page whose sale opens; `null` if none is linked.' }),
          })
          .openapi('GroupBuyActivation', { description: 'The group buy, and what activating it does.' }),
        example: { groupBuy: { ...reached, state: 'ACTIVATED', activatedAt: moments.hourLater } },
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
      'Ends a group buy permanently without activating it. The sale of its linked page stays locked until the page is linked to another group buy, or to none.',
    success: changedTo({ state: 'CLOSED', updatedAt: moments.sold, closedAt: moments.sold }),
    errors: ['group_buy_not_found', 'group_buy_not_open'],
  },
})
