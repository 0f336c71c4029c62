import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import { defineOperations } from './route.ts'
import { HandleName, Money, Timestamp, text, WEB_URL } from './schemas/primitives.ts'
import { judgedLater } from './schemas/rules.ts'

const ConnectStatus = z
  .object({
    status: z.enum(['not_connected', 'incomplete', 'restricted', 'ready']).openapi({
      description:
        '`incomplete`: the onboarding form was not finished. `restricted`: Stripe needs something before it accepts payments or pays out. `ready`: pages can be sold.',
      example: 'ready',
    }),
    stripeAccountId: z.string().nullable().openapi({
      description: "Stripe's id of the account; `null` if none is connected.",
      example: shop.stripeAccount,
    }),
    chargesEnabled: z
      .boolean()
      .openapi({ description: 'Whether the account can take part in payments.', example: true }),
    payoutsEnabled: z
      .boolean()
      .openapi({ description: 'Whether Stripe pays out to its bank account.', example: true }),
    detailsSubmitted: z
      .boolean()
      .openapi({ description: 'Whether the onboarding form was finished.', example: true }),
    transfersActive: z
      .boolean()
      .openapi({ description: 'Whether Stripe lets us send the account its money.', example: true }),
    requirementsDue: z.array(z.string()).openapi({
      description: "What Stripe asks for, in Stripe's own terms.",
      example: [],
    }),
    updatedAt: Timestamp.nullable().openapi({
      description: 'When Stripe was last asked; `null` if it never was.',
    }),
  })
  .openapi('ConnectStatus', { description: 'The state of the connected account of a handle.' })

const amount = (description: string, example: number) =>
  z
    .number()
    .int()
    .openapi({ description: `${description} In the smallest unit of \`settlementCurrency\`.`, example })

// Four sales of the premium guide, one of them refunded, its fee with it.
const { sale } = shop
const month = {
  gross: 4 * sale.price.amount,
  refunds: sale.share.amount,
  fees: 4 * sale.fee.amount,
  net: 4 * sale.share.amount - sale.share.amount,
}

const Earnings = z
  .object({
    months: z
      .array(
        z.object({
          month: z
            .string()
            .regex(/^\d{4}-\d{2}$/)
            .openapi({ description: 'Calendar month in UTC.', example: '2026-11' }),
          currency: z.string().openapi({ description: 'What buyers paid in.', example: 'usd' }),
          settlementCurrency: z.string().openapi({
            description: 'What Stripe transfers to you; the amounts below are in it.',
            example: 'usd',
          }),
          sales: z.number().int().openapi({ description: 'How many payments.', example: 4 }),
          charged: z.number().int().openapi({
            description: 'What buyers paid, in the smallest unit of `currency`.',
            example: month.gross,
          }),
          gross: amount('What buyers paid.', month.gross),
          refunds: amount(
            'What was refunded to buyers from your share, less what was returned.',
            month.refunds,
          ),
          disputes: amount('What banks took back, less what they returned.', 0),
          fees: amount('What the platform kept.', month.fees),
          net: amount('`gross` − `refunds` − `disputes` − `fees`.', month.net),
        }),
      )
      .openapi({
        description: 'One entry for each month and pair of currencies with activity, newest first.',
      }),
    owed: z.array(Money).openapi({
      description:
        'What you received and must return, but Stripe could not take from your account yet. It is retried every day.',
      example: [],
    }),
  })
  .openapi('Earnings', { description: 'What a handle earned, by month and currency, and what it owes.' })

const SellingTerms = z
  .object({
    canSell: z.boolean().openapi({
      description:
        'Whether pages can be bought now; `false` until the owner has connected Stripe, and while Stripe accepts no payments for the account.',
      example: true,
    }),
    fee: z
      .object({
        basisPoints: z
          .number()
          .int()
          .openapi({ description: 'Its part of the price, in hundredths of a percent.', example: 500 }),
        fixed: z.array(Money).openapi({
          description: 'What is added to it, by currency; nothing for currencies that are not listed.',
          example: [],
        }),
      })
      .openapi({
        description:
          'What the platform keeps of each sale: `basisPoints` of the price, rounded down to the smallest unit, and the `fixed` amount of its currency. The sum is rounded down to what the currency can express (whole hundreds for ISK and UGX, tens for currencies with three decimals), and is never more than the price. The creator receives the rest; what Stripe charges for the payment is paid out of the fee.',
      }),
  })
  .openapi('SellingTerms', {
    description: 'Whether a handle can sell, and what the platform keeps of a sale.',
  })

const monthName = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')

const onboardingUrl = judgedLater(
  text(2000, 1),
  "must be on the dashboard's host or the handle's",
  'invalid_redirect_url',
)
  .optional()
  .openapi({ pattern: WEB_URL })

const operator = {
  auth: { subject: 'account', role: 'OPERATOR' },
  params: z.object({ handle: HandleName }),
  notFound: 'handle_not_found',
} as const

/** Links into the Express account are for whoever it belongs to. */
const owner = { ...operator, auth: { subject: 'account', role: 'OWNER' } } as const

export const revenue = defineOperations({
  startConnectOnboarding: {
    ...owner,
    method: 'post',
    path: '/v2/handles/{handle}/connect/onboarding',
    summary: 'Connect Stripe',
    description:
      "Creates the owner's Stripe account for a handle, once, and a link to its onboarding form. The link opens once and expires within minutes, so send the owner there at once. Call again for a new link. If the account was disconnected or closed at Stripe, this creates a new one.",
    body: z
      .strictObject({
        returnUrl: onboardingUrl.openapi({
          description:
            "Where Stripe sends the owner afterwards, finished or not: on the dashboard's host or the handle's. Defaults to a page that says what happens next.",
          example: 'https://app.latchkey.example/connect',
        }),
        refreshUrl: onboardingUrl.openapi({
          description:
            'Where Stripe sends the owner if the link has been opened before or has expired; that page should call this operation again. Defaults to a page that says so.',
          example: 'https://app.latchkey.example/connect/again',
        }),
      })
      .openapi('ConnectOnboarding', {
        description: 'Where Stripe sends the owner from the onboarding form.',
      }),
    bodyOptional: true,
    success: {
      200: {
        description: 'The link.',
        body: z
          .object({
            url: z.url().openapi({
              description: 'Where to send the owner at once.',
              example: `https://connect.stripe.com/setup/e/${shop.stripeAccount}/test_a1b2c3`,
            }),
            expiresAt: Timestamp.openapi({
              description: 'When the link stops working.',
              example: moments.minutesLater,
            }),
          })
          .openapi('ConnectOnboardingLink', { description: 'A link to the onboarding form. It opens once.' }),
      },
    },
    errors: ['handle_not_found', 'insufficient_role', 'invalid_redirect_url', 'payment_provider_error'],
    limits: { account: '30/10m' },
  },
  getConnectStatus: {
    ...operator,
    method: 'get',
    path: '/v2/handles/{handle}/connect/status',
    summary: 'Get the Stripe connection status',
    description:
      "Returns the state of the Stripe account that a handle is connected to. It is kept up to date by Stripe's events, and read from Stripe again while it is not ready, so anyone returning from the form sees the result. `not_connected` also covers an account that was disconnected or closed at Stripe; a new one can then be connected.",
    success: { 200: { description: 'The status.', body: ConnectStatus } },
    errors: [],
    limits: { account: '120/1m' },
  },
  getSellingTerms: {
    ...operator,
    auth: { subject: 'account', role: 'CREATOR' },
    method: 'get',
    path: '/v2/handles/{handle}/selling-terms',
    summary: 'Get the terms of a sale',
    description:
      'Returns what the platform keeps of each sale of a handle, and whether its pages can be bought now. Show it where a price is set: the fee of a sale is decided when its checkout begins.',
    success: { 200: { description: 'The terms.', body: SellingTerms } },
    errors: [],
    limits: { account: '120/1m' },
  },
  createConnectDashboardLink: {
    ...owner,
    method: 'post',
    path: '/v2/handles/{handle}/connect/dashboard-link',
    summary: 'Open the Stripe dashboard',
    description:
      'Creates a link to the Stripe Express dashboard of the connected account. It opens once, so create it when the owner clicks.',
    success: {
      200: {
        description: 'The link.',
        body: z
          .object({
            url: z.url().openapi({
              description: 'Where to send the owner at once.',
              example: `https://connect.stripe.com/express/${shop.stripeAccount}/test_a1b2c3`,
            }),
          })
          .openapi('ConnectDashboardLink', {
            description: 'A link to the Express dashboard. It opens once.',
          }),
      },
    },
    errors: ['insufficient_role', 'connect_not_configured', 'payment_provider_error'],
    limits: { account: '30/10m' },
  },
  getEarnings: {
    ...operator,
    method: 'get',
    path: '/v2/handles/{handle}/earnings',
    summary: 'Get earnings',
    description:
      'Returns the earnings of a handle by month and currency: gross, refunds, disputes, fees and net. Everything counts in the month in which it happened, so a past month never changes: a refund that fails later is credited in the later month. Refunds the platform made without taking back your share cost you nothing and are not listed.',
    query: z.object({
      from: judgedLater(monthName, 'must not be after `to`').optional().openapi({
        description: 'First month; defaults to twelve months back.',
        example: '2026-01',
      }),
      to: monthName.optional().openapi({
        description: 'Last month; defaults to the current one.',
        example: '2026-11',
      }),
    }),
    success: { 200: { description: 'The earnings.', body: Earnings } },
    errors: ['invalid_request'],
    limits: { account: '60/1m' },
  },
})
