import { html } from 'hono/html'
import type { InspectedChallenge } from '../features/visitors/service.ts'
import type { Html } from '../platform/html/html.ts'
import { layout, siteNamed } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import { LINK_MINUTES, signInTarget } from '../platform/html/sign-in-page.ts'
import { codeForm, emailForm } from '../platform/html/visitor-forms.ts'

/** After asking for a link: where it went, and room for the code that came with it. */
export function checkMailPage({
  challenge,
  error,
}: {
  challenge: InspectedChallenge['challenge']
  error?: string
}): Html {
  const { id, email, handleName, handleDisplayName, pageSlug, returnTo } = challenge
  const withCode = handleName !== null
  const target = { action: paths.checkMail, hidden: { challenge: id } }
  return layout({
    title: error ? 'Error: Check your mail' : 'Check your mail',
    site: siteNamed(handleDisplayName, challenge),
    card: 'mail',
    main: html`
      <h1>Check your mail</h1>
      <p class="lead">
        We sent a link to <strong>${email}</strong>. Open it
        ${withCode ? 'or enter the code that came with it.' : 'in this browser.'} It works for ${LINK_MINUTES} minutes.
      </p>
      ${withCode ? codeForm(target, error === undefined ? {} : { error }) : ''}
      ${
        returnTo === null
          ? html`<p class="quiet small">
              Nothing there? Look into your spam folder, or
              <a href="${pageSlug === null ? paths.access : `/${pageSlug}`}">check the address and ask again</a>.
            </p>`
          : html`<p class="quiet small">Nothing there? Look into your spam folder, or ask again.</p>
              <details>
                <summary>Ask again</summary>
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
