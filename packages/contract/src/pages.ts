import { z } from '@hono/zod-openapi'
import { defineOperations } from './route.ts'
import {
  HandleName,
  Id,
  ListQuery,
  listOf,
  Money,
  orNull,
  PageSlug,
  Timestamp,
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
    price: orNull(Money),
  })
  .openapi('AccessCheck', { description: 'Whether the caller may see a page, why, and what to do if not.' })

const PublicPage = z
  .object({
    ...publicPageMembers,
    content: z
      .object({
        markdown: z.string(),
        html: z.string().openapi({ description: 'The same, rendered and sanitised; safe to insert.' }),
      })
      .nullable()
      .openapi({ description: '`null` for those without access.' }),
    access: AccessCheck,
  })
  .openapi('PublicPage', { description: 'A published page as this caller may see it.' })

const creatorPageMembers = {
  ...publicPageMembers,
  state: z.enum(['draft', 'published', 'archived']).openapi({
    description: '`archived`: deleted after it was sold; only its buyers still see it.',
  }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  publishedAt: Timestamp.nullable().openapi({ description: '`null` for a page that never was published.' }),
}

export const PageSummary = z
  .object(creatorPageMembers)
  .openapi('PageSummary', { description: 'A page as its creator sees it, without content.' })

export const Page = z
  .object({ ...creatorPageMembers, content: z.string().openapi({ description: 'Markdown.' }) })
  .openapi('Page', { description: 'A page as its creator sees it.' })

export const pageParams = z.object({ handle: HandleName, pageSlug: PageSlug })

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
    summary: 'Read a published page',
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
    summary: 'Check access to a page',
    description:
      'Whether the caller may see the page now, why, and what to do if not. Never served from a cache: a refund that has been committed is seen by the next check.',
    auth: { subject: 'anyone' },
    params: pageParams,
    notFound: 'page_not_found',
    success: { 200: { description: 'The answer, also when it is no.', body: AccessCheck } },
    errors: ['page_not_found'],
    cors: true,
  },
})
