import { type Answer, readAnswer } from './answer.ts'
import { freshId, h, labelled } from './elements.ts'
import { type Field, type Filled, type Form, keyOf, prefilled } from './form.ts'
import { buildRequest } from './request.ts'
import { curlText, sdkText } from './samples.ts'
import { endWithPage, sessionOf } from './sessions.ts'
import { signInPart } from './sign-in.ts'

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** A fresh key; `randomUUID` exists on secure origins only. */
function newKey(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID()
  return Array.from((crypto as Crypto).getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

/** Fills in the panel of an operation when it is opened. */
export function openPanel(place: HTMLElement, form: Form): void {
  endWithPage()
  const start = prefilled(form, newKey)
  const controls = new Map<string, Control>()
  const problem = h('p', { role: 'alert', class: 'try-it-problem' })
  const answer = h('div', { role: 'status', class: 'try-it-answer' })
  const samples = h('div')

  const filled = (): Filled => ({
    fields: Object.fromEntries(
      form.fields.map((field) => [keyOf(field), controls.get(keyOf(field))?.value ?? '']),
    ),
    body: controls.get('body')?.value ?? '',
    csv: controls.get('accept')?.value === 'text/csv',
    hasToken: sessionOf(form.credential.kind) !== null,
  })

  const curl = h('code')
  const sdk = h('code')
  const update = () => {
    curl.textContent = curlText(form, filled())
    sdk.textContent = sdkText(form, filled())
  }

  const here = location.origin === new URL(form.docsOrigin).origin
  const why = form.curlOnly ?? (here ? null : elsewhere)

  const send = async (event: Event) => {
    event.preventDefault()
    if (button.disabled) return
    for (const control of controls.values()) control.removeAttribute('aria-invalid')
    problem.textContent = ''
    const built = buildRequest(form, filled(), form.bareHost ? form.origin : location.origin)
    if ('problem' in built) {
      problem.textContent = built.problem
      const control = controls.get(built.at)
      control?.setAttribute('aria-invalid', 'true')
      control?.focus()
      return
    }
    if (form.confirm !== null && !confirm(form.confirm)) return
    button.disabled = true
    answer.replaceChildren(h('p', {}, 'Waiting for the answer …'))
    try {
      const token = sessionOf(form.credential.kind)?.token
      const since = performance.now()
      const response = await fetch(built.url, {
        method: built.method,
        headers: [
          ...built.headers.map(([name, value]): [string, string] => [name, value]),
          ...(token === undefined ? [] : [['authorization', `Bearer ${token}`] as [string, string]]),
        ],
        body: built.body,
        credentials: 'omit',
        cache: 'no-store',
      })
      answer.replaceChildren(...answerParts(await readAnswer(response, performance.now() - since)))
    } catch (error) {
      answer.replaceChildren(
        h('p', {}, `There was no answer: ${error instanceof Error ? error.message : error}.`),
      )
    } finally {
      button.disabled = false
    }
  }

  const button = h('button', { class: 'try-it-send' }, `Send ${form.method}`)
  const inputs = h(
    'form',
    { novalidate: true, onsubmit: send, oninput: update },
    ...form.fields.map((field) => fieldPart(field, start.fields[keyOf(field)] ?? '', controls, update)),
    bodyPart(form, start.body, controls, update),
    form.csv && acceptPart(controls, update),
    why === null && button,
    problem,
  )
  const handle = () => controls.get('path.handle')?.value || 'demo'
  samples.append(...[samplePart('curl', curl), ...(form.area === null ? [] : [samplePart('SDK', sdk)])])
  place.replaceChildren(
    ...[
      why === null ? null : h('p', { class: 'try-it-note' }, why),
      why === null ? signInPart(form, handle, update) : null,
      inputs,
      why === null ? answer : null,
      samples,
    ].filter((part) => part !== null),
  )
  update()
}

const elsewhere =
  'These pages do not come from a Latchkey server, so there is none here to call. Fill in the form, and send the request with curl. The docs that a server shows at its own docs host send it for you.'

function fieldPart(
  field: Field,
  value: string,
  controls: Map<string, Control>,
  update: () => void,
): HTMLElement {
  const control = field.choices
    ? h(
        'select',
        {},
        ...(field.required ? [] : [h('option', { value: '' }, '')]),
        ...field.choices.map((choice) => h('option', { value: choice }, choice)),
      )
    : h('input', {
        autocomplete: 'off',
        spellcheck: 'false',
        placeholder: field.example,
        ...(field.type === 'number' && { inputmode: 'numeric' }),
      })
  control.value = value
  controls.set(keyOf(field), control)
  const part = labelled(field.name, control, { hint: field.description, required: field.required })
  if (field.name === 'Idempotency-Key') {
    part.append(
      h(
        'button',
        {
          type: 'button',
          class: 'try-it-second',
          onclick: () => {
            control.value = newKey()
            update()
          },
        },
        'New key',
      ),
    )
  }
  return part
}

function bodyPart(
  form: Form,
  text: string,
  controls: Map<string, Control>,
  update: () => void,
): HTMLElement | null {
  if (form.bodies.length === 0) return null
  const area = h('textarea', {
    rows: String(Math.min(16, text.split('\n').length + 1)),
    spellcheck: 'false',
    autocomplete: 'off',
  })
  area.value = text
  controls.set('body', area)
  const part = h('div', {}, labelled('Body', area, { hint: 'JSON', required: !form.bodyOptional }))
  if (form.bodies.length > 1) {
    const choice = h(
      'select',
      {
        onchange: () => {
          area.value = form.bodies.find(({ name }) => name === choice.value)?.text ?? ''
          update()
        },
      },
      ...form.bodies.map(({ name }) => h('option', { value: name }, name)),
    )
    part.prepend(labelled('Example', choice))
  }
  return part
}

function acceptPart(controls: Map<string, Control>, update: () => void): HTMLElement {
  const select = h(
    'select',
    { onchange: update },
    ...['application/json', 'text/csv'].map((type) => h('option', { value: type }, type)),
  )
  controls.set('accept', select)
  return labelled('Accept', select)
}

function samplePart(title: string, code: HTMLElement): HTMLElement {
  const id = freshId()
  const copy = h('button', { type: 'button', class: 'try-it-second' }, `Copy ${title}`)
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent ?? '')
      copy.textContent = 'Copied'
    } catch {
      copy.textContent = 'Select it, please: this browser does not let pages copy'
    }
  })
  return h(
    'div',
    { class: 'try-it-sample' },
    h('p', { class: 'try-it-legend', id }, title),
    h('pre', { tabindex: '0', 'aria-labelledby': id, role: 'region' }, code),
    copy,
  )
}

function answerParts({ status, headers, body, error }: Answer): Node[] {
  const parts: (Node | null)[] = [
    h('p', { class: 'try-it-status' }, status),
    error === null
      ? null
      : h('p', {}, h('a', { href: `/errors/${error}` }, `What ${error} means, and what to do`)),
    h('dl', {}, ...headers.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
    body === ''
      ? h('p', {}, 'No body.')
      : h('pre', { tabindex: '0', role: 'region', 'aria-label': 'Body' }, h('code', {}, body)),
  ]
  return parts.filter((part) => part !== null)
}
