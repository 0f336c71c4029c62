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
  title: 'There is no such page',
  text: 'The address may be mistyped, or the page was taken down.',
}

// The catalogue speaks to developers; these are the codes that people meet in a browser.
const words: Partial<Record<ErrorCode, Words>> = {
  not_found: missing,
  page_not_found: missing,
  handle_not_found: missing,
  method_not_allowed: missing,
  purchase_not_found: {
    title: 'We do not know this payment',
    text: 'It does not belong to the address that you are signed in with. Look at what you have under “Your access”.',
  },
  file_not_found: {
    title: 'There is no such file',
    text: 'It was taken down, or is shared with another address than the one that you are signed in with.',
  },
  file_expired: {
    title: 'This file is no longer offered',
    text: 'It could be downloaded for a limited time, which is over. Ask whoever sent you here.',
  },
  offer_not_found: {
    title: 'This offer is no longer open',
    text: 'It was answered already, taken back, or has lapsed. If you have just accepted it, you are done; otherwise ask whoever made it for a new one.',
  },
  invalid_magic_link: {
    title: 'This link is not valid',
    text: 'It may have been cut off on the way. Ask for a new one, and open it exactly as it stands in the mail.',
  },
  invalid_request: {
    title: 'Something is missing',
    text: 'The form did not arrive as it was sent. Go back, and try it once more.',
  },
  internal_error: {
    title: 'That went wrong on our side',
    text: 'It was recorded. Try again; if it stays like this, write to us.',
  },
  unavailable: {
    title: 'We are not able to answer right now',
    text: 'Nothing is lost. Wait a few seconds, then load the page again.',
  },
}

const isRateLimited = (failure: Failure): failure is Failure<'rate_limited'> & { details: RateLimit } =>
  failure.code === 'rate_limited'

type RateLimit = ErrorDetails<'rate_limited'>

function tooOften({ limit, retryAfterSeconds }: RateLimit): Words {
  const wait = waitingTime(retryAfterSeconds)
  return limit.startsWith('requestMagicLink:')
    ? {
        title: 'That was a lot of mail',
        text: `Look into your inbox and your spam folder: what we sent may be there. You can ask again in ${wait}.`,
      }
    : { title: 'That was a bit too often', text: `For your safety there is a limit. Try again in ${wait}.` }
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
    return html`<p><a class="button" href="${paths.access}">Ask for a new link</a></p>`
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
