import { z } from '@hono/zod-openapi'
import { auditActions } from './audit.ts'
import { moments, shop } from './example-shop.ts'
import { controlReads, controlWrites, mailBudgetNote } from './limits.ts'
import { defineOperations, roles } from './route.ts'
import { EndedCredentials } from './schemas/ended-credentials.ts'
import { siteName } from './schemas/names.ts'
import { isPlatformName } from './schemas/platform-name.ts'
import {
  described,
  Email,
  exampleId,
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
import { judgedLater, type RuleParams, saidBy } from './schemas/rules.ts'

/** Days for which a handle's former name leads to the new one, and cannot be taken. */
export const FORMER_NAME_DAYS = 30
/** People who may work on a handle at most, its owner included. */
export const MAX_COLLABORATORS = 100
/** Days for which a role or the ownership of a handle stays on offer. */
export const OFFER_DAYS = 14
/** Origins of front ends that a handle may name. */
export const MAX_ALLOWED_ORIGINS = 20

const reserved: readonly string[] = reservedHandles

const NewHandleName = saidBy(
  z.string().regex(handlePattern, {
    message: 'must be 3 to 31 letters a–z and digits, with single hyphens between them',
    abort: true,
  }),
  { not: { enum: reserved } },
  (name) => !reserved.includes(name),
  'is reserved; choose another name',
)
  // It is what the site is called until it gets a display name.
  .refine((name) => !isPlatformName(name), {
    message: 'is reserved; choose another name',
    params: { rule: 'must not look like the name of the platform' } satisfies RuleParams,
  })
  .openapi({ description: 'Becomes the first part of the host name of the site.', example: shop.newName })

const DisplayName = siteName(80).openapi({
  description: 'The name of the site as visitors see it, including in emails.',
  example: shop.displayName,
})

export const Role = z.enum(roles).openapi('Role', {
  description:
    '`CREATOR` works on content and sales, `OPERATOR` also on settings and people, `OWNER` also on the handle itself.',
})

/** Hours for which the link works that verifies a support address. */
export const SUPPORT_EMAIL_PROOF_HOURS = 24
/** Mails with such a link that a handle can ask for within a day. */
export const SUPPORT_EMAIL_PROOFS_PER_DAY = 5

const handleMembers = {
  id: Id('handle'),
  name: HandleName.openapi({ description: 'First part of the host name of its site.' }),
  displayName: z.string().openapi({ description: 'What the site is called.', example: shop.displayName }),
  url: z.url().openapi({ description: 'Where its site is.', example: shop.url }),
}

export const HandleSummary = z
  .object({
    ...handleMembers,
    role: described(Role, 'Your role on it.', 'OWNER'),
    createdAt: Timestamp.openapi({ description: 'When the handle was created.', example: moments.opened }),
  })
  .openapi('HandleSummary', { description: 'A handle, and your role on it.' })

const HandleProfile = z
  .object({
    ...handleMembers,
    allowedOrigins: z.array(z.string()).openapi({
      description:
        'Origins of your own front ends, to which sign-in and checkout may return. They see what your visitors do there, so list only origins you run. Case, the default port, a trailing dot and non-ASCII letters are normalized as browsers do.',
      example: [shop.frontEnd, 'http://localhost:5173'],
    }),
    supportEmail: z.string().nullable().openapi({
      description: 'Where buyers can reach the seller; `null` if no address was given.',
      example: shop.supportEmail,
    }),
    supportEmailVerified: z.boolean().openapi({
      example: true,
      description:
        'Whether the link in the email to `supportEmail` has been used. Until then nobody sees the address, and replies do not go there.',
    }),
    termsUrl: z
      .url()
      .nullable()
      .openapi({
        description: 'Terms of sale; `null` if there are none.',
        example: `${shop.frontEnd}/terms`,
      }),
    privacyUrl: z
      .url()
      .nullable()
      .openapi({
        description: 'Privacy policy; `null` if there is none.',
        example: `${shop.frontEnd}/privacy`,
      }),
    refundPolicyUrl: z
      .url()
      .nullable()
      .openapi({
        description: 'Refund policy; `null` if there is none.',
        example: `${shop.frontEnd}/refunds`,
      }),
    pageUrlTemplate: z
      .string()
      .nullable()
      .openapi({
        description:
          'Where your own front end shows a page; emails to buyers link there. If `null`, they link to the site of the handle.',
        example: `${shop.frontEnd}/p/{pageSlug}`,
      }),
    createdAt: Timestamp.openapi({ description: 'When the handle was created.', example: moments.opened }),
  })
  .openapi('HandleProfile', { description: 'What a handle is called, and which front ends belong to it.' })

const ORIGIN_FORM = '^[Hh][Tt][Tt][Pp][Ss]?://[^/?#@\\\\\\s]+$'

const Origin = judgedLater(
  text(200, 1).overwrite(normalisedOrigin).refine(isOrigin, {
    message:
      'must be an exact origin such as https://shop.example.com: https (http for loopback only), no path, no trailing slash',
  }),
  'must not be a host of Latchkey: the site of the handle itself needs no entry',
).openapi({ pattern: ORIGIN_FORM })

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

const keeps = 'If omitted, it is unchanged; `null` removes it.'

const PUBLIC_LINK = '^[Hh][Tt][Tt][Pp][Ss]://[^\\s\\\\\\u0000-\\u001f\\u007f-\\u009f]+$'
const publicLink = new RegExp(PUBLIC_LINK, 'u')

const PublicLink = text(2000, 1)
  .refine(isPublicUrl, {
    message: 'must be an https URL, such as https://shop.example.com/terms',
    params: {
      rule: 'must be a URL that browsers understand, on a host name with a dot, without user name or password',
    } satisfies RuleParams,
  })
  .openapi({ pattern: PUBLIC_LINK })
  .nullable()
  .optional()

function isPublicUrl(value: string): boolean {
  if (!publicLink.test(value) || !URL.canParse(value)) return false
  const { protocol, username, password, hostname } = new URL(value)
  return protocol === 'https:' && username === '' && password === '' && hostname.includes('.')
}

const HandleProfileUpdate = z
  .strictObject({
    displayName: DisplayName,
    // Those that are normalised to the same are no less the same, which a schema cannot say.
    allowedOrigins: z
      .array(Origin)
      .max(MAX_ALLOWED_ORIGINS)
      .refine((origins) => new Set(origins).size === origins.length, 'must not name an origin twice')
      .openapi({
        uniqueItems: true,
        description:
          'Origins of your own front ends, to which sign-in and checkout may return; replaces the list.',
        example: [shop.frontEnd, 'http://localhost:5173'],
      }),
    supportEmail: Email.nullable()
      .optional()
      .openapi({
        description: `Where buyers can reach you. A new address gets an email with a link, and takes effect once the link is used. ${keeps}`,
        example: shop.supportEmail,
      }),
    termsUrl: PublicLink.openapi({
      description: `Terms of sale, linked from pages and emails. ${keeps}`,
      example: `${shop.frontEnd}/terms`,
    }),
    privacyUrl: PublicLink.openapi({
      description: `Privacy policy. ${keeps}`,
      example: `${shop.frontEnd}/privacy`,
    }),
    refundPolicyUrl: PublicLink.openapi({
      description: `Refund policy. ${keeps}`,
      example: `${shop.frontEnd}/refunds`,
    }),
    pageUrlTemplate: judgedLater(
      text(2000, 1)
        .refine(
          (template) => template.split('{pageSlug}').length === 2,
          'must contain {pageSlug} once, such as https://shop.example.com/p/{pageSlug}',
        )
        .openapi({ pattern: String.raw`\{pageSlug\}` }),
      'must be an https URL on one of `allowedOrigins`, with {pageSlug} behind the host',
    )
      .nullable()
      .optional()
      .openapi({
        description: `Where your own front end, on one of \`allowedOrigins\`, shows a page; receipts and other emails to buyers link there. ${keeps}`,
        example: `${shop.frontEnd}/p/{pageSlug}`,
      }),
  })
  .openapi('HandleProfileUpdate', {
    description: 'The new profile. Optional members that are omitted are unchanged.',
  })

const pendingMembers = {
  pending: z
    .boolean()
    .openapi({ description: 'Whether the role has been offered but not yet accepted.', example: true }),
  expiresAt: orNull(Timestamp).openapi({
    description: 'When the offer expires; `null` for a role already held.',
    example: moments.weeksLater,
  }),
}

const Collaborator = z
  .object({
    email: Email.openapi({
      description: 'Address that the role is held by or offered to.',
      example: shop.collaborator.email,
    }),
    role: described(Role, 'The role held or offered.', 'CREATOR'),
    ...pendingMembers,
  })
  .openapi('Collaborator', { description: 'Someone with a role on a handle, or with an offer of one.' })

const HandleTransferOffer = z
  .object({
    email: Email.openapi({
      description: 'Address that ownership is offered to.',
      example: shop.collaborator.email,
    }),
    expiresAt: Timestamp.openapi({ description: 'When the offer expires.', example: moments.weeksLater }),
  })
  .openapi('HandleTransferOffer', { description: 'Who ownership is offered to, and until when.' })

const collaboratorsMembers = {
  collaborators: z.array(Collaborator).openapi({
    description:
      'Roles held come before roles offered, strongest first. Whether the address of an offer has an account is not shown.',
  }),
  transfer: orNull(HandleTransferOffer).openapi({
    description: 'The offer of ownership made by `transferHandle`; `null` if there is none.',
    example: null,
  }),
}

const Collaborators = z
  .object(collaboratorsMembers)
  .openapi('Collaborators', { description: 'Everyone who works on a handle, or has been invited to.' })

const ReplacedCollaborators = z
  .object({ ...collaboratorsMembers, ...EndedCredentials })
  .openapi('ReplacedCollaborators', {
    description: 'Everyone who now works on a handle, or has been invited to, and what the change ended.',
  })

const CollaboratorsUpdate = z
  .strictObject({
    collaborators: z
      .array(
        z.strictObject({
          email: Email.openapi({ example: shop.collaborator.email }),
          role: judgedLater(
            described(Role, 'The role they hold from now on, or are offered.', 'CREATOR'),
            'must be `OWNER` for the owner and who ownership is offered to, and `CREATOR` or `OPERATOR` for everyone else',
          ),
          pending: pendingMembers.pending.optional().openapi({ description: 'As listed; ignored.' }),
          expiresAt: Timestamp.nullable().optional().openapi({
            description: 'As listed; ignored.',
            example: moments.weeksLater,
          }),
        }),
      )
      .max(MAX_COLLABORATORS)
      .refine(
        (people) => new Set(people.map(({ email }) => email)).size === people.length,
        'must not name an address twice',
      )
      .openapi({
        description:
          'Everyone who may work on the handle from now on. The owner may be listed unchanged or left out: only `transferHandle` moves ownership.',
        example: [{ email: shop.collaborator.email, role: 'CREATOR' }],
      }),
  })
  .openapi('CollaboratorsUpdate', { description: 'Everyone who is to work on a handle.' })

/** Members of what was changed, by name. */
const Change = z.record(z.string(), z.unknown())

const AuditEvent = z
  .object({
    id: Id('auditEvent'),
    action: z.enum(auditActions).openapi({
      description: 'What was done, and to what.',
      example: 'page.published',
    }),
    actor: z
      .object({
        kind: z.enum(['ACCOUNT', 'OAUTH_CLIENT', 'TOKEN', 'SYSTEM']).openapi({
          description:
            '`OAUTH_CLIENT`: a client that acts for the account. `SYSTEM`: Latchkey itself, for example at a deadline.',
        }),
        accountId: z
          .string()
          .nullable()
          .openapi({
            description: 'Id of the account; `null` for `SYSTEM`.',
            example: exampleId('account'),
          }),
        email: z.string().nullable().openapi({
          description: 'Address of the account; `null` if it no longer exists.',
          example: shop.creator.email,
        }),
        clientId: z.string().nullable().openapi({
          description: 'Id of the OAuth client that acted for the account, if one did.',
          example: null,
        }),
        tokenId: z.string().nullable().openapi({
          description: 'Id of the personal access token that was used, if one was.',
          example: null,
        }),
      })
      .openapi({ description: 'Who did it.' }),
    requestId: z
      .string()
      .nullable()
      .openapi({ description: 'The request that did it; `null` for `SYSTEM`.', example: shop.requestId }),
    from: orNull(Change).openapi({
      description: 'The previous values of what changed; `null` for something new.',
      example: { state: 'DRAFT' },
    }),
    to: orNull(Change).openapi({
      description: 'The new values; `null` for something that was removed.',
      example: { state: 'PUBLISHED' },
    }),
    createdAt: Timestamp.openapi({ description: 'When it was done.', example: moments.published }),
  })
  .openapi('AuditEvent', { description: 'One change on a handle: who, what, in which request.' })

/** Beside whom the role is offered to, whoever has one. */
const withOwner = {
  collaborators: [{ email: shop.creator.email, role: 'OWNER', pending: false, expiresAt: null }, {}],
}

const handleParams = z.object({ handle: HandleName })

export const handles = defineOperations({
  listHandles: {
    method: 'get',
    path: '/v2/handles',
    summary: 'List your handles',
    description: 'Lists every handle that the account has a role on, with that role, newest role first.',
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
    description: 'Creates a handle under a name that is free, with the account as its owner.',
    auth: { subject: 'account' },
    body: z
      .strictObject({
        name: NewHandleName,
        displayName: DisplayName.optional().openapi({ description: 'Defaults to the name itself.' }),
      })
      .openapi('HandleCreate', { description: 'The name to take.' }),
    bodyExample: { name: shop.handle },
    success: {
      201: {
        description: 'The handle is yours.',
        body: HandleProfile,
        etag: true,
        example: {
          allowedOrigins: [],
          supportEmail: null,
          supportEmailVerified: false,
          termsUrl: null,
          privacyUrl: null,
          refundPolicyUrl: null,
          pageUrlTemplate: null,
        },
      },
    },
    errors: ['handle_taken', 'invalid_token'],
    limits: { account: '20/1d' },
    idempotency: 'transaction',
  },
  getHandleProfile: {
    method: 'get',
    path: '/v2/handles/{handle}/profile',
    summary: 'Get the profile of a handle',
    description: 'Returns what the site of a handle is called and which front ends belong to it.',
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
    description: `Replaces the profile of a handle. Removing an origin from the list ends redirects to it at once, but visitors who are signed in there stay signed in. A new \`supportEmail\` is verified by an email to it, at most ${SUPPORT_EMAIL_PROOFS_PER_DAY} a day. Sending the same one again sends no email while its link works. ${mailBudgetNote}`,
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
      'mail_budget_used_up',
    ],
    limits: controlWrites,
    idempotency: 'transaction',
    ifMatch: true,
  },
  renameHandle: {
    method: 'post',
    path: '/v2/handles/{handle}/rename',
    summary: 'Rename a handle',
    description: `Gives a handle a new name, and so moves its site to a new host at once. For ${FORMER_NAME_DAYS} days, pages and magic links under the old name redirect, and nobody else can take it. API paths accept only the new name. Sessions stay valid, but a browser keeps its cookie for the old host, so visitors have to sign in again.`,
    auth: { subject: 'account', role: 'OWNER' },
    params: handleParams,
    notFound: 'handle_not_found',
    body: z
      .strictObject({ name: NewHandleName })
      .openapi('HandleRename', { description: 'The name to take in place of the current one.' }),
    success: {
      200: {
        description: 'The handle under its new name.',
        body: HandleProfile,
        etag: true,
        example: { name: shop.newName, url: shop.newUrl },
      },
    },
    errors: ['handle_not_found', 'insufficient_role', 'handle_taken'],
    limits: { account: '5/1d' },
    idempotency: 'transaction',
  },
  transferHandle: {
    method: 'post',
    path: '/v2/handles/{handle}/transfer-ownership',
    summary: 'Offer a handle to a new owner',
    description: `Offers the ownership of a handle to an address for ${OFFER_DAYS} days, by email. Nothing changes until it is accepted. Then the current owner becomes an operator, and the personal access tokens they made stop working. Sales pause until the new owner connects a Stripe account, and open checkouts end. Refunds of earlier sales still come from the account that received them. Only one such offer is open at a time: offering to another address replaces it, and offering to the same one changes nothing and sends no email. ${mailBudgetNote}`,
    auth: { subject: 'account', role: 'OWNER' },
    params: handleParams,
    notFound: 'handle_not_found',
    body: z
      .strictObject({
        email: judgedLater(Email, 'must not be the address of the owner').openapi({
          description: 'The address of the new owner, with or without an account.',
          example: shop.collaborator.email,
        }),
      })
      .openapi('HandleTransfer', { description: 'Who is to own the handle.' }),
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
    description: 'Withdraws the open offer of ownership of a handle. Succeeds even if there is none.',
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
      'Permanently deletes a handle that never took a payment, with its pages, files, group buys, all access and interests, and all roles on it. Open checkouts are ended first. The name stays taken. A handle that has taken payments cannot be deleted; transfer it instead.',
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
    description: `Lists everyone with a role on a handle or an offer of one, at most ${MAX_COLLABORATORS}, in a single response. The list can be sent back to \`replaceCollaborators\`.`,
    auth: { subject: 'account', role: 'CREATOR' },
    params: handleParams,
    notFound: 'handle_not_found',
    success: {
      200: { description: 'The collaborators.', body: Collaborators, etag: true, example: withOwner },
    },
    errors: [],
    limits: controlReads,
  },
  replaceCollaborators: {
    method: 'put',
    path: '/v2/handles/{handle}/collaborators',
    summary: 'Replace collaborators',
    description: `Replaces the whole list of collaborators of a handle. Anyone new is offered the role by email for ${OFFER_DAYS} days, whether or not the address has an account; the offer lapses if whoever made it loses their role. Anyone not on the list loses their role at once, with the personal access tokens they made for the handle, and offers to them are withdrawn. A changed role takes effect at once for people who already work on the handle. Operators may add, change and remove only creators, and must send the others unchanged or leave them out. ${mailBudgetNote}`,
    auth: { subject: 'account', role: 'OPERATOR' },
    params: handleParams,
    notFound: 'handle_not_found',
    body: CollaboratorsUpdate,
    success: {
      200: {
        description: 'The collaborators as they are now.',
        body: ReplacedCollaborators,
        etag: true,
        example: withOwner,
      },
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
    description:
      'Lists who changed what on a handle, and in which request, newest first. Events are kept as long as the handle.',
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
