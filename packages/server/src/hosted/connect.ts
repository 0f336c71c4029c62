import { HandleName } from '@latchkey/contract'
import { html } from 'hono/html'
import { findSeller } from '../features/connect/service.ts'
import { type Config, dashboardOrigin, handleOrigin } from '../platform/config.ts'
import type { Html } from '../platform/html/html.ts'
import type { IconName } from '../platform/html/icons.ts'
import { layout } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import type { HostedAnswer, HostedHandler } from '../platform/http/hosted-route.ts'

// Stripe sends whoever filled in the onboarding form here, unless a front end named pages of its own. Nobody is signed
// in, and Stripe says neither who it was nor how far they got. All that is looked up is whether the handle can take
// payments, which its pages show to everybody.

const page = (title: string, card: IconName, main: Html): HostedAnswer => ({
  status: 200,
  html: layout({ title, card, main: html`<h1>${title}</h1>${main}` }),
})

/** What a handle earns, in the dashboard, which asks whoever is not signed in to do so. */
const revenue = (config: Config, handle: string) => `${dashboardOrigin(config)}/h/${handle}/revenue`

/** The way back from the form, finished or not. */
export const showConnectReturned: HostedHandler<'getPublicPage'> = async ({ deps, query, throttle }) => {
  const byAddress = await throttle('getPublicPage').countAddress()
  if (byAddress) return byAddress
  const name = HandleName.safeParse(query('handle'))
  const seller = name.success ? await findSeller(deps.db, name.data) : undefined
  if (!seller || !name.success) return notSure(deps.config, null)
  if (!seller.canSell) return notSure(deps.config, name.data)
  return page(
    'Stripe is connected',
    'key',
    html`
      <p class="lead"><strong>${seller.displayName}</strong> can now take payments, and its paid pages are on sale.</p>
      <p><a class="button" href="${handleOrigin(deps.config, name.data)}/">See the site</a></p>
      <p class="quiet small"><a href="${revenue(deps.config, name.data)}">Your revenue</a></p>
    `,
  )
}

const notSure = (config: Config, handle: string | null): HostedAnswer =>
  page(
    'Back from Stripe',
    'clock',
    html`
      <p class="lead">
        If you finished the form, you're done. Your pages go on sale as soon as Stripe has checked your details,
        usually within minutes.
      </p>
      ${
        handle === null
          ? ''
          : html`<p><a class="button" href="${paths.connectReturned}?handle=${handle}">Check again</a></p>`
      }
      ${
        handle === null
          ? html`
              <p>
                If you left something out, or Stripe asks for more later, request a new onboarding link in the app that
                sent you here. Your answers are saved.
              </p>
            `
          : html`
              <p>
                If you left something out, or Stripe asks for more later,
                <a href="${revenue(config, handle)}">your dashboard</a> says what is needed. Your answers are saved.
              </p>
            `
      }
    `,
  )

/** The link was opened before, or is older than a few minutes. */
export const showConnectRefresh: HostedHandler = async ({ deps, query }) => {
  const name = HandleName.safeParse(query('handle'))
  return page(
    'Request a new onboarding link',
    'clock',
    html`
      <p class="lead">This link to Stripe's form has expired. Each link opens once, and only for a few minutes.</p>
      ${
        name.success
          ? html`
              <p>
                <a class="button" href="${revenue(deps.config, name.data)}?connect=again">Continue with a new link</a>
              </p>
              <p>Your answers are saved.</p>
            `
          : html`
              <p>
                Go back to the app that sent you here and connect with Stripe again to get a new link. Your answers are
                saved.
              </p>
            `
      }
    `,
  )
}
