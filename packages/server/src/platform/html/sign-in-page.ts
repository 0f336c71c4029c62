import { MAGIC_LINK_SECONDS } from '@latchkey/contract'
import { html } from 'hono/html'
import type { ErrorContext } from './error-page.ts'
import type { Html } from './html.ts'
import { layout, type Site } from './layout.ts'
import { paths } from './paths.ts'
import { supportLink } from './support-link.ts'
import { emailForm, type FormTarget } from './visitor-forms.ts'

/** Minutes a link works, as pages say it. */
export const LINK_MINUTES = MAGIC_LINK_SECONDS / 60

/** What a visitor came for, which a new link must lead to as well. */
export interface CameFor {
  readonly pageSlug?: string | null
  readonly returnTo?: string | null
}

/** Where the form goes that asks for a link to the same. */
export const signInTarget = ({ pageSlug, returnTo }: CameFor): FormTarget => ({
  action: paths.signIn,
  hidden: { ...(pageSlug && { page: pageSlug }), ...(returnTo && { returnTo }) },
})

const whatTheLinkOpens = (site: Site | null): Html =>
  site === null
    ? html`We'll email you a link. It opens everything you have on Latchkey, from all creators, in this browser.`
    : html`We'll email you a link and a code. They open what you have from <strong><bdi>${site.name}</bdi></strong> in this
        browser.`

/**
 * Asks for a link. Without `site` it opens what the visitor has with all creators.
 * `error` is what is wrong with the address that was entered.
 */
export const signInPage = ({
  site,
  email,
  error,
  notice,
  ...cameFor
}: CameFor & {
  site: Site | null
  /** What has just happened. */
  notice?: string
  email?: string
  error?: string
}): Html =>
  layout({
    title: error ? 'Error: Your access' : 'Your access',
    ...(site && { site }),
    card: 'key',
    main: html`
      <h1>Your access</h1>
      ${notice ? html`<p class="notice" role="status">${notice}</p>` : ''}
      <p class="lead">${whatTheLinkOpens(site)}</p>
      ${emailForm(signInTarget(cameFor), {
        button: 'Send me a link',
        hint: 'No password needed. Use the address you bought or signed in with.',
        ...(email !== undefined && { value: email }),
        ...(error !== undefined && { error }),
      })}
      <details>
        <summary>Asked to sign in again and again?</summary>
        <p>
          Signing in needs one cookie, and your browser is not keeping it. Allow cookies for this site, leave
          private browsing, or open the link in your usual browser instead of inside your email app. A content
          blocker can be the cause too.
        </p>
      </details>
    `,
  })

const spentWords = {
  expired_magic_link: {
    title: 'This link has expired',
    text: `Links work for ${LINK_MINUTES} minutes, and this one is older. Request a new one and it will arrive right away.`,
  },
  used_magic_link: {
    title: 'This link has already been used',
    text: 'A link and the code sent with it sign you in once. To sign in here too, request a new link.',
  },
} as const

/** A link or code that no longer works: which of the reasons it is, and a form for a new one. */
export const spentLinkPage = ({
  code,
  ...page
}: CameFor & {
  site: Site
  code: keyof typeof spentWords
  request: ErrorContext
}): Html => newLinkPage({ ...spentWords[code], ...page })

/** A link that we do not know, opened on this site. */
export const unknownLinkPage = (site: Site, request: ErrorContext): Html =>
  newLinkPage({
    title: 'This link is not valid',
    text: 'It may have been cut off. Open it exactly as it appears in the email, or request a new one.',
    site,
    request,
  })

const newLinkPage = (
  page: CameFor & { title: string; text: string; site: Site; request: ErrorContext },
): Html =>
  layout({
    title: page.title,
    site: page.site,
    card: 'key',
    main: html`
      <h1>${page.title}</h1>
      <p class="lead">${page.text}</p>
      ${emailForm(signInTarget(page), {
        button: 'Send a new link',
        hint: 'Use the address the first email went to.',
      })}
      ${supportLink(page.request)}
    `,
  })
