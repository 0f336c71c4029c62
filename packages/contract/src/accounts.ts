import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import type { Limits } from './limits.ts'
import { defineOperations } from './route.ts'
import { EndedCredentials } from './schemas/ended-credentials.ts'
import { publicName } from './schemas/names.ts'
import {
  described,
  Email,
  exampleId,
  HandleName,
  Id,
  ListQuery,
  listOf,
  Timestamp,
  text,
} from './schemas/primitives.ts'
import { judgedLater } from './schemas/rules.ts'
import { scopeNames } from './scopes.ts'

const DAY = 24 * 3600

/** Seconds an access token lives. */
export const ACCESS_TOKEN_SECONDS = 15 * 60
/** Seconds a refresh token lives. */
export const REFRESH_TOKEN_SECONDS = 30 * DAY
/** Seconds for which a used refresh token still yields its successor, as long as that is unused. */
export const REPLAY_SECONDS = 30
/** Digits of a sign-up code. */
export const SIGN_UP_CODE_DIGITS = 6
/** Digits of a password-reset code. */
export const RESET_CODE_DIGITS = 8
/** Seconds a mailed sign-up code lives. */
export const SIGN_UP_CODE_SECONDS = DAY
/** Seconds a sign-up waits for its confirmation; fresh codes can be asked for all that time. */
export const SIGN_UP_SECONDS = 7 * DAY
/** Seconds a mailed password-reset code lives. */
export const RESET_CODE_SECONDS = 30 * 60
/** Wrong tries after which the codes mailed to an address no longer work; a fresh one does. */
export const ACCOUNT_CODE_TRIES = 5
/** Wrong codes for an address on one day (UTC) after which its mails carry codes too long to guess. */
export const WRONG_ACCOUNT_CODES_PER_DAY = 20

/** Handles whose settings one request replaces at most. */
const MAX_NOTIFICATION_SETTINGS = 100

/** Characters that a password has at least. */
export const PASSWORD_LENGTH = 12
/** Guesses that a password must withstand: a week of work for one core that has stolen the hash. */
export const PASSWORD_GUESSES = 1e8

const OwnEmail = Email.openapi({ example: shop.creator.email })

const newPassword = judgedLater(
  text(1000, PASSWORD_LENGTH),
  'must not be easy to guess',
  'weak_password',
).openapi({
  description: `At least ${PASSWORD_LENGTH} characters. One that is too easy to guess is \`weak_password\`.`,
  example: shop.creator.password,
})

const mailedCode = text(100, 1).openapi({
  description: 'The code in the email; spaces, hyphens and case do not matter.',
  example: '402 913',
})

const guessing = `After ${ACCOUNT_CODE_TRIES} wrong attempts, the codes sent so far stop working, but a new one works. After ${WRONG_ACCOUNT_CODES_PER_DAY} on one day, new codes are too long to guess, so that strangers cannot lock the owner out. An attempt counts once for each code it could have matched.`

const Account = z
  .object({
    id: Id('account'),
    email: Email.openapi({ description: 'Verified address of the account.', example: shop.creator.email }),
    name: z.string().nullable().openapi({
      description: 'What the creator is called; `null` if they gave no name.',
      example: shop.creator.name,
    }),
    createdAt: Timestamp.openapi({ description: 'When the account was created.', example: moments.opened }),
  })
  .openapi('Account', { description: 'A creator who can sign in.' })

/** What tokens look like; nobody can use them. */
export const EXAMPLE_JWT = 'eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJhY2NfMDFrYWZ6In0.c2lnbmF0dXJl'
export const EXAMPLE_REFRESH_TOKEN = 'rt_Q7mZ2xKp9VbN4tRc8LsYw1HdFgJ6uEaXo3TiMzBqWvP'

const tokenMembers = {
  accessToken: z.string().openapi({
    description: 'JWT with the claims of RFC 9068, sent as `Authorization: Bearer`.',
    example: EXAMPLE_JWT,
  }),
  refreshToken: z.string().openapi({
    description: 'Single use. Exchange it for the next pair.',
    example: EXAMPLE_REFRESH_TOKEN,
  }),
  expiresIn: z.number().int().openapi({
    description: 'Seconds until the access token expires.',
    example: ACCESS_TOKEN_SECONDS,
  }),
  tokenType: z.literal('Bearer').openapi({ description: 'How it is sent (RFC 6750).' }),
}

const AccountTokens = z.object(tokenMembers).openapi('AccountTokens', { description: 'A pair of tokens.' })

const RefreshedTokens = z
  .object({
    ...tokenMembers,
    refreshToken: z.string().nullable().openapi({
      description:
        'The next refresh token; `null` when the cookie was exchanged, because then it is only in the cookie.',
      example: 'rt_vPqBzW3MiToX6EuaJgF1HdwYLs8cRt4VbNKp9xZ2m7Q',
    }),
  })
  .openapi('RefreshedTokens', { description: 'The pair of tokens after a refresh.' })

const AccountSession = z
  .object({
    id: Id('accountSession'),
    current: z
      .boolean()
      .openapi({ description: 'Whether it is the session of this request.', example: true }),
    device: z.string().nullable().openapi({
      description: 'What the sign-in came from, if it said so.',
      example: 'Firefox on Windows',
    }),
    createdAt: Timestamp.openapi({ description: 'When it signed in.', example: moments.asked }),
    lastUsedAt: Timestamp.openapi({ description: 'When its tokens were last refreshed.' }),
    expiresAt: Timestamp.openapi({
      description: 'When it ends unless it is refreshed first.',
      example: moments.monthLater,
    }),
  })
  .openapi('AccountSession', { description: 'An active sign-in of an account.' })

const ConnectedApp = z
  .object({
    id: Id('oauthGrant').openapi({
      description: 'Id of the grant. An app connected twice is listed twice.',
    }),
    clientId: z.string().openapi({
      description: 'Id of the OAuth client; a URL if the app is described by its metadata document.',
      example: exampleId('oauthClient'),
    }),
    name: z.string().openapi({
      description: 'What the app calls itself; not verified.',
      example: 'Example notes',
    }),
    scopes: z
      .array(z.enum(scopeNames))
      .openapi({ description: 'What the app may do.', example: ['pages.read', 'purchases.read'] }),
    createdAt: Timestamp.openapi({ description: 'When it was connected.', example: moments.asked }),
    lastUsedAt: Timestamp.openapi({ description: 'When its tokens were last refreshed.' }),
    expiresAt: Timestamp.openapi({
      description: 'When its access ends unless it is refreshed first.',
      example: moments.monthLater,
    }),
  })
  .openapi('ConnectedApp', { description: 'An OAuth client that acts for the account.' })

const MailedCode = z
  .object({
    expiresAt: Timestamp.openapi({
      description: 'When the code stops working.',
      example: moments.hourLater,
    }),
  })
  .openapi('MailedCode', { description: 'How long the emailed code works.' })

const OptionalRefreshToken = z
  .strictObject({
    refreshToken: text(4000, 1).optional().openapi({
      description: 'Leave it out in a browser that has the `_10x_account` cookie.',
      example: EXAMPLE_REFRESH_TOKEN,
    }),
  })
  .openapi('OptionalRefreshToken', {
    description: 'The refresh token; if omitted, the one in the cookie is used.',
  })

const notificationMembers = {
  sales: z.boolean().openapi({ description: 'An email for each sale.', example: false }),
  refunds: z.boolean().openapi({
    description: 'An email for each refund, and for each refund that fails.',
    example: true,
  }),
  disputes: z.boolean().openapi({
    description: 'Emails when a bank disputes a payment, and when the dispute ends.',
    example: true,
  }),
}

const NotificationSettings = z
  .object({ handle: HandleName, ...notificationMembers })
  .openapi('NotificationSettings', {
    description: 'Which emails the account gets about a handle it works on.',
  })

const NotificationSettingsUpdate = z
  .strictObject({
    items: z
      .array(z.strictObject({ handle: HandleName, ...notificationMembers }))
      .max(MAX_NOTIFICATION_SETTINGS)
      .refine(
        (items) => new Set(items.map(({ handle }) => handle)).size === items.length,
        'must not name a handle twice',
      )
      .openapi({
        description: 'The settings of the named handles; others are unchanged.',
        example: [{ handle: shop.handle, sales: false, refunds: true, disputes: true }],
      }),
  })
  .openapi('NotificationSettingsUpdate', { description: 'Which emails the account wants from now on.' })

/** Mails with sign-up codes, whichever way they are asked for. */
const signUpMails = { ip: '30/1h', email: '5/1h' } as const satisfies Limits

export const accounts = defineOperations({
  signUp: {
    method: 'post',
    path: '/v2/auth/signup',
    summary: 'Sign up',
    description:
      'Emails a sign-up code to the address; `confirmSignUp` takes it and creates the account. The response is the same for every address, and one that already has an account is told so by email. Sign-ups do not affect each other: the code confirms the name and password sent in the same request.',
    auth: { subject: 'anyone' },
    body: z
      .strictObject({
        email: OwnEmail,
        password: newPassword,
        name: publicName(100)
          .optional()
          .openapi({ description: 'What to call the creator.', example: shop.creator.name }),
      })
      .openapi('SignUp', { description: 'Who signs up.' }),
    success: { 202: { description: 'The email is on its way.', body: MailedCode } },
    errors: ['weak_password', 'unavailable'],
    limits: signUpMails,
    knownBy: 'account',
  },
  confirmSignUp: {
    method: 'post',
    path: '/v2/auth/signup/confirm',
    setsCookies: true,
    summary: 'Confirm a sign-up',
    description: `Creates the account of a sign-up with its emailed code, and ends other pending sign-ups for the same address. Sign in afterwards. ${guessing}`,
    auth: { subject: 'anyone' },
    body: z.strictObject({ email: OwnEmail, code: mailedCode }).openapi('SignUpConfirmation', {
      description: 'The code that was emailed, and the address it was sent to.',
    }),
    success: {
      200: {
        description: 'The account.',
        body: z
          .object({ account: described(Account, 'The account that was created.') })
          .openapi('ConfirmedSignUp', { description: 'The account that now exists.' }),
      },
    },
    errors: ['invalid_code', 'expired_code', 'used_code'],
    limits: { ip: '60/10m' },
  },
  resendSignUpCode: {
    method: 'post',
    path: '/v2/auth/signup/resend',
    summary: 'Request a new sign-up code',
    description: `Emails a new code for a sign-up of the last ${SIGN_UP_SECONDS / DAY} days, even if the earlier one has expired. The response is the same for every address. Earlier codes stay valid until they expire. Shares its limits with \`signUp\`.`,
    auth: { subject: 'anyone' },
    body: z
      .strictObject({ email: OwnEmail })
      .openapi('SignUpCodeRequest', { description: 'Which address needs another code.' }),
    success: { 202: { description: 'The email is on its way.', body: MailedCode } },
    errors: [],
    limits: signUpMails,
    limitsAs: 'signUp',
    knownBy: 'account',
  },
  signIn: {
    method: 'post',
    path: '/v2/auth/login',
    setsCookies: true,
    summary: 'Sign in',
    description:
      'Exchanges an email address and password for a pair of tokens. On the bare and `app.` hosts it also sets the `_10x_account` cookie. A browser that has signed in before has a throttle of its own, which strangers cannot use up. A successful sign-in does not count towards any throttle.',
    auth: { subject: 'anyone' },
    body: z
      .strictObject({
        email: OwnEmail,
        password: text(1000, 1).openapi({
          description: 'The password of the account.',
          example: shop.creator.password,
        }),
      })
      .openapi('Credentials', { description: 'What an account signs in with.' }),
    success: { 200: { description: 'Signed in.', body: AccountTokens } },
    errors: ['invalid_credentials', 'unavailable'],
    limits: { ip: '60/10m', email: '10/10m' },
    knownBy: 'account',
  },
  refreshSession: {
    method: 'post',
    path: '/v2/auth/refresh',
    setsCookies: true,
    summary: 'Refresh an access token',
    description: `Exchanges a refresh token for the next pair of tokens. Sent again within ${REPLAY_SECONDS} seconds, while the next one is unused, it returns the same next one, so a lost response or a second tab does no harm. Sent again later, it ends the session, because someone else may have it.`,
    auth: { subject: 'anyone' },
    body: OptionalRefreshToken,
    bodyOptional: true,
    success: { 200: { description: 'The next pair.', body: RefreshedTokens } },
    errors: ['invalid_refresh_token'],
    limits: { ip: '600/10m' },
  },
  signOut: {
    method: 'post',
    path: '/v2/auth/logout',
    setsCookies: true,
    summary: 'Sign out of an account',
    description:
      'Ends the session of a creator, by its refresh token, its cookie, or both, and clears the cookie. Access tokens of the session stop working at once. Succeeds even if nobody is signed in.',
    auth: { subject: 'anyone' },
    body: OptionalRefreshToken,
    bodyOptional: true,
    success: { 204: { description: 'Signed out.', empty: true } },
    errors: [],
    limits: { ip: '600/10m' },
  },
  forgotPassword: {
    method: 'post',
    path: '/v2/auth/password/forgot',
    summary: 'Request a password-reset code',
    description:
      'Emails a code for a new password to the address, if it has an account. The response is the same for every address.',
    auth: { subject: 'anyone' },
    body: z
      .strictObject({ email: OwnEmail })
      .openapi('PasswordResetRequest', { description: 'The account whose password was forgotten.' }),
    success: {
      202: { description: 'If the account exists, the email is on its way.', body: MailedCode },
    },
    errors: [],
    limits: { ip: '30/1h', email: '5/1h' },
    knownBy: 'account',
  },
  resetPassword: {
    method: 'post',
    path: '/v2/auth/password/forgot/confirm',
    setsCookies: true,
    summary: 'Set a new password',
    description: `Sets a new password for an account with the emailed code. It also ends every session of the account, all access it granted to clients, its personal access tokens, and the offers of ownership it made. ${guessing}`,
    auth: { subject: 'anyone' },
    body: z
      .strictObject({ email: OwnEmail, code: mailedCode, newPassword })
      .openapi('PasswordReset', { description: 'The emailed code and the new password.' }),
    success: {
      200: {
        description: 'The new password is set.',
        body: z
          .object(EndedCredentials)
          .openapi('PasswordChanged', { description: 'What the new password ended.' }),
      },
    },
    errors: ['weak_password', 'invalid_code', 'expired_code', 'used_code', 'unavailable'],
    limits: { ip: '60/10m' },
  },
  getAccount: {
    method: 'get',
    path: '/v2/auth/me',
    summary: 'Get your account',
    description: 'Returns the account the access token belongs to.',
    auth: { subject: 'account' },
    success: { 200: { description: 'The account.', body: Account } },
    errors: ['invalid_token'],
    limits: { ip: '1200/10m', account: '600/10m' },
  },
  deleteAccount: {
    method: 'delete',
    path: '/v2/auth/me',
    setsCookies: true,
    summary: 'Delete your account',
    description:
      'Deletes the account with its sessions, its roles on handles, its personal access tokens, the offers it made, and the access it granted to clients. An account that owns handles must transfer or delete them first.',
    auth: { subject: 'account' },
    success: { 204: { description: 'The account is gone.', empty: true } },
    errors: ['owns_handles'],
    limits: { ip: '60/10m', account: '20/10m' },
  },
  listSessions: {
    method: 'get',
    path: '/v2/auth/sessions',
    summary: 'List active sessions',
    description: 'Lists the active sessions of the account, newest first.',
    auth: { subject: 'account' },
    query: ListQuery,
    success: {
      200: {
        description: 'The sessions.',
        body: listOf(AccountSession).openapi('AccountSessionList', {
          description: 'One page of the sessions.',
        }),
      },
    },
    errors: [],
    limits: { ip: '1200/10m', account: '600/10m' },
  },
  endSession: {
    method: 'delete',
    path: '/v2/auth/sessions/{sessionId}',
    summary: 'End another session',
    description: 'Ends one session of the account at once. Succeeds even if it has already ended.',
    auth: { subject: 'account' },
    params: z.object({
      sessionId: Id('accountSession').openapi({ description: 'Which session, by its `id`.' }),
    }),
    notFound: 'session_not_found',
    success: { 204: { description: 'The session has ended.', empty: true } },
    errors: ['session_not_found'],
    limits: { ip: '600/10m', account: '120/10m' },
  },
  listConnectedApps: {
    method: 'get',
    path: '/v2/auth/apps',
    summary: 'List connected apps',
    description: 'Lists the OAuth clients that can act for the account, newest first.',
    auth: { subject: 'account' },
    query: ListQuery,
    success: {
      200: {
        description: 'The connected apps.',
        body: listOf(ConnectedApp).openapi('ConnectedAppList', {
          description: 'One page of the connected apps.',
        }),
      },
    },
    errors: [],
    limits: { ip: '1200/10m', account: '600/10m' },
  },
  disconnectApp: {
    method: 'delete',
    path: '/v2/auth/apps/{grantId}',
    summary: 'Disconnect an app',
    description:
      'Ends the access that the account granted to an app, with all its tokens, at once. Authorization codes it has not used yet end too. Succeeds even if the access has already ended.',
    auth: { subject: 'account' },
    params: z.object({
      grantId: Id('oauthGrant').openapi({ description: 'Which connected app, by its `id`.' }),
    }),
    notFound: 'connected_app_not_found',
    success: { 204: { description: 'The app no longer has access.', empty: true } },
    errors: ['connected_app_not_found'],
    limits: { ip: '600/10m', account: '120/10m' },
  },
  getNotifications: {
    method: 'get',
    path: '/v2/auth/notifications',
    summary: 'Get notification settings',
    description:
      'Returns which emails about sales, refunds and disputes the account gets for each handle it works on, newest role first. All are on until turned off.',
    auth: { subject: 'account' },
    query: ListQuery,
    success: {
      200: {
        description: 'The settings.',
        body: listOf(NotificationSettings).openapi('NotificationSettingsList', {
          description: 'One page of the settings.',
        }),
      },
    },
    errors: [],
    limits: { ip: '1200/10m', account: '600/10m' },
  },
  updateNotifications: {
    method: 'put',
    path: '/v2/auth/notifications',
    summary: 'Update notification settings',
    description:
      'Replaces the notification settings of the named handles. They apply to this account only, and end with its role. Emails still waiting to go out follow them too. If the account has no role on one of the handles, nothing is changed.',
    auth: { subject: 'account' },
    body: NotificationSettingsUpdate,
    success: {
      200: {
        description: 'The settings of the named handles.',
        body: z
          .object({
            items: z.array(NotificationSettings).openapi({ description: 'In the order of the request.' }),
          })
          .openapi('UpdatedNotificationSettings', {
            description: 'The settings as they are now.',
          }),
      },
    },
    errors: ['handle_not_found'],
    limits: { ip: '600/10m', account: '120/10m' },
    idempotency: 'transaction',
  },
})
