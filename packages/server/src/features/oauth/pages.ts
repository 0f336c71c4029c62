import { type ErrorCode, errorEntry, type Scope, scopes } from '@latchkey/contract'
import { html } from 'hono/html'
import type { ErrorContext } from '../../platform/html/error-page.ts'
import type { Html } from '../../platform/html/html.ts'
import { layout } from '../../platform/html/layout.ts'
import { supportLink } from '../../platform/html/support-link.ts'
import type { RequestProblem } from './authorization-request.ts'
import { isDocumentUrl } from './client-metadata-document.ts'
import { destinationOf } from './redirect-uris.ts'

/** A client as pages name it. */
interface NamedClient {
  readonly id: string
  readonly name: string
}

// Names are chosen by whoever registers, and may run from right to left: <bdi> keeps the rest of the line in order.
const nameOf = ({ name }: NamedClient): Html => html`<strong><bdi>${name}</bdi></strong>`

/** Asks for address and password. `asked` is the authorization request to go on with. */
export const signInPage = (page: {
  readonly action: string
  readonly asked: string
  readonly client: NamedClient | undefined
  readonly entered?: { readonly email: string; readonly error: string }
}): Html => {
  const { client, entered } = page
  return layout({
    title: entered ? 'Error: Sign in' : 'Sign in',
    card: 'key',
    main: html`
      <h1>Sign in</h1>
      <p class="lead">
        Use your creator account${client ? html` to continue to ${nameOf(client)}, which never sees your password` : ''}.
      </p>
      <form class="form" method="post" action="${page.action}" novalidate>
        <input type="hidden" name="request" value="${page.asked}" />
        <label for="email">Email address</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          maxlength="254"
          value="${entered?.email ?? ''}"
          ${entered ? html`aria-invalid="true" aria-describedby="sign-in-error"` : ''}
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxlength="1000"
          ${entered ? html`aria-invalid="true" aria-describedby="sign-in-error"` : ''}
        />
        ${entered ? html`<p class="error" id="sign-in-error" role="alert">${entered.error}</p>` : ''}
        <button>Sign in</button>
      </form>
    `,
  })
}

/** Asks whether a client may act for the account. */
export const consentPage = (page: {
  readonly action: string
  readonly ticket: string
  readonly client: NamedClient
  readonly scope: readonly Scope[]
  readonly email: string
  readonly redirectUri: string
  /** Asks for another account. */
  readonly switchUrl: string
}): Html => {
  const { client, scope, email, redirectUri } = page
  return layout({
    title: `Allow ${client.name}?`,
    card: 'key',
    main: html`
      <h1>Allow <bdi>${client.name}</bdi>?</h1>
      <p class="lead">${nameOf(client)} wants to act for you on Latchkey. On every handle where you have a role, it could:</p>
      <ul class="permissions">
        ${scope.map((name) => html`<li>${scopes[name]}</li>`)}
      </ul>
      <dl class="facts">
        <div class="fact"><dt>Signed in as</dt><dd>${email} (<a href="${page.switchUrl}">not you?</a>)</dd></div>
        <div class="fact"><dt>You continue to</dt><dd>${destinationOf(redirectUri)}</dd></div>
        <div class="fact"><dt>Who it is</dt><dd>${identity(client)}</dd></div>
      </dl>
      <form class="row" method="post" action="${page.action}">
        <input type="hidden" name="ticket" value="${page.ticket}" />
        <button name="decision" value="allow">Allow</button>
        <button class="outlined" name="decision" value="deny">Deny</button>
      </form>
      <p class="quiet small">Only allow an app that you have just asked to connect. It never sees your password.</p>
    `,
  })
}

const identity = ({ id }: NamedClient): Html =>
  isDocumentUrl(id)
    ? html`described by ${new URL(id).host}`
    : html`not verified; anyone can register under this name`

/** A client that is not known, or whose document is of no use. `problem` is for its developer. */
export const unknownClientPage = (
  code: Extract<ErrorCode, 'oauth_client_not_found' | 'oauth_client_document_invalid'>,
  request: ErrorContext,
  problem?: string,
): Html =>
  refusalPage({
    title: 'We do not recognize this app',
    code,
    request,
    details: problem === undefined ? '' : html`<p>Its metadata document cannot be used: ${problem}.</p>`,
  })

/** A redirect URI that the client did not register, and to its owner those that it did: where the two differ shows at once. */
export const redirectUriPage = (page: {
  readonly client: NamedClient
  readonly received: readonly string[]
  /** `null` for everybody but the account that registered the client. */
  readonly registered: readonly string[] | null
  readonly request: ErrorContext
}): Html =>
  refusalPage({
    title: 'This app asked for the wrong address',
    code: 'oauth_redirect_uri_mismatch',
    request: page.request,
    details: html`<dl class="facts">
      <div class="fact"><dt>App</dt><dd>${nameOf(page.client)}</dd></div>
      <div class="fact"><dt>Received redirect_uri</dt><dd>${addresses(page.received)}</dd></div>
      ${
        page.registered
          ? html`<div class="fact"><dt>Registered</dt><dd>${addresses(page.registered)}</dd></div>`
          : ''
      }
    </dl>`,
  })

/** A request that gets no answer but this page, because nobody asked for its client to be trusted yet. */
export const requestProblemPage = (page: {
  readonly client: NamedClient
  readonly problem: RequestProblem
  readonly request: ErrorContext
}): Html =>
  refusalPage({
    title: 'This app cannot be connected',
    code: 'oauth_request_refused',
    request: page.request,
    details: html`<dl class="facts">
      <div class="fact"><dt>App</dt><dd>${nameOf(page.client)}</dd></div>
      <div class="fact"><dt>Problem</dt><dd><code>${page.problem.error}</code> ${page.problem.description}</dd></div>
    </dl>`,
  })

const addresses = (uris: readonly string[]): Html =>
  uris.length === 0 ? html`none` : html`${uris.map((uri) => html`<code>${uri}</code> `)}`

/** A consent page that cannot be answered any more. */
export const consentExpiredPage = (request: ErrorContext): Html =>
  refusalPage({ title: 'Please start again', code: 'oauth_consent_expired', request, details: '' })

/** An answer that did not come from our own page. */
export const crossSitePage = (request: ErrorContext): Html =>
  refusalPage({ title: 'No access was granted', code: 'cross_site_form', request, details: '' })

/** The catalogue marks code by backticks. */
const marked = (text: string): Html =>
  html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`

const refusalPage = (page: {
  title: string
  code: ErrorCode
  request: ErrorContext
  details: Html | ''
}): Html => {
  const { message, cause, cure } = errorEntry(page.code)
  return layout({
    title: page.title,
    card: 'alert',
    main: html`
      <h1>${page.title}</h1>
      <p class="lead">${message}</p>
      ${page.details}
      <p class="quiet">For its developer: ${marked(`${cause} ${cure}`)}</p>
      ${supportLink(page.request)}
    `,
  })
}
