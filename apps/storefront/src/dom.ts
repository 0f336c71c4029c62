import { LatchkeyError } from '@latchkey/sdk'

/** An element with attributes and children. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

/** Shows HTML from Latchkey, which has removed from it whatever could run or restyle the shop. */
export function rich(html: string): HTMLElement {
  const element = h('div', { class: 'prose' })
  element.innerHTML = html
  return element
}

/** One line for the whole shop, which screen readers read out. */
export const notice = h('p', { id: 'notice', role: 'status' })

export const say = (text: string) => {
  notice.textContent = text
}

/** What to tell people about a call that failed. */
export const reasonOf = (error: unknown) =>
  LatchkeyError.is(error)
    ? error.message
    : 'The shop cannot be reached. Check your connection, and try again.'

/** A form that is sent once at a time. What `submit` returns or throws is shown as what went wrong. */
export function form(
  label: string,
  submit: (values: FormData) => Promise<string | null>,
  ...fields: Node[]
): HTMLFormElement {
  const button = h('button', {}, label)
  const problem = h('p', { class: 'problem', role: 'alert' })
  const element = h('form', {}, ...fields, button, problem)
  element.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (button.ariaBusy) return
    button.ariaBusy = 'true'
    problem.textContent = ''
    problem.textContent = await submit(new FormData(element)).catch(reasonOf)
    button.ariaBusy = null
    if (problem.textContent) element.querySelector('input')?.focus()
  })
  return element
}

/** A labelled input. */
export const field = (label: string, attributes: Record<string, string>) =>
  h('label', {}, label, h('input', { required: '', ...attributes }))
