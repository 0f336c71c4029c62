import { html } from 'hono/html'
import { may, type OfferRow, whatOwnershipMeans } from '../features/offers/service.ts'
import { formatTime } from '../platform/dates.ts'
import type { Html } from '../platform/html/html.ts'
import { layout } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import { buttonForm } from '../platform/html/visitor-forms.ts'

/** What a form of the page does. */
export type OfferStep = 'accept' | 'decline' | 'sign_in' | 'sign_up' | 'confirm' | 'resend'

/** What was wrong with a form that was sent. */
export interface FormProblem {
  readonly step: OfferStep
  readonly text: string
}

interface Shown {
  readonly offer: OfferRow
  /** Host of the handle's site. */
  readonly host: string
}

// Names are chosen by creators, and may run from right to left: <bdi> keeps the rest of the line in order.
const nameOf = ({ displayName }: OfferRow): Html => html`<strong><bdi>${displayName}</bdi></strong>`

/** What is offered by whom, and the ways to accept it: by one button, by signing in, or by creating an account. */
export function offerPage({
  offer,
  host,
  signedInAs,
  problem,
}: Shown & { signedInAs: string | null; problem?: FormProblem | undefined }): Html {
  const ownership = offer.role === 'OWNER'
  return layout({
    title: `${problem ? 'Error: ' : ''}${ownership ? 'Take over' : 'Work on'} ${offer.displayName}?`,
    card: 'key',
    main: html`
      <h1>${ownership ? 'Take over' : 'Work on'} <bdi>${offer.displayName}</bdi>?</h1>
      <p class="lead">${
        ownership
          ? html`${offer.offeredBy} offers you ownership of ${nameOf(offer)}.`
          : html`${offer.offeredBy} invites you to work on ${nameOf(offer)}.`
      }</p>
      <dl class="facts">
        <div class="fact"><dt>Site</dt><dd>${host}</dd></div>
        <div class="fact"><dt>You could</dt><dd>${may[offer.role]}</dd></div>
        <div class="fact"><dt>For the account</dt><dd>${offer.email}</dd></div>
        <div class="fact"><dt>Open until</dt><dd>${formatTime(offer.expiresAt)}</dd></div>
      </dl>
      ${ownership ? html`<p>${whatOwnershipMeans}</p>` : ''}
      ${signedInAs === offer.email ? answerForms(offer) : signInForms(offer, signedInAs, problem)}
    `,
  })
}

const target = ({ id }: OfferRow, step: OfferStep) => ({ action: paths.offer(id), hidden: { step } })

const answerForms = (offer: OfferRow): Html => html`<div class="row buttons">
  ${buttonForm(target(offer, 'accept'), 'Accept')}
  ${buttonForm(target(offer, 'decline'), 'Decline', 'outlined')}
</div>`

const signInForms = (
  offer: OfferRow,
  signedInAs: string | null,
  problem: FormProblem | undefined,
): Html => html`
  ${
    signedInAs === null
      ? ''
      : html`<p class="quiet">You are signed in as ${signedInAs}. This offer is for ${offer.email}.</p>`
  }
  <h2>Accept with your account</h2>
  ${passwordForm(offer, { step: 'sign_in', label: 'Password', autocomplete: 'current-password', button: 'Sign in and accept' }, problem)}
  <h2>New to Latchkey?</h2>
  ${passwordForm(offer, { step: 'sign_up', label: 'Choose a password', autocomplete: 'new-password', button: 'Create an account' }, problem)}
  <p class="quiet small">
    We'll email you a code. Entering it confirms your address and accepts the offer.
    <a href="${paths.offer(offer.id)}?step=code">Already have a code?</a>
  </p>
  <p class="quiet small">Not expecting this? Close this page. Nothing happens unless you accept.</p>
`

function passwordForm(
  offer: OfferRow,
  field: { step: 'sign_in' | 'sign_up'; label: string; autocomplete: string; button: string },
  problem: FormProblem | undefined,
): Html {
  const { step } = field
  const error = problem?.step === step ? problem.text : null
  return html`<form class="form" method="post" action="${paths.offer(offer.id)}" novalidate>
    <input type="hidden" name="step" value="${step}" />
    <label for="${step}-email">Email address</label>
    <input id="${step}-email" type="email" value="${offer.email}" autocomplete="username" readonly />
    <label for="${step}-password">${field.label}</label>
    <input
      id="${step}-password"
      name="password"
      type="password"
      autocomplete="${field.autocomplete}"
      required
      maxlength="1000"
      ${error === null ? '' : html`aria-invalid="true" aria-describedby="${step}-error"`}
    />
    ${error === null ? '' : html`<p class="error" id="${step}-error" role="alert">${error}</p>`}
    <button>${field.button}</button>
  </form>`
}

/** Asks for the code that confirms a new account. */
export function offerCodePage({
  offer,
  problem,
}: {
  offer: OfferRow
  problem?: FormProblem | undefined
}): Html {
  const error = problem?.text ?? null
  return layout({
    title: error === null ? 'Check your email' : 'Error: Check your email',
    card: 'mail',
    main: html`
      <h1>Check your email</h1>
      <p class="lead">
        We sent an email to <strong>${offer.email}</strong>. The code in it creates your account and accepts the
        offer for ${nameOf(offer)}.
      </p>
      <form class="form" method="post" action="${paths.offer(offer.id)}" novalidate>
        <input type="hidden" name="step" value="confirm" />
        <label for="code">Code from the email</label>
        <input
          id="code"
          class="code"
          name="code"
          autocomplete="one-time-code"
          required
          maxlength="100"
          ${error === null ? '' : html`aria-invalid="true" aria-describedby="code-error"`}
        />
        ${error === null ? '' : html`<p class="error" id="code-error" role="alert">${error}</p>`}
        <button>Confirm and accept</button>
      </form>
      ${buttonForm(target(offer, 'resend'), 'Send another code', 'outlined')}
      <p class="quiet small">
        No code in the email? This address already has an account:
        <a href="${paths.offer(offer.id)}">sign in to accept</a>.
      </p>
    `,
  })
}

/** After accepting. */
export function acceptedPage({ offer, dashboardUrl }: Shown & { dashboardUrl: string }): Html {
  const title =
    offer.role === 'OWNER' ? `${offer.displayName} is now yours` : `You now work on ${offer.displayName}`
  return layout({
    title,
    card: 'key',
    main: html`
      <h1><bdi>${title}</bdi></h1>
      <p class="lead">As ${offer.email}, you can ${may[offer.role]}.</p>
      ${offer.role === 'OWNER' ? html`<p>${whatOwnershipMeans}</p>` : ''}
      <p><a class="button" href="${dashboardUrl}">Open the dashboard</a></p>
    `,
  })
}

/** After declining. */
export const declinedPage = (offer: OfferRow): Html =>
  layout({
    title: 'Offer declined',
    card: 'key',
    main: html`
      <h1>Offer declined</h1>
      <p class="lead">You have declined the offer for ${nameOf(offer)}. You can close this page.</p>
    `,
  })
