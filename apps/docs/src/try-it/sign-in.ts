import { h, labelled } from './elements.ts'
import type { Credential, Form } from './form.ts'
import {
  type Kind,
  rememberToken,
  requestCode,
  sessionOf,
  signInAccount,
  signInVisitor,
  signOut,
} from './sessions.ts'

const FORGOTTEN = 'It stays in the memory of this page, and is forgotten when you leave it.'

/** Runs what a button does, once at a time, and says when it fails. */
const acting = (problem: HTMLElement, act: () => Promise<void>) => async (event: Event) => {
  event.preventDefault()
  const button = (event.target as HTMLElement).querySelector('button')
  if (button?.disabled) return
  button?.toggleAttribute('disabled', true)
  problem.textContent = ''
  try {
    await act()
  } catch (error) {
    problem.textContent = error instanceof Error ? error.message : String(error)
  } finally {
    button?.toggleAttribute('disabled', false)
  }
}

/** Where one says who calls. `changed` is told when that is somebody else. */
export function signInPart(form: Form, handle: () => string, changed: () => void): HTMLElement | null {
  const { kind, optional, demo } = form.credential
  if (kind === 'none' || kind === 'cookie') return null
  const part = h('div', { class: 'try-it-who', role: 'group' })
  const legend = h('p', { class: 'try-it-legend' }, optional ? 'Who calls (optional)' : 'Who calls')
  legend.id = `try-it-who-${kind}`
  part.setAttribute('aria-labelledby', legend.id)
  const show = () => {
    part.replaceChildren(legend, ...(sessionOf(kind) && kind !== 'token' ? signedIn() : signedOut()))
    changed()
  }
  const showAndFocus = () => {
    show()
    part.querySelector<HTMLElement>('input, button')?.focus()
  }

  const signedIn = () => [
    h(
      'p',
      {},
      `Signed in as ${sessionOf(kind)?.name}. The token stays in the memory of this page: when you leave it, you are signed out.`,
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'try-it-second',
        onclick: async () => {
          await signOut(kind as Kind).catch(() => {})
          showAndFocus()
        },
      },
      'Sign out',
    ),
  ]

  const signedOut = () => {
    const problem = h('p', { role: 'alert', class: 'try-it-problem' })
    if (kind === 'token') return [tokenField(changed)]
    return [
      kind === 'account'
        ? accountForm(demo, problem, showAndFocus)
        : visitorForm(problem, handle, showAndFocus),
      problem,
    ]
  }

  show()
  return part
}

function tokenField(changed: () => void): HTMLElement {
  const input = h('input', {
    type: 'password',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => {
      rememberToken(input.value.trim())
      changed()
    },
  })
  input.value = sessionOf('token')?.token ?? ''
  return labelled('Personal access token, or OAuth access token', input, { hint: FORGOTTEN })
}

/** A server on this machine, which has the demo. */
const isLocal = (): boolean => /(^|\.)localhost$/.test(location.hostname)

function accountForm(demo: Credential['demo'], problem: HTMLElement, done: () => void): HTMLElement {
  const email = h('input', { type: 'email', autocomplete: 'username', required: true })
  const password = h('input', { type: 'password', autocomplete: 'current-password', required: true })
  const isDemo = demo !== undefined && isLocal()
  if (isDemo) {
    email.value = demo.email
    password.value = demo.password
  }
  return h(
    'form',
    {
      onsubmit: acting(problem, async () => {
        await signInAccount(email.value, password.value)
        done()
      }),
    },
    labelled('Email', email, isDemo ? { hint: 'Filled in with the demo account.' } : {}),
    labelled('Password', password),
    h('button', { class: 'try-it-second' }, 'Sign in'),
  )
}

function visitorForm(problem: HTMLElement, handle: () => string, done: () => void): HTMLElement {
  const email = h('input', { type: 'email', autocomplete: 'email', required: true })
  const site = h('input', { autocomplete: 'off', spellcheck: 'false', required: true })
  site.value = handle()
  const inbox = isLocal()
    ? ` With npm start, mail arrives at ${location.hostname.replace(/^docs\./, '')}:${Number(location.port) + 1}.`
    : ''
  const place = h('div')
  const askForCode = (challengeId: string) => {
    const code = h('input', { inputmode: 'numeric', autocomplete: 'one-time-code', required: true })
    place.replaceChildren(
      h(
        'form',
        {
          onsubmit: acting(problem, async () => {
            await signInVisitor(email.value, challengeId, code.value)
            done()
          }),
        },
        labelled(`Code from the email to ${email.value}`, code, { hint: `Its six digits.${inbox}` }),
        h('button', { class: 'try-it-second' }, 'Sign in'),
      ),
    )
    code.focus()
  }
  place.append(
    h(
      'form',
      {
        onsubmit: acting(problem, async () => askForCode(await requestCode(email.value, site.value))),
      },
      labelled('Handle', site, { hint: 'The session works for this handle only.' }),
      labelled('Email', email, { hint: 'A code is sent there.' }),
      h('button', { class: 'try-it-second' }, 'Send a code'),
    ),
  )
  return place
}
