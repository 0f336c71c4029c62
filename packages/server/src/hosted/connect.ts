import { html } from 'hono/html'
import type { Html } from '../platform/html/html.ts'
import type { IconName } from '../platform/html/icons.ts'
import { layout } from '../platform/html/layout.ts'
import type { HostedHandler } from '../platform/http/hosted-route.ts'

// Stripe sends whoever filled in the onboarding form here, unless a front end named pages of its own. Nobody is signed
// in here, and Stripe says neither who it was nor how far they got: so the words fit everybody, and nothing is looked up.

const page = (title: string, card: IconName, main: Html): HostedHandler => {
  const markup = layout({ title, card, main: html`<h1>${title}</h1>${main}` })
  return async () => ({ status: 200, html: markup })
}

/** The way back from the form, finished or not. */
export const showConnectReturned = page(
  'Back from Stripe',
  'key',
  html`
    <p class="lead">
      If you finished the form, you are done here. Your pages can be bought as soon as Stripe has checked what you
      entered, most often within minutes.
    </p>
    <p>
      If you left something out, or Stripe asks for more later, connect with Stripe once more in the app that sent you
      here. What you entered is kept.
    </p>
    <p class="quiet small">You can close this page.</p>
  `,
)

/** The link was opened before, or is older than a few minutes. */
export const showConnectRefresh = page(
  'This link has expired',
  'clock',
  html`
    <p class="lead">A link to Stripe's form opens once, and only for a few minutes.</p>
    <p>
      Go back to the app that sent you here and connect with Stripe once more: it gives you a new link. What you entered
      is kept.
    </p>
  `,
)
