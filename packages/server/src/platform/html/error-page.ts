import { type ErrorCode, type ErrorDetails, errorEntry } from '@latchkey/contract'
import { html } from 'hono/html'
import type { Config } from '../config.ts'
import type { Failure } from '../failure.ts'
import type { Html } from './html.ts'
import { layout, platformSite, type Site } from './layout.ts'
import { paths } from './paths.ts'
import { supportLink } from './support-link.ts'

/** What an error page needs to know of the request. */
export interface ErrorContext {
  readonly id: string
  readonly config: Config
  readonly method: string
}

interface Words {
  readonly title: string
  readonly text: string
}

const missing: Words = {
  title: 'Page not found',
  text: 'The address may be wrong, or the page may have been taken down.',
}

const cutOff: Words = {
  title: 'This link is not valid',
  text: 'It may have been cut off. Request a new one, and open it exactly as it appears in the email.',
}

const wrongForm: Words = {
  title: 'That did not reach us',
  text: 'Something in the form is too large or unreadable. Nothing was changed. Go back and try once more.',
}

const notForSale: Words = {
  title: 'This page is not for sale right now',
  text: 'Nothing was charged. The page itself says why, and what you can do.',
}

const wrongCode: Words = {
  title: 'That code does not work',
  text: 'It may be wrong, or too old, or it has been used. Request a new one.',
}

// The catalogue speaks to developers; these are the codes that people meet in a browser.
const words: Partial<Record<ErrorCode, Words>> = {
  not_found: missing,
  page_not_found: missing,
  handle_not_found: missing,
  method_not_allowed: missing,
  purchase_not_found: {
    title: 'Payment not found',
    text: 'It does not belong to the address you are signed in with. You can see your purchases under “Your access”.',
  },
  file_not_found: {
    title: 'File not found',
    text: 'It was taken down, or it is shared with an address other than the one you are signed in with.',
  },
  file_expired: {
    title: 'This file is no longer available',
    text: 'It was shared for a limited time, which has ended. Ask whoever sent you here.',
  },
  offer_not_found: {
    title: 'This offer is no longer open',
    text: 'It has been answered or withdrawn, or it has expired. If you have just accepted it, you are done. Otherwise, ask whoever made it for a new one.',
  },
  group_buy_not_found: {
    title: 'Group buy not found',
    text: 'The address may be wrong, or the group buy is not published.',
  },
  group_buy_not_open: {
    title: 'This group buy is not open',
    text: 'It is paused, over, or already going ahead. Nothing was changed.',
  },
  invalid_magic_link: cutOff,
  expired_magic_link: {
    title: 'This link has expired',
    text: 'Request a new one and it will arrive right away.',
  },
  used_magic_link: {
    title: 'This link has already been used',
    text: 'A link signs you in once. To sign in here too, request a new one.',
  },
  visitor_unauthorized: {
    title: 'Please sign in',
    text: 'You are not signed in on this browser, or your sign-in has ended.',
  },
  invalid_redirect_url: {
    title: 'We cannot send you back there',
    text: 'The site that sent you here is not one of the seller’s. Nothing was charged.',
  },
  invalid_code: wrongCode,
  expired_code: wrongCode,
  used_code: wrongCode,
  codes_locked: {
    title: 'Codes are switched off for now',
    text: 'Too many wrong codes were entered for this address. The link in the email still works.',
  },
  invalid_credentials: {
    title: 'That did not match',
    text: 'The password is wrong, or this address has no account.',
  },
  weak_password: {
    title: 'Choose another password',
    text: 'That one is too easy to guess.',
  },
  already_purchased: {
    title: 'You already have this page',
    text: 'Nothing was charged. Open the page to read it.',
  },
  payment_in_progress: {
    title: 'Your payment is being processed',
    text: 'Nothing more was charged. As soon as your payment is confirmed, the page opens and we’ll email you.',
  },
  purchase_disputed: {
    title: 'Your access is on hold',
    text: 'The payment for this page is in dispute with your bank. Nothing more was charged.',
  },
  page_not_paid: notForSale,
  connect_not_configured: notForSale,
  payment_provider_error: {
    title: 'Stripe did not respond',
    text: 'Nothing was charged. Please try again in a moment.',
  },
  oauth_consent_expired: {
    title: 'This request has expired',
    text: 'Go back to the app that sent you here, and start again there.',
  },
  payload_too_large: wrongForm,
  unsupported_media_type: wrongForm,
  invalid_request: {
    title: 'Something is missing',
    text: 'The form did not reach us in full. Go back and try again.',
  },
  internal_error: {
    title: 'Something went wrong on our side',
    text: 'The problem has been recorded. Try again. If it keeps happening, write to us.',
  },
  unavailable: {
    title: 'We cannot respond right now',
    text: 'Nothing is lost. Wait a few seconds, then reload the page.',
  },
}

const isRateLimited = (failure: Failure): failure is Failure<'rate_limited'> & { details: RateLimit } =>
  failure.code === 'rate_limited'

type RateLimit = ErrorDetails<'rate_limited'>

function tooOften({ limit, retryAfterSeconds }: RateLimit): Words {
  const wait = waitingTime(retryAfterSeconds)
  return limit.startsWith('requestMagicLink:')
    ? {
        title: 'Too many emails requested',
        text: `Look in your inbox and your spam folder. An earlier email may be there. You can request another link in ${wait}.`,
      }
    : { title: 'Too many attempts', text: `For your security, attempts are limited. Try again in ${wait}.` }
}

/** A number of seconds as people say it. */
const waitingTime = (seconds: number): string => {
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

// Nothing was sent that could be missing: the address itself is wrong.
const wrongAddress: Words = {
  title: 'This address is not complete',
  text: 'It may have been cut off, or it is from an old bookmark.',
}

function wordsFor(failure: Failure, { method }: ErrorContext): Words {
  if (isRateLimited(failure)) return tooOften(failure.details)
  if (failure.code === 'invalid_request' && method !== 'POST') return wrongAddress
  return words[failure.code] ?? { title: 'That did not work', text: errorEntry(failure.code).message }
}

/** What only the visitor's own list can answer, and how the way there is called. */
const toAccess: Partial<Record<ErrorCode, string>> = {
  invalid_magic_link: 'Request a new link',
  expired_magic_link: 'Request a new link',
  used_magic_link: 'Request a new link',
  visitor_unauthorized: 'Sign in',
  purchase_not_found: 'Your access',
}

/** After these the same address is worth another try. A form's address, opened, is the page that the form stood on. */
const worthAnotherTry: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'rate_limited',
  'internal_error',
  'unavailable',
  'payment_provider_error',
])

function nextStep(code: ErrorCode, { home }: Site, { method, config }: ErrorContext): Html {
  const access = toAccess[code]
  if (access !== undefined) return button(paths.access, access)
  if (worthAnotherTry.has(code)) return button('', 'Try again')
  const { status } = errorEntry(code)
  if (method === 'POST' && status !== 404) return button('', 'Back to the page')
  // A host that nobody has leads to the platform's own.
  return home === null ? button(`${config.origin}/`, 'Go to the start page') : button(home, 'See all pages')
}

const button = (href: string, label: string): Html =>
  html`<p><a class="button" href="${href}">${label}</a></p>`

/** The page for an error that has no page of its own: what happened, what to do, and the request id. */
export function errorPage(failure: Failure, request: ErrorContext, site: Site = platformSite): Html {
  const { title, text } = wordsFor(failure, request)
  return layout({
    title,
    site,
    card: 'alert',
    main: html`
      <h1>${title}</h1>
      <p class="lead">${text}</p>
      ${nextStep(failure.code, site, request)}
      ${supportLink(request)}
    `,
  })
}
