type Child = Node | string | null | false

/** An element with attributes and children; a listener is an attribute that begins with `on`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | boolean | null | ((event: Event) => unknown)>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key.slice(2), value)
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? '' : value)
  }
  made.append(...children.filter((child) => child !== null && child !== false))
  return made
}

let count = 0

/** An id that nothing else in the page has. */
export const freshId = (): string => `try-it-${++count}`

/** Something to fill in, with its label and what is said about it. */
export function labelled(
  label: string,
  control: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement,
  { hint = '', required = false }: { hint?: string; required?: boolean } = {},
): HTMLElement {
  const id = freshId()
  control.id = id
  if (hint) control.setAttribute('aria-describedby', `${id}-hint`)
  if (required) control.setAttribute('required', '')
  return h(
    'div',
    { class: 'try-it-field' },
    h('label', { for: id }, label, required ? h('span', { class: 'try-it-required' }, ' required') : null),
    control,
    hint ? h('p', { id: `${id}-hint`, class: 'try-it-hint' }, hint) : null,
  )
}
