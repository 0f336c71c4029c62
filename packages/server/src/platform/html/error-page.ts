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
}

interface Words {
  readonly title: string
  readonly text: string
}

const missing: Words = {
  title: 'Page not found',
  text: 'The address may be wrong, or the page may have been taken down.',
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
  invalid_magic_link: {
    title: 'This link is not valid',
    text: 'It may have been cut off. Request a new one, and open it exactly as it appears in the email.',
  },
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

function wordsFor(failure: Failure): Words {
  if (isRateLimited(failure)) return tooOften(failure.details)
  return words[failure.code] ?? { title: 'That did not work', text: errorEntry(failure.code).message }
}

function nextStep(code: ErrorCode, { home }: Site): Html | '' {
  if (code === 'invalid_magic_link') {
    return html`<p><a class="button" href="${paths.access}">Request a new link</a></p>`
  }
  return home === null ? '' : html`<p><a class="button" href="${home}">See all pages</a></p>`
}

/** The page for an error that has no page of its own: what happened, what to do, and the request id. */
export function errorPage(failure: Failure, request: ErrorContext, site: Site = platformSite): Html {
  const { title, text } = wordsFor(failure)
  return layout({
    title,
    site,
    card: 'alert',
    main: html`
      <h1>${title}</h1>
      <p class="lead">${text}</p>
      ${nextStep(failure.code, site)}
      ${supportLink(request)}
    `,
  })
}
