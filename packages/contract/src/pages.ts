import { z } from '@hono/zod-openapi'
import { currencies, leastPrice, leastPrices, MAX_AMOUNT, priceProblems, stepOf } from './currencies.ts'
import { moments, premiumHtml, shop } from './example-shop.ts'
import { controlReads, controlWrites } from './limits.ts'
import { defineOperations } from './route.ts'
import { title } from './schemas/names.ts'
import {
  described,
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

/** UTF-16 code units of a page's content. */
export const MAX_CONTENT = 200_000

const AccessMode = z
  .enum(['PUBLIC', 'FREE_WITH_LOGIN', 'PAID'])
  .openapi('AccessMode', { description: 'What opens a page: nothing, signing in, or paying.' })

const publicPageMembers = {
  id: Id('page'),
  handle: HandleName,
  slug: PageSlug,
  title: z.string().openapi({ description: 'Title of the page.', example: shop.premium.title }),
  teaser: z
    .string()
    .nullable()
    .openapi({ description: 'What everyone may read, as Markdown.', example: shop.premium.teaser }),
  accessMode: described(AccessMode, 'What opens the page: nothing, signing in, or paying.', 'PAID'),
  price: orNull(Money).openapi({ description: 'Set for paid pages.' }),
  url: z.url().openapi({ description: 'Where visitors read the page.', example: shop.premium.url }),
  publishedAt: Timestamp.openapi({
    description: 'When it was first published.',
    example: moments.published,
  }),
}

const PublicPageSummary = z
  .object(publicPageMembers)
  .openapi('PublicPageSummary', { description: 'What everyone may see of a published page.' })

const AccessCheck = z
  .object({
    hasAccess: z
      .boolean()
      .openapi({ description: 'Whether the content may be shown to the caller.', example: true }),
    reason: z.enum(['public', 'visitor_auth_required', 'entitled', 'purchase_required']).openapi({
      description: 'Why access is given or denied. `entitled`: signed in, and paid where that is needed.',
      example: 'entitled',
    }),
    nextAction: z.enum(['none', 'sign_in', 'pay', 'wait']).openapi({
      description:
        'What the visitor can do now. `wait`: their payment is being processed. `none` without access: the payment is disputed.',
    }),
    session: z.enum(['none', 'valid', 'expired', 'revoked', 'other_handle']).openapi({
      description:
        'State of the session that was sent. `none`: there was none, or it was not a session token. Anything but `valid` counts as not signed in. `revoked` also covers sessions that are no longer known.',
      example: 'valid',
    }),
    price: orNull(Money).openapi({ description: 'What the page costs; `null` if it is free.' }),
  })
  .openapi('AccessCheck', { description: 'Whether the caller may see a page, why, and what to do if not.' })

const PublicPage = z
  .object({
    ...publicPageMembers,
    content: z
      .object({
        markdown: z.string().openapi({
          description: 'As the creator wrote it.',
          example: shop.premium.content,
        }),
        html: z.string().openapi({
          example: premiumHtml.content,
          description:
            'The same, rendered and sanitised; safe to insert. Ids of headings and footnotes begin with `content-`. A text stored before an upgrade appears as plain paragraphs until it is rendered, moments later.',
        }),
      })
      .nullable()
      .openapi({ description: '`null` for those without access.' }),
    access: described(AccessCheck, 'Whether the caller sees `content`, and why.'),
  })
  .openapi('PublicPage', { description: 'A published page as this caller may see it.' })

const PageState = z.enum(['DRAFT', 'PUBLISHED', 'ARCHIVED']).openapi('PageState', {
  description:
    'A draft is visible only to its creators. An archived page was deleted after it was sold: its buyers keep it, nobody else sees it, and its slug stays taken.',
})

const ownPageMembers = {
  ...publicPageMembers,
  state: described(PageState, 'Who sees the page now.', 'PUBLISHED'),
  publishedAt: Timestamp.nullable().openapi({
    description: 'When it was first published; `null` before that.',
    example: moments.published,
  }),
  createdAt: Timestamp.openapi({ description: 'When the page was created.', example: moments.opened }),
  updatedAt: Timestamp.openapi({ description: 'When the page was last changed.', example: moments.updated }),
}

const PageSummary = z
  .object(ownPageMembers)
  .openapi('PageSummary', { description: 'A page as its creators see it, without content.' })

const PageList = listOf(PageSummary).openapi('PageList', {
  description: 'Pages of a handle as its creators see them.',
})

const Page = z
  .object({
    ...ownPageMembers,
    content: z.string().openapi({
      description: 'What the page says, as Markdown.',
      example: shop.premium.content,
    }),
  })
  .openapi('Page', { description: 'A page as its creators see it.' })

const NO_PRICE = 'must be set when accessMode is PAID, and null otherwise'

const Price = z
  .strictObject(
    {
      // By its currency the amount has a minimum of its own, which the message of the rule names.
      amount: z.int().openapi({
        description: 'In the smallest unit of the currency: 2500 is USD 25.00, 500 is JPY 500.',
        example: shop.premium.price.amount,
        minimum: Math.min(...leastPrices.values()),
        maximum: MAX_AMOUNT,
      }),
      currency: z
        .enum(currencies, 'must be a currency that pages can be sold in, such as usd, in lower case')
        .openapi({ description: 'ISO 4217, in lower case.', example: shop.premium.price.currency }),
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
  title: title(200).openapi({ description: 'Title of the page.', example: shop.premium.title }),
  teaser: markdown(2000)
    .nullable()
    .openapi({ description: 'What everyone may read, as Markdown.', example: shop.premium.teaser }),
  content: markdown(MAX_CONTENT).openapi({
    example: shop.premium.content,
    description:
      'Markdown with tables, footnotes and task lists. Raw HTML tags for text, lists, tables, links and images work; all others are shown as typed. A text that takes too long to render, or exceeds 2,000,000 characters of HTML, is `invalid_request`.',
  }),
}

const free = {
  accessMode: AccessMode.exclude(['PAID']).openapi({
    description: 'Nothing is needed to open it, or signing in.',
    example: 'FREE_WITH_LOGIN',
  }),
  price: z.null(NO_PRICE).openapi({ description: 'It costs nothing.', example: null }),
}
const paid = {
  accessMode: AccessMode.extract(['PAID']).openapi({ description: 'Paying opens it.', example: 'PAID' }),
  price: Price,
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
  ).openapi({ description: 'Its name in the URL; cannot be changed later.', example: shop.premium.slug }),
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
  .openapi('PageCreate', { description: 'A new page, free or for sale by its `accessMode`.' })

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
        message: z.string().openapi({
          description: 'The same in one sentence, for people.',
          example: 'People who bought this page can no longer see it.',
        }),
      })
      .nullable()
      .openapi({ description: 'Something you may not expect; `null` if there is nothing.', example: null }),
  })
  .openapi('PagePublication', { description: 'A page after it was published or unpublished.' })

const rendered = (markdown: string, html: string) =>
  z.object({
    markdown: z.string().openapi({ description: 'As the creator wrote it.', example: markdown }),
    html: z.string().openapi({ description: 'As visitors will get it, sanitised.', example: html }),
  })

const PagePreview = z
  .object({
    page: PageSummary,
    teaser: rendered(shop.premium.teaser, premiumHtml.teaser)
      .nullable()
      .openapi({ description: 'What everyone may read; `null` if there is no teaser.' }),
    content: rendered(shop.premium.content, premiumHtml.content).openapi({
      description: 'What is read by those with access.',
    }),
  })
  .openapi('PagePreview', { description: 'A page as it will look to those with access.' })

const MarkdownRender = z
  .strictObject({
    markdown: markdown(MAX_CONTENT).openapi({
      description: 'The text, as in the content of pages.',
      example: '## Chapter one\n\nThings that people **keep**.',
    }),
  })
  .openapi('MarkdownRender', { description: 'A text to render.' })

const RenderedMarkdown = z
  .object({
    html: z.string().openapi({
      description:
        'As visitors would get it, sanitised; safe to insert. Ids of headings and footnotes begin with `content-`.',
      example:
        '<h2 id="content-chapter-one" dir="auto">Chapter one</h2>\n<p dir="auto">Things that people <strong>keep</strong>.</p>\n',
    }),
  })
  .openapi('RenderedMarkdown', { description: 'A text as HTML.' })

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
    description: 'Lists the published pages of a handle, newest first, without content.',
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
      'Returns a published page: title, teaser, mode and price to everyone, and `content` to those with access. Send the session to be recognised; an invalid one is treated as none.',
    auth: { subject: 'anyone' },
    accepts: ['visitorToken', 'visitorCookie'],
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
      'Tells whether the caller may see the page now, why, and what to do if not. It is never served from a cache, so the next check reflects any committed refund.',
    auth: { subject: 'anyone' },
    accepts: ['visitorToken', 'visitorCookie'],
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
    description: 'Lists the pages of a handle in every state, newest first, without content.',
    auth: { subject: 'account', role: 'CREATOR' },
    params: z.object({ handle: HandleName }),
    notFound: 'handle_not_found',
    query: ListQuery.extend({
      state: described(PageState, 'Return only pages in this state.', 'PUBLISHED').optional(),
    }),
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
    success: {
      201: {
        description: 'The draft.',
        body: Page,
        etag: true,
        example: { state: 'DRAFT', publishedAt: null, updatedAt: moments.opened },
      },
    },
    errors: ['slug_taken', 'invalid_request'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  getPage: {
    method: 'get',
    path: '/v2/handles/{handle}/pages/{pageSlug}',
    summary: 'Get a page',
    description: 'Returns one page of the handle in any state, with its content.',
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
      'Replaces everything about a page except its slug. A published page shows the change at once. People who bought the page keep it, whatever it costs afterwards. An open checkout can still be paid at its original price.',
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
          .object({
            archived: z.boolean().openapi({
              description: '`true`: it was sold, and stays for its buyers. `false`: it is gone.',
              example: true,
            }),
          })
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
      'Publishes a page, so that visitors see it as its access mode allows. Publishing it again changes nothing. `invalid_request`: its price can no longer be charged, for example because its currency has ended; set another price first.',
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
      'Makes a published page a draft again, hidden from everyone, including its buyers. `warning` says so if there are any. Open checkouts end.',
    ...ofOnePage,
    success: {
      200: {
        description: 'It is a draft.',
        body: PagePublication,
        etag: true,
        example: {
          page: { state: 'DRAFT' },
          warning: {
            code: 'hidden_from_buyers',
            message: 'People who bought this page can no longer see it.',
          },
        },
      },
    },
    errors: ['page_not_found', 'page_archived'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  previewPage: {
    method: 'get',
    path: '/v2/handles/{handle}/pages/{pageSlug}/preview',
    summary: 'Preview a page',
    description:
      'Returns teaser and content of a page, rendered as visitors will get them. Works for drafts too.',
    ...ofOnePage,
    success: { 200: { description: 'The preview.', body: PagePreview } },
    errors: ['page_not_found'],
    limits: controlReads,
  },
  renderMarkdown: {
    method: 'post',
    path: '/v2/handles/{handle}/render',
    readOnly: true,
    summary: 'Render Markdown',
    description:
      'Renders a text as the content of a page would be, and stores nothing: for showing it while it is written. What could not be saved is refused here too: a text that is too long, takes too long to render, or exceeds 2,000,000 characters of HTML is `invalid_request`.',
    auth: { subject: 'account', role: 'CREATOR' },
    params: z.object({ handle: HandleName }),
    notFound: 'handle_not_found',
    body: MarkdownRender,
    success: { 200: { description: 'The HTML.', body: RenderedMarkdown } },
    errors: ['invalid_request'],
    limits: { account: '60/1m' },
  },
})
