import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import { magicLinkLimits } from './limits.ts'
import { defineOperations } from './route.ts'
import {
  described,
  Email,
  exampleId,
  HandleName,
  Id,
  ListQuery,
  listOf,
  Money,
  orNull,
  PageSlug,
  Timestamp,
  text,
  WEB_URL,
} from './schemas/primitives.ts'
import { judgedLater, saidBy } from './schemas/rules.ts'

/** Seconds a magic link and its code live. */
export const MAGIC_LINK_SECONDS = 15 * 60
/** Seconds a visitor session lives. */
export const VISITOR_SESSION_SECONDS = 30 * 24 * 3600
/** Seconds after signing in within which a visitor may take their data along, or erase it. */
export const FRESH_SESSION_SECONDS = 10 * 60
/** Digits of the code of a challenge. */
export const CODE_DIGITS = 6
/** Wrong tries after which the code of a challenge no longer works; its link still does. */
export const CODE_TRIES = 5
/** Wrong codes for one address within a day after which no code of it counts, and its mails carry only the link, for a day. */
export const WRONG_CODES_PER_DAY = 10

const Visitor = z
  .object({
    id: Id('visitor'),
    email: Email.openapi({ description: 'Their verified address.' }),
    createdAt: Timestamp.openapi({
      description: 'When the address was first verified.',
      example: moments.signedIn,
    }),
  })
  .openapi('Visitor', { description: 'A buyer or reader, known only by a verified email address.' })

const VisitorSession = z
  .object({
    expiresAt: Timestamp.openapi({ description: 'When the session ends.', example: moments.monthLater }),
    handle: HandleName.nullable().openapi({
      description: 'The only handle this session works for; `null` when it works for all of them.',
    }),
  })
  .openapi('VisitorSession', { description: 'How long a session lasts, and for which handle it works.' })

const AccessHistoryItem = z
  .object({
    resourceType: z.enum(['PAGE', 'FILE']).openapi({ description: 'Whether it is a page or a file.' }),
    id: z.string().openapi({
      description: 'Id of the page or the file.',
      example: exampleId('page'),
    }),
    accessType: z.enum(['PURCHASE', 'FREE_LOGIN', 'ALLOWLIST', 'GRANT']).openapi({
      description:
        'Where it comes from: a payment, signing in to a free page, being listed for a file, or a gift of the creator.',
    }),
    status: z.enum(['ACTIVE', 'REFUNDED', 'REVOKED', 'EXPIRED', 'DISPUTED']).openapi({
      description: '`ACTIVE` while the visitor has access; otherwise why they do not.',
    }),
    title: z.string().openapi({
      description: 'Title of the page, or name of the file.',
      example: shop.premium.title,
    }),
    url: z.url().openapi({ description: 'Where the visitor reads it.', example: shop.premium.url }),
    handle: HandleName,
    slug: PageSlug.nullable().openapi({ description: "The page's name in its URL; `null` for files." }),
    purchaseId: Id('purchase').nullable().openapi({
      description: 'The purchase or grant behind it; `null` for free pages and files.',
    }),
    pricePaid: orNull(Money).openapi({ description: 'What the visitor paid; `null` if nothing.' }),
    refundedAmount: orNull(Money).openapi({
      description: 'How much has been refunded so far; `null` if nothing.',
      example: null,
    }),
    since: Timestamp.openapi({ description: 'When access began.' }),
    endedAt: Timestamp.nullable().openapi({
      description: 'When access ended; `null` while it lasts.',
      example: null,
    }),
  })
  .openapi('AccessHistoryItem', { description: 'Something the visitor has, or had, access to.' })

const PendingPayment = z
  .object({
    purchaseId: Id('purchase').openapi({ example: exampleId('purchase', 1) }),
    handle: HandleName,
    pageId: Id('page').openapi({ example: exampleId('page', 1) }),
    pageSlug: PageSlug.openapi({ example: shop.pages[3].slug }),
    title: z.string().openapi({ description: 'Title of the page.', example: shop.pages[3].title }),
    price: described(Money, 'What is to be paid.', shop.pages[3].price),
    since: Timestamp.openapi({ description: 'When the visitor chose how to pay.' }),
    payUrl: z.url().nullable().openapi({
      description:
        'Stripe page with the voucher that the visitor still has to pay; `null` if there is nothing for them to do.',
      example: 'https://payments.stripe.com/konbini/voucher/test_a1b2c3',
    }),
    payBy: Timestamp.nullable().openapi({
      description: 'Until when the voucher can be paid; `null` if there is none.',
      example: moments.weeksLater,
    }),
  })
  .openapi('PendingPayment', {
    description:
      'A payment in progress. Until it arrives, fails or expires, the page cannot be paid for again.',
  })

const VisitorInterest = z
  .object({
    groupBuyId: Id('groupBuy'),
    handle: HandleName,
    groupBuySlug: PageSlug.openapi({
      description: "The group buy's name in its URL.",
      example: shop.groupBuy.slug,
    }),
    title: z.string().openapi({ description: 'Title of the group buy.', example: shop.groupBuy.title }),
    url: z.url().openapi({ description: 'Where the group buy is shown.', example: shop.groupBuy.url }),
    state: z.enum(['PUBLISHED', 'PAUSED', 'ACTIVATED', 'CLOSED']).openapi({
      description:
        'Whether it accepts interest (`PUBLISHED`), does not for now, or has ended one way or the other.',
    }),
    quantity: z.number().int().openapi({ description: 'How many the visitor wants.', example: 2 }),
    interestedQuantity: z.number().int().openapi({
      description: 'Total quantity that visitors want.',
      example: shop.groupBuy.interestedQuantity,
    }),
    targetQuantity: z.number().int().openapi({
      description: 'Total quantity needed before it can be activated.',
      example: shop.groupBuy.targetQuantity,
    }),
    deadline: Timestamp.nullable().openapi({
      description: 'When interest stops being accepted; `null` for never.',
      example: moments.deadline,
    }),
    createdAt: Timestamp.openapi({ description: 'When the visitor first registered interest.' }),
    updatedAt: Timestamp.openapi({ description: 'When the visitor last changed the quantity.' }),
  })
  .openapi('VisitorInterest', { description: 'A group buy, and how many of it the visitor wants.' })

const VisitorExport = z
  .object({
    exportedAt: Timestamp.openapi({
      description: 'When this document was made.',
      example: moments.hourLater,
    }),
    visitor: Visitor,
    sessions: z
      .array(
        z.object({
          createdAt: Timestamp.openapi({ description: 'When it signed in.', example: moments.signedIn }),
          expiresAt: Timestamp.openapi({ description: 'When it ends.', example: moments.monthLater }),
          handle: orNull(HandleName).openapi({
            description: 'The only handle it works for; `null` when it works for all of them.',
            example: null,
          }),
        }),
      )
      .openapi({ description: 'Sessions that are still open.' }),
    access: z
      .array(AccessHistoryItem)
      .openapi({ description: 'Everything they have, or had, access to, newest first.' }),
    pending: z.array(PendingPayment).openapi({ description: 'Payments in progress, newest first.' }),
    interests: z
      .array(
        z.object({
          handle: HandleName,
          groupBuySlug: PageSlug.openapi({
            description: "The group buy's name in its URL.",
            example: shop.groupBuy.slug,
          }),
          quantity: z.number().int().openapi({ description: 'How many they want.', example: 2 }),
          createdAt: Timestamp.openapi({ description: 'When they first registered interest.' }),
        }),
      )
      .openapi({ description: 'What the visitor wants from group buys.' }),
  })
  .openapi('VisitorExport', { description: 'Everything stored about a visitor.' })

const magicLinkMembers = z.strictObject({
  email: Email,
  handle: HandleName.optional().openapi({
    description:
      'Binds the session to this handle, and adds a code to the email beside the link. Without it, the link opens a session for every handle, as a cookie only.',
  }),
  pageSlug: PageSlug.optional().openapi({ description: 'The page the visitor came for. Needs `handle`.' }),
  returnTo: judgedLater(
    text(2000, 1),
    "must be an absolute URL on the handle's host or one of its `allowedOrigins`, and must not hold latchkey_token",
    'invalid_redirect_url',
  )
    .optional()
    .openapi({
      pattern: WEB_URL,
      description:
        "Absolute URL to return to afterwards, on the handle's host or one of its `allowedOrigins`; a fragment is kept, without the `latchkey_token` that an earlier link left at its end. Needs `handle`.",
      example: `${shop.frontEnd}/thanks`,
    }),
})

const MagicLinkRequest = saidBy(
  magicLinkMembers,
  { dependentRequired: { pageSlug: ['handle'], returnTo: ['handle'] } },
  (body) => body.handle !== undefined || (body.pageSlug === undefined && body.returnTo === undefined),
  'is required with pageSlug and returnTo',
  'handle',
).openapi('MagicLinkRequest', { description: 'Who is requesting a magic link, and what for.' })

const MAGIC_TOKEN = 'Zk3v1Qw8hT5xN0bYc7RmJdE2sLgUaPfK9oXiVtBzWqM'

// Links are passed on in sentences and in brackets, and what is around them is then taken for part of them.
const linkToken = text(200, 1).overwrite((token) => /[\w-]+/.exec(token)?.[0] ?? '')

const MagicLinkVerification = z
  .union(
    [
      z
        .strictObject({
          token: linkToken.openapi({
            description: 'The last path segment of the magic link.',
            example: MAGIC_TOKEN,
          }),
        })
        .openapi('MagicLinkToken', { description: 'Verification by the link.' }),
      z
        .strictObject({
          // An id of another shape is unknown like any other, not a malformed request.
          challengeId: text(100, 1).openapi({
            description: 'As returned by `requestMagicLink`.',
            example: exampleId('challenge'),
          }),
          code: text(20, 1).openapi({
            description: 'The six digits in the email, in any script; spaces and hyphens do not matter.',
            example: '402913',
          }),
        })
        .openapi('MagicLinkCode', { description: 'Verification by the code in the same email.' }),
    ],
    'must be { "token" } or { "challengeId", "code" }',
  )
  .openapi('MagicLinkVerification', {
    description: 'Either the token of the link, or the code together with its challenge.',
  })

const token = z.object({
  token: linkToken.openapi({ description: 'The secret of the magic link.', example: MAGIC_TOKEN }),
})

const renamed = {
  description:
    'The handle of this host was renamed, or the address was not typed in its canonical form; the page is at the new location.',
  redirect: true,
} as const

export const visitors = defineOperations({
  requestMagicLink: {
    method: 'post',
    path: '/v2/visitor/auth/magic-link',
    summary: 'Request a magic link',
    description:
      'Emails a sign-in link to the address and, for a handle, a six-digit code. The response is the same for every address, known or not. Earlier unused links stay valid until they expire.',
    auth: { subject: 'anyone' },
    body: MagicLinkRequest,
    success: {
      202: {
        description: 'The email is on its way.',
        body: z
          .object({
            challengeId: Id('challenge').openapi({ description: 'Needed to verify by code.' }),
            expiresAt: Timestamp.openapi({
              description: 'When the link and the code stop working.',
              example: moments.linkEnds,
            }),
          })
          .openapi('MagicLinkChallenge', {
            description: 'A requested email: what its code is verified against, and until when.',
          }),
      },
    },
    errors: ['handle_not_found', 'invalid_redirect_url'],
    limits: magicLinkLimits,
    knownBy: 'visitor',
    cors: true,
  },
  verifyMagicLink: {
    method: 'post',
    path: '/v2/visitor/auth/verify',
    setsCookies: true,
    summary: 'Verify a magic link or its code',
    description: `Signs a visitor in by the link or code from the email, which is thereby used up. The session is opened as the \`_10x_visitor\` cookie and, for handle-bound challenges, also as \`sessionToken\`. Of any number of concurrent calls for one challenge, exactly one succeeds. After ${CODE_TRIES} wrong codes, the code of the challenge stops working, but its link still works. After ${WRONG_CODES_PER_DAY} for one address within a day, no code for that address works for a day. A browser that has signed in there before is counted separately, so that strangers cannot switch off its codes.`,
    auth: { subject: 'anyone' },
    body: MagicLinkVerification,
    success: {
      200: {
        description: 'The visitor is signed in.',
        body: z
          .object({
            visitor: Visitor,
            session: VisitorSession,
            sessionToken: z.string().nullable().openapi({
              description:
                'For front ends on another origin: send it as `Authorization: Bearer`. `null` for sessions that work for all handles.',
              example: 'vst_3kTq9WmZ1xRb7YvLd0NcHsEfAu5GpJi2oX8tQeBz4Ky',
            }),
            returnTo: z
              .url()
              .nullable()
              .openapi({
                description: '`returnTo` of the request for the link; `null` if it had none.',
                example: `${shop.frontEnd}/thanks`,
              }),
          })
          .openapi('MagicLinkVerified', {
            description: 'Who signed in, for how long, and where to continue.',
          }),
      },
    },
    errors: ['invalid_magic_link', 'expired_magic_link', 'used_magic_link', 'invalid_code', 'codes_locked'],
    limits: { ip: '60/10m', challenge: '20/10m' },
    cors: true,
  },
  getVisitor: {
    method: 'get',
    path: '/v2/visitor/me',
    summary: 'Get the signed-in visitor',
    description: 'Returns the visitor the session belongs to, and the session.',
    auth: { subject: 'visitor' },
    success: {
      200: {
        description: 'The visitor and the session.',
        body: z
          .object({ visitor: Visitor, session: VisitorSession })
          .openapi('CurrentVisitor', { description: 'The visitor behind the session, and the session.' }),
      },
    },
    errors: [],
    cors: true,
  },
  exportVisitor: {
    method: 'get',
    path: '/v2/visitor/export',
    summary: 'Export your data',
    description:
      'Exports everything stored about the signed-in visitor, in one document. It requires a session that works for all handles and is at most ten minutes old, so that someone who finds a signed-in browser cannot get it.',
    auth: { subject: 'visitor' },
    success: { 200: { description: 'The data.', body: VisitorExport } },
    errors: ['fresh_session_required'],
    limits: { ip: '30/1h' },
    cors: true,
  },
  eraseVisitor: {
    method: 'delete',
    path: '/v2/visitor/me',
    setsCookies: true,
    summary: 'Erase your data',
    description:
      'Permanently erases the address of the signed-in visitor and everything tied to it, and ends all sessions and all access. Purchases stay in the creators’ books, without the address. It requires the same kind of session as the export.',
    auth: { subject: 'visitor' },
    success: { 204: { description: 'Erased.', empty: true } },
    errors: ['fresh_session_required', 'payment_in_progress', 'payment_provider_error'],
    limits: { ip: '30/1h' },
    cors: true,
  },
  signOutVisitor: {
    method: 'post',
    path: '/v2/visitor/auth/logout',
    setsCookies: true,
    summary: 'Sign a visitor out',
    description:
      'Ends the session of the visitor on the server and clears its cookie. Succeeds even if nobody is signed in. With `everywhere` it ends all sessions that this one could see: a session bound to a handle ends those of its handle, and one for all handles ends every session of the visitor.',
    auth: { subject: 'anyone' },
    accepts: ['visitorToken', 'visitorCookie'],
    body: z
      .strictObject({
        everywhere: z.boolean().optional().openapi({
          description: 'End every session of this visitor that this one could see.',
          example: true,
        }),
      })
      .openapi('SignOutVisitor', { description: 'Which sessions to end; if omitted, the one that is sent.' }),
    bodyOptional: true,
    success: { 204: { description: 'Signed out.', empty: true } },
    errors: [],
    cors: true,
  },
  listVisitorAccess: {
    method: 'get',
    path: '/v2/visitor/access',
    summary: 'List your access',
    description:
      'Lists what the signed-in visitor has access to: bought pages, pages opened by signing in, and files shared with the address, newest first. Each page of the list also includes the payments in progress. A handle-bound session sees that handle only.',
    auth: { subject: 'visitor' },
    query: ListQuery,
    success: {
      200: {
        description: 'The history.',
        body: listOf(AccessHistoryItem)
          .extend({
            pending: z.array(PendingPayment).openapi({ description: 'Payments in progress, newest first.' }),
          })
          .openapi('AccessHistory', { description: 'One page of the history, and payments in progress.' }),
      },
    },
    errors: [],
    cors: true,
  },
  listMyInterests: {
    method: 'get',
    path: '/v2/visitor/interests',
    summary: 'List the group buys that the visitor takes part in',
    description:
      'Lists the group buys the visitor has joined, newest first, with the progress of each. A handle-bound session sees that handle only.',
    auth: { subject: 'visitor' },
    query: ListQuery,
    success: {
      200: {
        description: 'The interests.',
        body: listOf(VisitorInterest).openapi('VisitorInterestList', {
          description: 'One page of the interests.',
        }),
      },
    },
    errors: [],
    cors: true,
  },
  showAccessPage: {
    method: 'get',
    path: '/_edge/visitor/access',
    setsCookies: true,
    summary: 'Show the access page',
    description:
      'Shows the page where a visitor requests a link, enters a code, sees what they have access to, and signs out.',
    auth: { subject: 'anyone' },
    accepts: ['visitorToken', 'visitorCookie'],
    query: z.object({
      cursor: ListQuery.shape.cursor.openapi({ description: 'Where the history continues.' }),
    }),
    errorsAsHtml: true,
    success: { 200: { description: 'The page.', html: true }, 308: renamed },
    errors: ['handle_not_found'],
  },
  showMagicLink: {
    method: 'get',
    path: '/_edge/visitor/access/t/{token}',
    summary: 'Show a magic link',
    description:
      'Shows whom a magic link signs in and where. Opening it never consumes the link, because email scanners open links too.',
    auth: { subject: 'anyone' },
    accepts: ['visitorToken', 'visitorCookie'],
    params: token,
    notFound: 'invalid_magic_link',
    errorsAsHtml: true,
    success: { 200: { description: 'The page with its Continue button.', html: true }, 308: renamed },
    errors: ['invalid_magic_link', 'expired_magic_link', 'used_magic_link'],
    limits: { ip: '120/10m' },
  },
  openMagicLink: {
    method: 'post',
    path: '/_edge/visitor/access/t/{token}',
    setsCookies: true,
    summary: 'Sign in with a magic link',
    description:
      'Signs a visitor in by the link, sets the cookie and redirects to what they came for. If the challenge returns to a front end on another origin, nothing is consumed: the redirect hands over the token as the last member of the fragment, `#latchkey_token=…` or behind a fragment of its own (`#/thanks?latchkey_token=…`), and that front end calls `verifyMagicLink`.',
    auth: { subject: 'anyone' },
    accepts: ['visitorToken', 'visitorCookie'],
    params: token,
    notFound: 'invalid_magic_link',
    errorsAsHtml: true,
    success: {
      303: { description: 'Redirect to the page, the checkout or the front end.', redirect: true },
      308: renamed,
    },
    errors: ['invalid_magic_link', 'expired_magic_link', 'used_magic_link'],
    limits: { ip: '60/10m' },
  },
})
