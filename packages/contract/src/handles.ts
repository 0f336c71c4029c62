import { z } from '@hono/zod-openapi'
import { auditActions } from './audit.ts'
import { controlReads, controlWrites, mailBudgetNote } from './limits.ts'
import { defineOperations, roles } from './route.ts'
import { EndedCredentials } from './schemas/ended-credentials.ts'
import { publicName } from './schemas/names.ts'
import { isPlatformName } from './schemas/platform-name.ts'
import {
  Email,
  HandleName,
  handlePattern,
  Id,
  ListQuery,
  listOf,
  orNull,
  reservedHandles,
  Timestamp,
  text,
} from './schemas/primitives.ts'

/** Days for which a handle's former name leads to the new one, and cannot be taken. */
export const FORMER_NAME_DAYS = 30
/** People who may work on a handle at most, its owner included. */
export const MAX_COLLABORATORS = 100
/** Days for which a role or the ownership of a handle stays on offer. */
export const OFFER_DAYS = 14
const MAX_ALLOWED_ORIGINS = 20

const reserved: readonly string[] = reservedHandles

const NewHandleName = z
  .string()
  .regex(handlePattern, {
    message: 'must be 3 to 31 letters a–z and digits, with single hyphens between them',
    abort: true,
  })
  // It is what the site is called until it gets a display name.
  .refine((name) => !reserved.includes(name) && !isPlatformName(name), 'is reserved; choose another name')
  .openapi({ description: 'Becomes the first part of the host name of the site.', example: 'mira-studio' })

const DisplayName = publicName(80)
  .regex(/^\S(?:.*\S)?$/, 'must be one line that neither begins nor ends with a space')
  .openapi({
    description: 'What visitors read as the name of the site, in mails too.',
    example: 'Mira Studio',
  })

export const Role = z.enum(roles).openapi('Role', {
  description:
    '`CREATOR` works on content and sales, `OPERATOR` also on settings and people, `OWNER` also on the handle itself.',
})

/** Hours for which the link works that verifies a support address. */
export const SUPPORT_EMAIL_PROOF_HOURS = 24
/** Mails with such a link that a handle can ask for within a day. */
export const SUPPORT_EMAIL_PROOFS_PER_DAY = 5

const handleMembers = { id: Id('handle'), name: HandleName, displayName: z.string(), url: z.url() }

export const HandleSummary = z
  .object({
    ...handleMembers,
    role: Role,
    createdAt: Timestamp,
  })
  .openapi('HandleSummary', { description: 'A handle, and your role on it.' })

const HandleProfile = z
  .object({
    ...handleMembers,
    allowedOrigins: z.array(z.string()).openapi({
      description:
        'Origins of your own front ends, to which sign-in and checkout may return. They see what your visitors do there, so list only what you run. Case, the default port, a dot at the end and letters beyond ASCII are written as browsers write them.',
      example: ['https://shop.example.com'],
    }),
    supportEmail: z.string().nullable().openapi({
      description: 'Where buyers reach the seller; `null` when no address was given.',
      example: 'help@example.com',
    }),
    supportEmailVerified: z.boolean().openapi({
      description:
        'Whether the link in the mail to `supportEmail` was used. Until then nobody is shown the address, and replies do not go there.',
    }),
    termsUrl: z.url().nullable().openapi({ description: 'Terms of sale.' }),
    privacyUrl: z.url().nullable().openapi({ description: 'Privacy policy.' }),
    refundPolicyUrl: z.url().nullable().openapi({ description: 'Refund policy.' }),
    pageUrlTemplate: z.string().nullable().openapi({
      description:
        'Where your own front end shows a page; mails to buyers lead there. `null`: to the site of the handle.',
    }),
    createdAt: Timestamp,
  })
  .openapi('HandleProfile', { description: 'What a handle is called, and which front ends belong to it.' })

const Origin = text(200, 1).overwrite(normalisedOrigin).refine(isOrigin, {
  message:
    'must be an exact origin such as https://shop.example.com: https (http for loopback only), no path, no trailing slash',
})

/** An origin as browsers write it: lower case, punycode, without the default port, and without the dot of the root. */
function normalisedOrigin(value: string): string {
  if (!/^https?:\/\/[^/?#@\\\s]+$/i.test(value) || !URL.canParse(value)) return value
  const url = new URL(value)
  url.hostname = url.hostname.replace(/\.$/, '')
  return url.origin
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { origin, protocol, hostname } = new URL(value)
  if (origin !== value) return false
  // A host name may hold what no name has, such as the asterisk of a wildcard.
  if (!/^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])$/.test(hostname)) return false
  const loopback = /^(?:localhost|.*\.localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
  return protocol === 'https:' || (protocol === 'http:' && loopback)
}

const keeps = 'Left out, it stays as it is; `null` removes it.'

const PublicLink = text(2000, 1)
  .refine(isPublicUrl, 'must be an https URL, such as https://shop.example.com/terms')
  .nullable()
  .optional()

function isPublicUrl(value: string): boolean {
  if (/[\s\\\p{Cc}]/u.test(value) || !URL.canParse(value)) return false
  const { protocol, username, password, hostname } = new URL(value)
  return protocol === 'https:' && username === '' && password === '' && hostname.includes('.')
}

const HandleProfileUpdate = z
  .strictObject({
    displayName: DisplayName,
    allowedOrigins: z
      .array(Origin)
      .max(MAX_ALLOWED_ORIGINS)
      .refine((origins) => new Set(origins).size === origins.length, 'must not name an origin twice')
      .openapi({ example: ['https://shop.example.com', 'http://localhost:5173'] }),
    supportEmail: Email.nullable()
      .optional()
      .openapi({
        description: `Where buyers reach you. A new address gets a mail with a link, and counts once that was used. ${keeps}`,
        example: 'help@example.com',
      }),
    termsUrl: PublicLink.openapi({
      description: `Terms of sale, linked from pages and mails. ${keeps}`,
      example: 'https://shop.example.com/terms',
    }),
    privacyUrl: PublicLink.openapi({
      description: `Privacy policy. ${keeps}`,
      example: 'https://shop.example.com/privacy',
    }),
    refundPolicyUrl: PublicLink.openapi({
      description: `Refund policy. ${keeps}`,
      example: 'https://shop.example.com/refunds',
    }),
    pageUrlTemplate: text(2000, 1)
      .refine(
        (template) => template.split('{pageSlug}').length === 2,
        'must hold {pageSlug} once, such as https://shop.example.com/p/{pageSlug}',
      )
      .nullable()
      .optional()
      .openapi({
        description: `Where your own front end, on one of \`allowedOrigins\`, shows a page; receipts and other mails to buyers lead there. ${keeps}`,
        example: 'https://shop.example.com/p/{pageSlug}',
      }),
  })
  .openapi('HandleProfileUpdate', {
    description: 'The profile as it shall be. Members that may be left out stay as they are then.',
  })

const pendingMembers = {
  pending: z.boolean().openapi({ description: 'Whether the role is only offered, and not accepted yet.' }),
  expiresAt: orNull(Timestamp).openapi({
    description: 'When the offer lapses; `null` for a role that is held.',
  }),
}

const Collaborator = z
  .object({ email: Email, role: Role, ...pendingMembers })
  .openapi('Collaborator', { description: 'Somebody with a role on a handle, or with the offer of one.' })

const HandleTransferOffer = z
  .object({ email: Email, expiresAt: Timestamp })
  .openapi('HandleTransferOffer', { description: 'To whom ownership is offered, and until when.' })

const collaboratorsMembers = {
  collaborators: z.array(Collaborator).openapi({
    description:
      'Roles that are held before those that are offered, strongest first. Whether an offer goes to an address with an account does not show.',
  }),
  transfer: orNull(HandleTransferOffer).openapi({
    description: 'The offer of ownership that `transferHandle` made; `null` when there is none.',
  }),
}

const Collaborators = z
  .object(collaboratorsMembers)
  .openapi('Collaborators', { description: 'Everybody who works on a handle, or is asked to.' })

const ReplacedCollaborators = z
  .object({ ...collaboratorsMembers, ...EndedCredentials })
  .openapi('ReplacedCollaborators', {
    description: 'Everybody who works on a handle now, or is asked to, and what the change ended.',
  })

const CollaboratorsUpdate = z
  .strictObject({
    collaborators: z
      .array(
        z.strictObject({
          email: Email,
          role: Role,
          pending: pendingMembers.pending
            .optional()
            .openapi({ description: 'As it was listed; not looked at.' }),
          expiresAt: Timestamp.nullable()
            .optional()
            .openapi({ description: 'As it was listed; not looked at.' }),
        }),
      )
      .max(MAX_COLLABORATORS)
      .refine(
        (people) => new Set(people.map(({ email }) => email)).size === people.length,
        'must not name an address twice',
      )
      .openapi({
        description:
          'Everybody who may work on the handle from now on. The owner may be listed, unchanged, or left out: ownership moves by `transferHandle` only.',
        example: [{ email: 'ana@example.com', role: 'CREATOR' }],
      }),
  })
  .openapi('CollaboratorsUpdate', { description: 'Everybody who shall work on a handle.' })

/** Members of what was changed, by name. */
const Change = z.record(z.string(), z.unknown())

const AuditEvent = z
  .object({
    id: Id('auditEvent'),
    action: z.enum(auditActions),
    actor: z.object({
      kind: z.enum(['ACCOUNT', 'OAUTH_CLIENT', 'TOKEN', 'SYSTEM']).openapi({
        description:
          '`OAUTH_CLIENT`: a client that acts for the account. `SYSTEM`: Latchkey by itself, such as at a deadline.',
      }),
      accountId: z.string().nullable(),
      email: z
        .string()
        .nullable()
        .openapi({ description: 'Address of the account; `null` when there is none any more.' }),
      clientId: z.string().nullable(),
      tokenId: z.string().nullable(),
    }),
    requestId: z
      .string()
      .nullable()
      .openapi({ description: 'The request that did it; `null` for `SYSTEM`.' }),
    from: orNull(Change).openapi({
      description: 'What was before, as far as it changed; `null` for something new.',
    }),
    to: orNull(Change).openapi({ description: 'What is now; `null` for something that is gone.' }),
    createdAt: Timestamp,
  })
  .openapi('AuditEvent', { description: 'One change on a handle: who, what, in which request.' })

const handleParams = z.object({ handle: HandleName })

export const handles = defineOperations({
  listHandles: {
    method: 'get',
    path: '/v2/handles',
    summary: 'List your handles',
    description: 'Every handle that the account has a role on, with that role; the newest role first.',
    auth: { subject: 'account' },
    query: ListQuery,
    success: {
      200: {
        description: 'The handles.',
        body: listOf(HandleSummary).openapi('HandleList', { description: 'Your handles.' }),
      },
    },
    errors: [],
    limits: controlReads,
  },
  createHandle: {
    method: 'post',
    path: '/v2/handles',
    summary: 'Create a handle',
    description: 'Takes a name that is free; the account becomes its owner.',
    auth: { subject: 'account' },
    body: z
      .strictObject({
        name: NewHandleName,
        displayName: DisplayName.optional().openapi({ description: 'The name itself, when left out.' }),
      })
      .openapi('HandleCreate', { description: 'The name to take.' }),
    success: { 201: { description: 'The handle is yours.', body: HandleProfile, etag: true } },
    errors: ['handle_taken', 'invalid_token'],
    limits: { account: '20/1d' },
    idempotency: 'transaction',
  },
  getHandleProfile: {
    method: 'get',
    path: '/v2/handles/{handle}/profile',
    summary: 'Get the profile of a handle',
    description: 'What the site is called, and which front ends belong to it.',
    auth: { subject: 'account', role: 'CREATOR' },
    params: handleParams,
    notFound: 'handle_not_found',
    success: { 200: { description: 'The profile.', body: HandleProfile, etag: true } },
    errors: [],
    limits: controlReads,
  },
  updateHandleProfile: {
    method: 'put',
    path: '/v2/handles/{handle}/profile',
    summary: 'Update the profile of a handle',
    description: `Replaces the profile. Taking an origin off the list ends redirects to it at once; visitors who are signed in there stay so. A new \`supportEmail\` is verified by a mail to it, ${SUPPORT_EMAIL_PROOFS_PER_DAY} a day at most; sending the same one again mails nobody while its link works.`,
    auth: { subject: 'account', role: 'OPERATOR' },
    params: handleParams,
    notFound: 'handle_not_found',
    body: HandleProfileUpdate,
    success: { 200: { description: 'The profile as it is now.', body: HandleProfile, etag: true } },
    errors: [
      'handle_not_found',
      'insufficient_role',
      'invalid_request',
      'precondition_failed',
      'rate_limited',
    ],
    limits: controlWrites,
    idempotency: 'transaction',
    ifMatch: true,
  },
  renameHandle: {
    method: 'post',
    path: '/v2/handles/{handle}/rename',
    summary: 'Rename a handle',
    description: `Moves the site to a new host at once. For ${FORMER_NAME_DAYS} days pages and magic links under the old name redirect, and nobody else can take it; API paths take the new name only. Sessions live on, but a browser keeps its cookie for the old host, so visitors there sign in once more.`,
    auth: { subject: 'account', role: 'OWNER' },
    params: handleParams,
    notFound: 'handle_not_found',
    body: z
      .strictObject({ name: NewHandleName })
      .openapi('HandleRename', { description: 'The name to take in place of the present one.' }),
    success: { 200: { description: 'The handle under its new name.', body: HandleProfile, etag: true } },
    errors: ['handle_not_found', 'insufficient_role', 'handle_taken'],
    limits: { account: '5/1d' },
    idempotency: 'transaction',
  },
  transferHandle: {
    method: 'post',
    path: '/v2/handles/{handle}/transfer-ownership',
    summary: 'Offer a handle to a new owner',
    description: `Offers ownership to an address for ${OFFER_DAYS} days, by mail; nothing changes until it is accepted. Then the present owner becomes an operator, and the personal access tokens that they made end. Sales pause until the new owner has connected an account with Stripe; checkouts that are open end. Refunds of earlier sales still come from the account that received them. One such offer stands at a time: another address replaces it, the same one again changes nothing and is not mailed again. ${mailBudgetNote}`,
    auth: { subject: 'account', role: 'OWNER' },
    params: handleParams,
    notFound: 'handle_not_found',
    body: z
      .strictObject({
        email: Email.openapi({
          description: 'Whose the handle shall be; any address, with an account or without.',
        }),
      })
      .openapi('HandleTransfer', { description: 'Who shall own the handle.' }),
    success: { 202: { description: 'Ownership is on offer.', body: HandleTransferOffer } },
    errors: [
      'invalid_token',
      'handle_not_found',
      'insufficient_role',
      'invalid_request',
      'mail_budget_used_up',
    ],
    limits: { account: '5/1d' },
    idempotency: 'transaction',
  },
  withdrawTransfer: {
    method: 'delete',
    path: '/v2/handles/{handle}/transfer-ownership',
    summary: 'Withdraw the offer of a handle',
    description: 'Ownership is no longer on offer; succeeds also when it was not.',
    auth: { subject: 'account', role: 'OWNER' },
    params: handleParams,
    notFound: 'handle_not_found',
    success: { 204: { description: 'Nothing is on offer.', empty: true } },
    errors: ['handle_not_found', 'insufficient_role'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  deleteHandle: {
    method: 'delete',
    path: '/v2/handles/{handle}',
    summary: 'Delete a handle',
    description:
      'Removes a handle that never took a payment, for good: its pages, files, group buys, everybody’s access and interests, and all roles on it. Open checkouts are ended first. The name stays taken. A handle with payments in its books is kept; transfer it instead.',
    auth: { subject: 'account', role: 'OWNER' },
    params: handleParams,
    notFound: 'handle_not_found',
    success: { 204: { description: 'The handle is gone.', empty: true } },
    errors: [
      'handle_not_found',
      'insufficient_role',
      'handle_has_payments',
      'payment_in_progress',
      'payment_provider_error',
    ],
    limits: { account: '20/1d' },
    idempotency: 'resumable',
  },
  listCollaborators: {
    method: 'get',
    path: '/v2/handles/{handle}/collaborators',
    summary: 'List collaborators',
    description: `Everybody with a role or the offer of one, ${MAX_COLLABORATORS} at most, in one answer: it is what \`replaceCollaborators\` takes.`,
    auth: { subject: 'account', role: 'CREATOR' },
    params: handleParams,
    notFound: 'handle_not_found',
    success: { 200: { description: 'The collaborators.', body: Collaborators, etag: true } },
    errors: [],
    limits: controlReads,
  },
  replaceCollaborators: {
    method: 'put',
    path: '/v2/handles/{handle}/collaborators',
    summary: 'Replace collaborators',
    description: `Takes the whole list. Who is new on it is offered the role by mail, for ${OFFER_DAYS} days, whether the address has an account or not; the offer lapses when whoever made it loses the role. Who is not on it loses the role at once, with the personal access tokens that they made for the handle; offers to them are withdrawn. Those who work on the handle already get another role at once. Operators may add, change and remove creators only; the others they send as they are, or leave out. ${mailBudgetNote}`,
    auth: { subject: 'account', role: 'OPERATOR' },
    params: handleParams,
    notFound: 'handle_not_found',
    body: CollaboratorsUpdate,
    success: {
      200: { description: 'The collaborators as they are now.', body: ReplacedCollaborators, etag: true },
    },
    errors: [
      'handle_not_found',
      'insufficient_role',
      'invalid_request',
      'precondition_failed',
      'mail_budget_used_up',
    ],
    limits: { account: '30/1h' },
    idempotency: 'transaction',
    ifMatch: true,
  },
  listAuditEvents: {
    method: 'get',
    path: '/v2/handles/{handle}/audit-events',
    summary: 'List audit events',
    description: 'Who changed what, in which request, newest first. Kept as long as the handle.',
    auth: { subject: 'account', role: 'OPERATOR' },
    params: handleParams,
    notFound: 'handle_not_found',
    query: ListQuery,
    success: {
      200: {
        description: 'The events.',
        body: listOf(AuditEvent).openapi('AuditEventList', { description: 'Changes on a handle.' }),
      },
    },
    errors: [],
    limits: controlReads,
  },
})
