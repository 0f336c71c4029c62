import { html } from 'hono/html'
import type { Html } from '../../platform/html/html.ts'
import { layout, siteNamed } from '../../platform/html/layout.ts'
import { formatMoney } from '../../platform/money.ts'
import type { Challenge, RequestedPage } from '../visitors/service.ts'

/** What the link opens, in plain words. */
const scope = ({ handleDisplayName }: Challenge): Html =>
  handleDisplayName === null
    ? html`everything you have on <strong>Latchkey</strong>, from all creators`
    : html`the pages of <strong>${handleDisplayName}</strong>`

/** The link before it is used: whom it signs in, where, what comes next, and one button. `frontEnd` is the other site it leads on to. */
export const continuePage = ({
  challenge,
  frontEnd,
  page,
}: {
  challenge: Challenge
  frontEnd: URL | null
  page: RequestedPage | null
}): Html =>
  layout({
    title: 'Sign in',
    site: siteNamed(challenge.handleDisplayName, challenge),
    card: 'key',
    main: html`
      <h1>Sign in</h1>
      <p class="lead">
        You are about to sign in as <strong>${challenge.email}</strong>. This opens ${scope(challenge)}.
      </p>
      ${
        page?.price && !frontEnd
          ? html`<p>If you have not bought <strong><bdi>${page.title}</bdi></strong> yet, you will go to Stripe to pay
              <strong>${formatMoney(page.price)}</strong>.</p>`
          : ''
      }
      ${frontEnd ? html`<p>You will continue to <strong>${frontEnd.host}</strong>, which signs you in there.</p>` : ''}
      <form class="form" method="post"><button>Continue</button></form>
      <p class="quiet small">
        Didn't ask for this? Close this page. Nothing happens until you press the button.
      </p>
    `,
  })

/** A used or expired link in a browser that is signed in already: nothing is wrong, so nothing is said to be. */
export const signedInAlreadyPage = ({ challenge, url }: { challenge: Challenge; url: string }): Html =>
  layout({
    title: 'You are signed in',
    site: siteNamed(challenge.handleDisplayName, challenge),
    visitorEmail: challenge.email,
    card: 'key',
    main: html`
      <h1>You are signed in</h1>
      <p class="lead">
        This link has done its job. You are signed in as <strong>${challenge.email}</strong>.
      </p>
      <p><a class="button" href="${url}">Continue</a></p>
    `,
  })
