import { z } from '@hono/zod-openapi'
import { priceProblems } from './currencies.ts'
import { controlReads, controlWrites } from './limits.ts'
import { defineOperations } from './route.ts'
import { title } from './schemas/names.ts'
import {
  HandleName,
  Id,
  ListQuery,
  listOf,
  Money,
  orNull,
  PageSlug,
  pageSlugPattern,
  reservedPageSlugs,
  Timestamp,
  text,
} from './schemas/primitives.ts'

const AccessMode = z
  .enum(['PUBLIC', 'FREE_WITH_LOGIN', 'PAID'])
  .openapi('AccessMode', { description: 'What opens a page: nothing, signing in, or paying.' })

const publicPageMembers = {
  id: Id('page'),
  handle: HandleName,
  slug: PageSlug,
  title: z.string(),
  teaser: z.string().nullable().openapi({ description: 'What everybody may read, as Markdown.' }),
  accessMode: AccessMode,
  price: orNull(Money).openapi({ description: 'Set for paid pages.' }),
  url: z.url(),
  publishedAt: Timestamp,
}

const PublicPageSummary = z
  .object(publicPageMembers)
  .openapi('PublicPageSummary', { description: 'What everybody may see of a published page.' })

const AccessCheck = z
  .object({
    hasAccess: z.boolean(),
    reason: z.enum(['public', 'visitor_auth_required', 'entitled', 'purchase_required']),
    nextAction: z.enum(['none', 'sign_in', 'pay', 'wait']).openapi({
      description:
        'What the visitor can do now. `wait`: their payment is on its way. `none` without access: the payment is disputed.',
    }),
    session: z.enum(['none', 'valid', 'expired', 'revoked', 'other_handle']).openapi({
      description:
        'What became of the session that was sent. `none`: there was none, or something that is no session token. All but `valid` count as not signed in. `revoked` also when it is not known any more.',
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
            'The same, rendered and sanitised; safe to insert. Ids of headings and footnotes begin with `content-`. A text that was stored before an upgrade is plain paragraphs until it is rendered, moments later.',
        }),
      })
      .nullable()
      .openapi({ description: '`null` for those without access.' }),
    access: AccessCheck,
  })
  .openapi('PublicPage', { description: 'A published page as this caller may see it.' })

const PageState = z.enum(['DRAFT', 'PUBLISHED', 'ARCHIVED']).openapi('PageState', {
  description:
    'A draft is seen by its creators only. An archived page was deleted after it was sold: its buyers keep it, nobody else sees it, and its slug stays taken.',
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

// Without a name of its own, so that it can be nullable: in a union, what is wrong inside would not be told.
const Price = z
  .strictObject({
    amount: z
      .number()
      .int()
      .openapi({ description: 'In the smallest unit of the currency: 2500 is USD 25.00, 500 is JPY 500.' }),
    currency: z.string().toLowerCase().openapi({ description: 'ISO 4217; case does not matter.' }),
  })
  .superRefine((price, context) => {
    for (const { path, message } of priceProblems(price)) {
      context.addIssue({ code: 'custom', path: [path], message })
    }
  })

const editable = {
  title: title(200),
  teaser: text(2000).nullable().openapi({ description: 'What everybody may read, as Markdown.' }),
  content: text(200_000).openapi({
    description:
      'Markdown with tables, footnotes and task lists. Of raw HTML, tags for text, lists, tables, links and images work; all others are shown as they were typed. A text that takes too long to render, or becomes more than 2,000,000 characters of HTML, is `invalid_request`.',
  }),
  accessMode: AccessMode,
  price: Price.nullable().openapi({
    description:
      'What it costs; for `PAID`, and only for it. Each currency has a least amount, about that of US$0.50.',
    example: { amount: 2500, currency: 'usd' },
  }),
}

const priceFits = (page: { accessMode: string; price: unknown }): boolean =>
  (page.accessMode === 'PAID') === (page.price !== null)
const priceMisfit = {
  path: ['price'],
  message: 'must be set when accessMode is PAID, and null otherwise',
}

const example = {
  title: 'The premium guide',
  teaser: 'Twelve chapters on making things that people **keep**.',
  content: '## Chapter one',
  accessMode: 'PAID',
  price: { amount: 2500, currency: 'usd' },
}

const reserved: readonly string[] = reservedPageSlugs

const PageCreate = z
  .strictObject({
    slug: z
      .string()
      .regex(pageSlugPattern, {
        message:
          'must be letters a–z, digits and single hyphens, beginning and ending with a letter or digit',
        abort: true,
      })
      .refine((slug) => !reserved.includes(slug), 'is reserved; choose another slug')
      .openapi({ description: 'Its name in the URL, for good.', example: 'premium' }),
    ...editable,
    teaser: editable.teaser.default(null),
    content: editable.content.default(''),
    price: editable.price.default(null),
  })
  .refine(priceFits, priceMisfit)
  .openapi('PageCreate', { description: 'A new page.', example: { slug: 'premium', ...example } })

const PageUpdate = z.strictObject(editable).refine(priceFits, priceMisfit).openapi('PageUpdate', {
  description: 'Everything about a page that can be changed, as it shall be.',
  example,
})

const PagePublication = z
  .object({
    page: Page,
    warning: z
      .object({
        code: z.enum(['not_for_sale', 'hidden_from_buyers']).openapi({
          description:
            '`not_for_sale`: it is published, but nobody can buy it until the owner of the handle has connected with Stripe. `hidden_from_buyers`: people who bought it no longer see it.',
        }),
        message: z.string(),
      })
      .nullable()
      .openapi({ description: 'What you may not have expected; `null` when there is nothing.' }),
  })
  .openapi('PagePublication', { description: 'A page after it was published or taken back.' })

const rendered = z.object({
  markdown: z.string(),
  html: z.string().openapi({ description: 'The same as visitors get it, sanitised.' }),
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
    description: 'Newest first, without content.',
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
      'Title, teaser, mode and price for everybody; `content` for those with access. Send the session to be recognised; one that does not count is treated as none.',
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
      'Whether the caller may see the page now, why, and what to do if not. Never served from a cache: a refund that has been committed is seen by the next check.',
    auth: { subject: 'anyone' },
    params: pageParams,
    notFound: 'page_not_found',
    success: { 200: { description: 'The answer, also when it is no.', body: AccessCheck } },
    errors: ['page_not_found'],
    // A front end may ask from its own server, for all who read there.
    limits: { ip: '12000/1m' },
    cors: true,
  },
  listPages: {
    method: 'get',
    path: '/v2/handles/{handle}/pages',
    summary: 'List the pages of a handle',
    description: 'In every state, newest first, without content.',
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
    description: 'As a draft: nobody else sees it before it is published.',
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
    description: 'In whatever state, with its content.',
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
      'Replaces everything but the slug; what is published shows the change at once. Who has bought the page keeps it, whatever it costs afterwards. A checkout that is open may still be paid at its price.',
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
      'A page that nobody bought is gone. One that was sold, or is being paid for, is archived: its buyers keep it, nobody else sees it, and its slug stays taken.',
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
      'Shows it to visitors, as far as its access mode goes. Publishing it again changes nothing. `invalid_request`: its price can no longer be charged, such as one in a currency that has ended; set another one first.',
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
      'Makes it a draft again, hidden from everybody, its buyers included; `warning` says so when there are any. Open checkouts end.',
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
    description: 'Teaser and content, rendered as visitors will get them; drafts too.',
    ...ofOnePage,
    success: { 200: { description: 'The preview.', body: PagePreview } },
    errors: ['page_not_found'],
    limits: controlReads,
  },
})
