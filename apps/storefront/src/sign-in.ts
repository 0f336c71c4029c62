import { unwrap } from '@latchkey/sdk'
import { field, form, h } from './dom.ts'
import { auth } from './latchkey.ts'

/** Asks for an address, then for the code sent there; whoever follows the link in the email needs no code. */
export function signIn(pageSlug?: string): HTMLElement {
  const card = h('section', { class: 'card', 'aria-label': 'Sign in' })

  const askForAddress = () => {
    const address = field('Email address', { name: 'email', type: 'email', autocomplete: 'email' })
    const next = form('Continue with email', (values) => send(String(values.get('email'))), address)
    card.replaceChildren(
      h('p', {}, 'Sign in with your email address. We send you a link and a code, so there is no password.'),
      next,
    )
  }

  // #region send
  const send = async (email: string) => {
    const request = { email, returnTo: location.href, ...(pageSlug && { pageSlug }) }
    const { challengeId } = await unwrap(auth.requestMagicLink(request))
    askForCode(email, challengeId)
    return null
  }
  // #endregion

  const askForCode = (email: string, challengeId: string) => {
    const code = field('Code from the email', {
      name: 'code',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
    })
    const verify = async (values: FormData) => {
      const proof = { challengeId, code: String(values.get('code')) }
      const { error } = await auth.verifyMagicLink(proof)
      return error?.message ?? null
    }
    const other = h('button', { type: 'button', class: 'plain' }, 'Send a new code, or use another address')
    other.addEventListener('click', askForAddress)
    card.replaceChildren(
      h('h2', {}, 'Check your email'),
      h('p', {}, 'We have written to ', h('strong', {}, email), '. Follow the link, or type the code here.'),
      form('Sign in', verify, code),
      other,
    )
    code.querySelector('input')?.focus()
  }

  askForAddress()
  return card
}
