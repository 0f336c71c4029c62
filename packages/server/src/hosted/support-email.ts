import { html } from 'hono/html'
import { confirmSupportEmail, inspectProof, type SupportEmailProof } from '../features/handles/service.ts'
import { type Config, dashboardOrigin } from '../platform/config.ts'
import { type Failure, fail, isFailure } from '../platform/failure.ts'
import type { Html } from '../platform/html/html.ts'
import { layout, siteNamed } from '../platform/html/layout.ts'
import type { HostedAnswer, HostedCall, HostedHandler } from '../platform/http/hosted-route.ts'

/** The link in the mail to a support address. Opening it changes nothing: mail scanners open links too. */
export const showSupportEmail: HostedHandler<'showMagicLink'> = async (call) => {
  const proof = await proofHere(call)
  return isFailure(proof) ? proof : view(call.deps.config, proof)
}

/** Its button. */
export const submitSupportEmail: HostedHandler<'showMagicLink'> = async (call) => {
  const proof = await proofHere(call)
  if (isFailure(proof)) return proof
  if (proof.state === 'open') await confirmSupportEmail(call.deps, proof.id, call.request.id)
  const after = await proofHere(call)
  return isFailure(after) ? after : view(call.deps.config, after)
}

async function proofHere(
  call: HostedCall<'showMagicLink'>,
): Promise<SupportEmailProof | Failure<'not_found' | 'rate_limited'>> {
  const byAddress = await call.throttle('showMagicLink').countAddress()
  if (byAddress) return byAddress
  const proof = await inspectProof(call.deps, call.param('token'))
  return proof?.handle === call.handle && proof !== null ? proof : fail('not_found')
}

const view = (config: Config, proof: SupportEmailProof): HostedAnswer => {
  const { status, title, main } = states[proof.state](
    proof,
    `${dashboardOrigin(config)}/h/${proof.handle}/settings`,
  )
  const site = siteNamed(proof.displayName)
  return { status, html: layout({ title, site, card: 'mail', main: html`<h1>${title}</h1>${main}` }) }
}

interface State {
  readonly status: number
  readonly title: string
  readonly main: Html
}

/** By state; `profile` is where the dashboard has the address, which asks whoever is not signed in to do so. */
const states: Record<SupportEmailProof['state'], (proof: SupportEmailProof, profile: string) => State> = {
  open: ({ email, displayName }) => ({
    status: 200,
    title: 'Confirm this address',
    main: html`<p class="lead">
        <strong>${displayName}</strong> wants buyers to reach it at <strong>${email}</strong>.
      </p>
      <p>The address will be shown on its pages and receipts, and replies to its emails will go there.</p>
      <form class="form" method="post"><button>Confirm the address</button></form>
      <p class="quiet small">Didn't ask for this? Close this page. Nothing happens until you press the button.</p>`,
  }),
  confirmed: ({ email, displayName }, profile) => ({
    status: 200,
    title: 'This address is confirmed',
    main: html`<p class="lead">Buyers can now reach <strong>${displayName}</strong> at <strong>${email}</strong>.</p>
      <p><a class="button" href="${profile}">Open the dashboard</a></p>
      <p class="quiet small">If you don't work on this site yourself, you can close this page.</p>`,
  }),
  over: ({ displayName }, profile) => ({
    status: 401,
    title: 'This link no longer works',
    main: html`<p class="lead">
        It has expired, or <strong>${displayName}</strong> has since entered another address.
      </p>
      <p>To get a new link, open the profile in the dashboard, and send the link again.</p>
      <p><a class="button" href="${profile}">Open the profile</a></p>`,
  }),
}
