import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import { HandleSummary, Role } from './handles.ts'
import { defineOperations } from './route.ts'
import { EndedCredentials } from './schemas/ended-credentials.ts'
import { described, Email, Id, ListQuery, listOf, Timestamp } from './schemas/primitives.ts'

const Offer = z
  .object({
    id: Id('offer'),
    handle: HandleSummary.pick({ name: true, displayName: true, url: true }).openapi({
      description: 'The handle that the role is on.',
    }),
    role: described(Role, 'The role you would have; `OWNER` means ownership.', 'CREATOR'),
    offeredBy: Email.openapi({
      description: 'Address of the account that made the offer.',
      example: shop.creator.email,
    }),
    createdAt: Timestamp.openapi({ description: 'When the offer was made.' }),
    expiresAt: Timestamp.openapi({
      description: 'When it expires, unless whoever made it loses their role first.',
      example: moments.weeksLater,
    }),
  })
  .openapi('Offer', { description: 'A role on a handle, or its ownership, that you may accept.' })

const offerParams = z.object({ offerId: Id('offer').openapi({ description: 'Which offer, by its `id`.' }) })

/** What accounts do with the roles that they are offered; part of the area `accounts`. */
export const offers = defineOperations({
  listOffers: {
    method: 'get',
    path: '/v2/auth/offers',
    summary: 'List offers to you',
    description:
      'Lists the offers of roles on handles and of ownership, made to the address of the account, that can still be accepted, newest first.',
    auth: { subject: 'account' },
    query: ListQuery,
    success: {
      200: {
        description: 'The offers.',
        body: listOf(Offer).openapi('OfferList', { description: 'One page of the offers.' }),
      },
    },
    errors: [],
    limits: { ip: '1200/10m', account: '600/10m' },
  },
  acceptOffer: {
    method: 'post',
    path: '/v2/auth/offers/{offerId}/accept',
    summary: 'Accept an offer',
    description:
      'Accepts an offer and gives the account the role on the handle. With ownership, the former owner becomes an operator, the personal access tokens they made for the handle stop working, and sales pause until you connect a Stripe account.',
    auth: { subject: 'account' },
    params: offerParams,
    notFound: 'offer_not_found',
    success: {
      200: {
        description: 'The role is yours.',
        body: z
          .object({
            handle: described(HandleSummary, 'The handle, with your role on it.'),
            ...EndedCredentials,
          })
          .openapi('AcceptedOffer', { description: 'The handle, your role on it, and what that ended.' }),
        example: { handle: { role: 'CREATOR' } },
      },
    },
    errors: ['offer_not_found'],
    limits: { ip: '600/10m', account: '120/10m' },
    idempotency: 'transaction',
  },
  declineOffer: {
    method: 'post',
    path: '/v2/auth/offers/{offerId}/decline',
    summary: 'Decline an offer',
    description: 'Declines an offer of a role, which then ends. Roles you already have are unchanged.',
    auth: { subject: 'account' },
    params: offerParams,
    notFound: 'offer_not_found',
    success: { 204: { description: 'Declined.', empty: true } },
    errors: ['offer_not_found'],
    limits: { ip: '600/10m', account: '120/10m' },
    idempotency: 'transaction',
  },
})
