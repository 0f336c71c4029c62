import { html } from 'hono/html'
import type { Html } from './html.ts'

/** Where a form goes, and what it carries unseen. */
export interface FormTarget {
  readonly action: string
  readonly hidden?: Readonly<Record<string, string>>
}

const hiddenFields = ({ hidden = {} }: FormTarget) =>
  Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)

/** Asks for the e-mail address to which a link goes. `error` is what is wrong with the one that was entered. */
export const emailForm = (
  target: FormTarget,
  { button, hint, value = '', error }: { button: string; hint: string; value?: string; error?: string },
): Html => html`<form class="form" method="post" action="${target.action}" novalidate>
  ${hiddenFields(target)}
  <label for="email">Your email address</label>
  <input
    id="email"
    name="email"
    type="email"
    autocomplete="email"
    autocapitalize="none"
    spellcheck="false"
    required
    maxlength="254"
    value="${value}"
    aria-describedby="${error ? 'email-error ' : ''}email-hint"
    ${error ? html`aria-invalid="true"` : ''}
  />
  ${error ? html`<p class="error" id="email-error">${error}</p>` : ''}
  <button>${button}</button>
  <p class="quiet small" id="email-hint">${hint}</p>
</form>`

/** Asks for the six digits of the mail. */
export const codeForm = (
  target: FormTarget,
  { error }: { error?: string | undefined },
): Html => html`<form class="form" method="post" action="${target.action}" novalidate>
  ${hiddenFields(target)}
  <label for="code">Code from the email</label>
  <input
    id="code"
    class="code"
    name="code"
    autocomplete="one-time-code"
    inputmode="numeric"
    required
    maxlength="20"
    aria-describedby="${error ? 'code-error ' : ''}code-hint"
    ${error ? html`aria-invalid="true"` : ''}
  />
  ${error ? html`<p class="error" id="code-error">${error}</p>` : ''}
  <button>Sign in</button>
  <p class="quiet small" id="code-hint">Six digits. Handy if you read your email on another device.</p>
</form>`

/** A form that is one button. */
export const buttonForm = (target: FormTarget, label: string, style = ''): Html =>
  html`<form class="form" method="post" action="${target.action}">
    ${hiddenFields(target)}<button class="${style}">${label}</button>
  </form>`
