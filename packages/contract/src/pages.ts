import { z } from '@hono/zod-openapi'
import { currencies, leastPrice, leastPrices, MAX_AMOUNT, priceProblems, stepOf } from './currencies.ts'
import { controlReads, controlWrites } from './limits.ts'
import { defineOperations } from './route.ts'
import { title } from './schemas/names.ts'
import {
  HandleName,
  Id,
  ListQuery,
  listOf,
  Money,
  markdown,
  orNull,
  PageSlug,
  pageSlugPattern,
  reservedPageSlugs,
  Timestamp,
} from './schemas/primitives.ts'
import { type RuleParams, saidBy } from './schemas/rules.ts'

const AccessMode = z
  .enum(['PUBLIC', 'FREE_WITH_LOGIN', 'PAID'])
  .openapi('AccessMode', { description: 'What opens a page: nothing, signing in, or paying.' })

const publicPageMembers = {
  id: Id('page'),
  handle: HandleName,
  slug: PageSlug,
  title: z.string(),
  teaser: z.string().nullable().openapi({ description: 'What everyone may read, as Markdown.' }),
  accessMode: AccessMode,
  price: orNull(Money).openapi({ description: 'Set for paid pages.' }),
  url: z.url(),
  publishedAt: Timestamp,
}

const PublicPageSummary = z
  .object(publicPageMembers)
  .openapi('PublicPageSummary', { description: 'What everyone may see of a published page.' })

const AccessCheck = z
  .object({
    hasAccess: z.boolean(),
    reason: z.enum(['public', 'visitor_auth_required', 'entitled', 'purchase_required']),
    nextAction: z.enum(['none', 'sign_in', 'pay', 'wait']).openapi({
      description:
        'What the visitor can do now. `wait`: their payment is being processed. `none` without access: the payment is disputed.',
    }),
    session: z.enum(['none', 'valid', 'expired', 'revoked', 'other_handle']).openapi({
      description:
        'State of the session that was sent. `none`: there was none, or it was not a session token. Anything but `valid` counts as not signed in. `revoked` also covers sessions that are no longer known.',
    }),
    price: orNull(Money),
  })
  .openapi('AccessCheck', { description: 'Whether the caller may see a page, why, and what to do if not.' })

const PublicPage = z
  .object({
    ...publicPageMembers,
    content: z
      .object({
        markdown: z.string(),
        html: z.string().openapi({
          description:
            'The same, rendered and sanitised; safe to insert. Ids of headings and footnotes begin with `content-`. A text stored before an upgrade appears as plain paragraphs until it is rendered, moments later.',
        }),
      })
      .nullable()
      .openapi({ description: '`null` for those without access.' }),
    access: AccessCheck,
  })
  .openapi('PublicPage', { description: 'A published page as this caller may see it.' })

const PageState = z.enum(['DRAFT', 'PUBLISHED', 'ARCHIVED']).openapi('PageState', {
  description:
    'A draft is visible only to its creators. An archived page was deleted after it was sold: its buyers keep it, nobody else sees it, and its slug stays taken.',
})

const ownPageMembers = {
  ...publicPageMembers,
  state: PageState,
  publishedAt: Timestamp.nullable().openapi({ description: 'When it was first published.' }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
}

const PageSummary = z
  .object(ownPageMembers)
  .openapi('PageSummary', { description: 'A page as its creators see it, without content.' })

const PageList = listOf(PageSummary).openapi('PageList', {
  description: 'Pages of a handle as its creators see them.',
})

const Page = z
  .object({ ...ownPageMembers, content: z.string().openapi({ description: 'Markdown.' }) })
  .openapi('Page', { description: 'A page as its creators see it.' })

const NO_PRICE = 'must be set when accessMode is PAID, and null otherwise'

const Price = z
  .strictObject(
    {
      // By its currency the amount has a minimum of its own, which the message of the rule names.
      amount: z.int().openapi({
        description: 'In the smallest unit of the currency: 2500 is USD 25.00, 500 is JPY 500.',
        minimum: Math.min(...leastPrices.values()),
        maximum: MAX_AMOUNT,
      }),
      currency: z
        .enum(currencies, 'must be a currency that pages can be sold in, such as usd, in lower case')
        .openapi({ description: 'ISO 4217, in lower case.', example: 'usd' }),
    },
    { error: ({ input }) => (input === undefined || input === null ? NO_PRICE : undefined) },
  )
  .refine((price) => priceProblems(price).length === 0, {
    path: ['amount'],
    error: ({ input }) => priceProblems(input as Money)[0]?.message,
    params: {
      rule: 'must be at least the minimum of the currency, in its steps: both are in the `x-rules` of `Price`',
    } satisfies RuleParams,
  })
  .openapi('Price', {
    description: 'What a page costs. Each currency has a minimum amount of about US$0.50.',
    example: { amount: 2500, currency: 'usd' },
    'x-rules': [
      {
        rule: 'The amount must be at least the minimum of its currency, and a multiple of its step, which is 1 where none is named.',
        code: 'invalid_request',
        path: 'amount',
        minimums: Object.fromEntries(currencies.map((currency) => [currency, leastPrice(currency)])),
        steps: Object.fromEntries(
          currencies
            .filter((currency) => stepOf(currency) > 1)
            .map((currency) => [currency, stepOf(currency)]),
        ),
      },
    ],
  })

const editable = {
  title: title(200),
  teaser: markdown(2000).nullable().openapi({ description: 'What everyone may read, as Markdown.' }),
  content: markdown(200_000).openapi({
    description:
      'Markdown with tables, footnotes and task lists. Raw HTML tags for text, lists, tables, links and images work; all others are shown as typed. A text that takes too long to render, or exceeds 2,000,000 characters of HTML, is `invalid_request`.',
  }),
}

const free = {
  accessMode: AccessMode.exclude(['PAID']).openapi({ description: 'Nothing opens it, or signing in.' }),
  price: z.null(NO_PRICE).openapi({ description: 'It costs nothing.' }),
}
const paid = {
  accessMode: AccessMode.extract(['PAID']).openapi({ description: 'Paying opens it.' }),
  price: Price,
}

const example = {
  title: 'The premium guide',
  teaser: 'Twelve chapters on making things that people **keep**.',
  content: '## Chapter one',
  accessMode: 'PAID',
  price: { amount: 2500, currency: 'usd' },
}

const reserved: readonly string[] = reservedPageSlugs

const created = {
  slug: saidBy(
    z.string().regex(pageSlugPattern, {
      message: 'must be letters a–z, digits and single hyphens, beginning and ending with a letter or digit',
      abort: true,
    }),
    { not: { enum: reserved.filter((slug) => pageSlugPattern.test(slug)) } },
    (slug) => !reserved.includes(slug),
    'is reserved; choose another slug',
  ).openapi({ description: 'Its name in the URL; cannot be changed later.', example: 'premium' }),
  ...editable,
  teaser: editable.teaser.default(null),
  content: editable.content.default(''),
}

const PageCreate = z
  .discriminatedUnion('accessMode', [
    z
      .strictObject({ ...created, ...free, price: free.price.default(null) })
      .openapi('FreePageCreate', { description: 'A new page that costs nothing.' }),
    z
      .strictObject({ ...created, ...paid })
      .openapi('PaidPageCreate', { description: 'A new page that is sold.' }),
  ])
  .openapi('PageCreate', {
    description: 'A new page, free or for sale by its `accessMode`.',
    example: { slug: 'premium', ...example },
  })

const PageUpdate = z
  .discriminatedUnion('accessMode', [
    z
      .strictObject({ ...editable, ...free })
      .openapi('FreePageUpdate', { description: 'The new values of a page that costs nothing.' }),
    z
      .strictObject({ ...editable, ...paid })
      .openapi('PaidPageUpdate', { description: 'The new values of a page that is sold.' }),
  ])
  .openapi('PageUpdate', {
    description:
      'The new values of everything that can be changed about a page, free or for sale by its `accessMode`.',
    example,
  })

const PagePublication = z
  .object({
    page: Page,
    warning: z
      .object({
        code: z.enum(['not_for_sale', 'hidden_from_buyers']).openapi({
          description:
            '`not_for_sale`: it is published, but nobody can buy it until the owner of the handle has connected Stripe. `hidden_from_buyers`: people who bought it can no longer see it.',
        }),
        message: z.string(),
      })
      .nullable()
      .openapi({ description: 'Something you may not expect; `null` if there is nothing.' }),
  })
  .openapi('PagePublication', { description: 'A page after it was published or unpublished.' })

const rendered = z.object({
  markdown: z.string(),
  html: z.string().openapi({ description: 'As visitors will get it, sanitised.' }),
})

const PagePreview = z
  .object({ page: PageSummary, teaser: rendered.nullable(), content: rendered })
  .openapi('PagePreview', { description: 'A page as it will look to those with access.' })

export const pageParams = z.object({ handle: HandleName, pageSlug: PageSlug })

const ofOnePage = {
  auth: { subject: 'account', role: 'CREATOR' },
  params: pageParams,
  notFound: 'page_not_found',
} as const

export const pages = defineOperations({
  listPublicPages: {
    method: 'get',
    path: '/v2/public/pages/{handle}',
    summary: 'List the published pages of a handle',
    description: 'Lists the published pages of the handle, newest first, without content.',
    auth: { subject: 'anyone' },
    params: z.object({ handle: HandleName }),
    notFound: 'handle_not_found',
    query: ListQuery,
    success: {
      200: {
        description: 'The pages.',
        body: listOf(PublicPageSummary).openapi('PublicPageList', {
          description: 'One page of a list of pages.',
        }),
      },
    },
    errors: ['handle_not_found'],
    limits: { ip: '600/1m' },
    cors: true,
  },
  getPublicPage: {
    method: 'get',
    path: '/v2/public/pages/{handle}/{pageSlug}',
    summary: 'Get a published page',
    description:
      'Returns the title, teaser, mode and price to everyone, and `content` to those with access. Send the session to be recognised; an invalid one is treated as none.',
    auth: { subject: 'anyone' },
    params: pageParams,
    notFound: 'page_not_found',
    success: { 200: { description: 'The page.', body: PublicPage } },
    errors: ['page_not_found'],
    limits: { ip: '600/1m' },
    cors: true,
  },
  checkPageAccess: {
    method: 'post',
    path: '/v2/public/pages/{handle}/{pageSlug}/access-check',
    readOnly: true,
    summary: 'Check access to a page',
    description:
      'Returns whether the caller may see the page now, why, and what to do if not. It is never served from a cache, so the next check reflects any committed refund.',
    auth: { subject: 'anyone' },
    params: pageParams,
    notFound: 'page_not_found',
    success: { 200: { description: 'The result, also if access is denied.', body: AccessCheck } },
    errors: ['page_not_found'],
    // A front end may ask from its own server, for all who read there.
    limits: { ip: '12000/1m' },
    cors: true,
  },
  listPages: {
    method: 'get',
    path: '/v2/handles/{handle}/pages',
    summary: 'List the pages of a handle',
    description: 'Lists the pages of the handle in every state, newest first, without content.',
    auth: { subject: 'account', role: 'CREATOR' },
    params: z.object({ handle: HandleName }),
    notFound: 'handle_not_found',
    query: ListQuery.extend({ state: PageState.optional() }),
    success: {
      200: {
        description: 'The pages.',
        body: PageList,
      },
    },
    errors: [],
    limits: controlReads,
  },
  createPage: {
    method: 'post',
    path: '/v2/handles/{handle}/pages',
    summary: 'Create a page',
    description: 'Creates a page as a draft. Nobody else sees it until it is published.',
    auth: { subject: 'account', role: 'CREATOR' },
    params: z.object({ handle: HandleName }),
    notFound: 'handle_not_found',
    body: PageCreate,
    success: { 201: { description: 'The draft.', body: Page, etag: true } },
    errors: ['slug_taken', 'invalid_request'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  getPage: {
    method: 'get',
    path: '/v2/handles/{handle}/pages/{pageSlug}',
    summary: 'Get a page',
    description: 'Returns a page in any state, with its content.',
    ...ofOnePage,
    success: { 200: { description: 'The page.', body: Page, etag: true } },
    errors: ['page_not_found'],
    limits: controlReads,
  },
  updatePage: {
    method: 'put',
    path: '/v2/handles/{handle}/pages/{pageSlug}',
    summary: 'Update a page',
    description:
      'Replaces everything about the page except the slug. A published page shows the change at once. People who bought the page keep it, whatever it costs afterwards. An open checkout can still be paid at its original price.',
    ...ofOnePage,
    body: PageUpdate,
    success: { 200: { description: 'The page as it is now.', body: Page, etag: true } },
    errors: ['page_not_found', 'page_archived', 'precondition_failed', 'invalid_request'],
    limits: controlWrites,
    idempotency: 'transaction',
    ifMatch: true,
  },
  deletePage: {
    method: 'delete',
    path: '/v2/handles/{handle}/pages/{pageSlug}',
    summary: 'Delete a page',
    description:
      'Deletes a page that nobody has bought, or archives one that was sold or is being paid for. Buyers of an archived page keep it, nobody else sees it, and its slug stays taken.',
    ...ofOnePage,
    success: {
      200: {
        description: 'The page is gone, or archived.',
        body: z
          .object({ archived: z.boolean() })
          .openapi('PageDeletion', { description: 'Whether the page was kept for its buyers.' }),
      },
    },
    errors: ['page_not_found', 'precondition_failed'],
    limits: controlWrites,
    idempotency: 'transaction',
    ifMatch: true,
  },
  publishPage: {
    method: 'post',
    path: '/v2/handles/{handle}/pages/{pageSlug}/publish',
    summary: 'Publish a page',
    description:
      'Publishes the page, and shows it to visitors as its access mode allows. Publishing it again changes nothing. `invalid_request`: its price can no longer be charged, for example because its currency has ended; set another price first.',
    ...ofOnePage,
    success: { 200: { description: 'It is published.', body: PagePublication, etag: true } },
    errors: ['page_not_found', 'page_archived', 'invalid_request'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  unpublishPage: {
    method: 'post',
    path: '/v2/handles/{handle}/pages/{pageSlug}/unpublish',
    summary: 'Unpublish a page',
    description:
      'Makes the page a draft again, hidden from everyone, including its buyers. `warning` says so if there are any. Open checkouts end.',
    ...ofOnePage,
    success: { 200: { description: 'It is a draft.', body: PagePublication, etag: true } },
    errors: ['page_not_found', 'page_archived'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  previewPage: {
    method: 'get',
    path: '/v2/handles/{handle}/pages/{pageSlug}/preview',
    summary: 'Preview a page',
    description: 'Returns the teaser and content, rendered as visitors will get them. Works for drafts too.',
    ...ofOnePage,
    success: { 200: { description: 'The preview.', body: PagePreview } },
    errors: ['page_not_found'],
    limits: controlReads,
  },
})
