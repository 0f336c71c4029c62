import { MAGIC_LINK_SECONDS } from '@latchkey/contract'
import { html } from 'hono/html'
import type { InspectedChallenge } from '../features/visitors/service.ts'
import { waitingScript } from '../platform/html/assets.ts'
import type { Html } from '../platform/html/html.ts'
import { layout, siteNamed } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import { LINK_MINUTES, signInTarget } from '../platform/html/sign-in-page.ts'
import { codeForm, emailForm } from '../platform/html/visitor-forms.ts'

/** A mail that is on its way. */
export interface CheckMail {
  readonly challenge: InspectedChallenge['challenge']
  /** What was wrong with the code that was entered. */
  readonly error?: string
  /** Too many wrong ones were: for now only the link counts. */
  readonly codesLocked?: boolean
}

/**
 * After asking for a link: where it went, and room for the code that came with it. It goes on when the link was opened
 * in another tab of this browser, by itself where scripts run.
 */
export function checkMailPage({ challenge, error, codesLocked = false }: CheckMail): Html {
  const { id, email, handleName, handleDisplayName, pageSlug, returnTo } = challenge
  const withCode = handleName !== null && !codesLocked
  const here = `${paths.checkMail}?challenge=${id}`
  const target = { action: paths.checkMail, hidden: { challenge: id } }
  return layout({
    title: error || codesLocked ? 'Error: Check your email' : 'Check your email',
    site: siteNamed(handleDisplayName, challenge),
    card: 'mail',
    script: html`<script
      src="${waitingScript.href}"
      data-url="${here}"
      data-seconds="${MAGIC_LINK_SECONDS}"
      defer
    ></script>`,
    main: html`
      <h1>Check your email</h1>
      <p class="lead">
        We sent a link to <strong>${email}</strong>. Open it
        ${withCode ? 'or enter the code from the same email.' : 'in this browser.'} It works for ${LINK_MINUTES} minutes.
      </p>
      ${
        codesLocked
          ? html`<p class="error" role="alert">
              Too many wrong codes were entered for this address, so codes are switched off for now. The link in the
              email still works.
            </p>`
          : ''
      }
      ${withCode ? codeForm(target, error === undefined ? {} : { error }) : ''}
      <p class="quiet small">
        Opened the link in another tab? <a href="${here}">Continue here</a>.
      </p>
      ${
        returnTo === null
          ? html`<p class="quiet small">
              Nothing yet? Look in your spam folder, or
              <a href="${pageSlug === null ? paths.access : `/${pageSlug}`}">check the address and request another link</a>.
            </p>`
          : html`<p class="quiet small">Nothing yet? Look in your spam folder, or request another link.</p>
              <details>
                <summary>Request another link</summary>
                ${emailForm(signInTarget({ pageSlug, returnTo }), {
                  button: 'Send me a link',
                  hint: 'Check the address first.',
                  value: email,
                })}
              </details>`
      }
    `,
  })
}
