/** What Pagefind's script in the built site exports, as far as it is used. */
interface Pagefind {
  options(options: object): Promise<void>
  init(): Promise<void>
  debouncedSearch(query: string): Promise<{ results: readonly Result[] } | null>
}

interface Result {
  readonly score: number
  data(): Promise<Hit>
}

interface Hit {
  readonly url: string
  readonly excerpt: string
  readonly meta: { readonly title?: string; readonly section?: string; readonly operation?: string }
  readonly sub_results: readonly { readonly title: string; readonly url: string; readonly excerpt: string }[]
}

const SHOWN = 8
/** How many of the best are put in order. */
const WEIGHED = 20
// The name keeps the bundler from looking for it: the index is made after the pages.
const script = '/pagefind/pagefind.js'

/** A name counts for more than many mentions: most who search know what they want is called. */
const ranking = {
  metaWeights: { title: 8, operation: 10, description: 3 },
  termSaturation: 1.2,
  pageLength: 0.6,
}

/** The page that is called so is meant; guides explain, while types and decisions are met on the way to them. */
function worthOf({ url, meta, sub_results: parts }: Hit, score: number, query: string): number {
  const path = pathOf(url)
  if ([meta.title, meta.operation, path.split('/').at(-1)].includes(query.trim()))
    return Number.POSITIVE_INFINITY
  if (/^\/(?:reference\/schemas|internals)\//.test(path)) return score / 3
  if (isHeading(query, parts)) return score * 4
  return /^\/(?:reference|errors)(?:\/|$)/.test(path) ? score : score * 1.5
}

/** Beginnings of words that are the same in their forms: `allowed origins`, `Allow your origin`. */
const stems = (text: string) =>
  text
    .toLowerCase()
    .split(/[^a-z\d_]+/)
    .filter((word) => word.length > 2)
    .map((word) => word.replace(/(?:ed|ing|s)$/, ''))

/** Whether some part of a page is called as what is searched: more than one word, for single words are in many. */
function isHeading(query: string, parts: Hit['sub_results']): boolean {
  const wanted = stems(query)
  return wanted.length > 1 && parts.some(({ title }) => wanted.every((word) => stems(title).includes(word)))
}

/** Paths of the site, without what the file that was indexed is called. */
const pathOf = (url: string) => url.replace(/(?:\/index)?\.html(?=#|$)/, '').replace(/#_top$/, '') || '/'

/** The button and the dialog of the search. */
export class SiteSearch extends HTMLElement {
  #pagefind: Promise<Pagefind> | undefined

  connectedCallback(): void {
    const open = this.#one('.open', HTMLButtonElement)
    const dialog = this.#one('dialog', HTMLDialogElement)
    const input = this.#one('input', HTMLInputElement)
    if (/Mac|iP(?:hone|ad|od)/.test(navigator.platform)) {
      this.#one('kbd', HTMLElement).textContent = '⌘ K'
      open.setAttribute('aria-keyshortcuts', 'Meta+K')
    }
    const show = () => {
      if (!dialog.open) dialog.showModal()
      input.select()
      void this.#load()
    }
    open.disabled = false
    open.addEventListener('click', show)
    this.#one('.close', HTMLButtonElement).addEventListener('click', () => dialog.close())
    // Beside the dialog is its backdrop.
    dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close())
    input.addEventListener('input', () => void this.#search(input.value))
    this.#one('form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault()
      this.querySelector<HTMLAnchorElement>('ul a')?.click()
    })
    this.addEventListener('keydown', (event) => this.#move(event))
    // A link to a place on this very page leaves the dialog.
    this.#one('ul', HTMLUListElement).addEventListener('click', () => dialog.close())
    addEventListener('keydown', (event) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select')
      const isShortcut = (event.ctrlKey || event.metaKey) && event.key === 'k'
      if (!isShortcut && (event.key !== '/' || isTyping)) return
      event.preventDefault()
      show()
    })
  }

  #one<T extends HTMLElement>(selector: string, type: new () => T): T {
    const found = this.querySelector(selector)
    if (!(found instanceof type)) throw new Error(`The search has no ${selector}.`)
    return found
  }

  async #load(): Promise<Pagefind> {
    this.#pagefind ??= (async () => {
      const pagefind: Pagefind = await import(/* @vite-ignore */ script)
      await pagefind.options({ ranking, excerptLength: 22 })
      await pagefind.init()
      return pagefind
    })()
    return await this.#pagefind
  }

  async #search(query: string): Promise<void> {
    const state = this.#one('.state', HTMLParagraphElement)
    const list = this.#one('ul', HTMLUListElement)
    if (query.trim() === '') {
      state.textContent = ''
      list.replaceChildren()
      return
    }
    try {
      const found = await (await this.#load()).debouncedSearch(query)
      // Somebody has typed on.
      if (!found) return
      const weighed = await Promise.all(
        found.results.slice(0, WEIGHED).map(async (result) => {
          const hit = await result.data()
          return { hit, worth: worthOf(hit, result.score, query) }
        }),
      )
      const hits = weighed.toSorted((a, b) => b.worth - a.worth || 0).map(({ hit }) => hit)
      list.replaceChildren(...hits.slice(0, SHOWN).map(itemOf))
      state.textContent = hits.length === 0 ? `Nothing found for “${query}”.` : ''
    } catch {
      this.#pagefind = undefined
      state.textContent = 'The search could not be loaded. Please try again.'
    }
  }

  /** Up and down go through what was found, and Escape leaves. */
  #move(event: KeyboardEvent): void {
    // In a field of type `search`, browsers take the first Escape to empty it.
    if (event.key === 'Escape') {
      event.preventDefault()
      this.#one('dialog', HTMLDialogElement).close()
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    const links = [...this.querySelectorAll<HTMLElement>('input, ul a')]
    const next = links[links.indexOf(document.activeElement as HTMLElement) + step]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
}

function itemOf({ url, excerpt, meta, sub_results: parts }: Hit): HTMLLIElement {
  // The part of the page that has it, if that is not its beginning.
  const [part] = parts
  const link = document.createElement('a')
  link.href = pathOf(part?.url ?? url)
  const isPart = part !== undefined && part.title !== meta.title
  const line = (name: string, text: string) => {
    const element = document.createElement('div')
    element.className = name
    element.textContent = text
    return element
  }
  const text = line('excerpt', '')
  // Pagefind escapes what it marks.
  text.innerHTML = part?.excerpt ?? excerpt
  if (meta.section) link.append(line('section', meta.section))
  link.append(line('title', `${meta.title ?? url}${isPart ? ` › ${part.title}` : ''}`), text)
  const item = document.createElement('li')
  item.append(link)
  return item
}
