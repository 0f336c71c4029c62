import { h, reasonOf, say } from './dom.ts'
import { auth, shopName } from './latchkey.ts'

/** Makes what stands in `main`; the signal is aborted when something else is to be shown. */
export type View = (signal: AbortSignal) => Promise<Node[]>

const main = h('main', { id: 'main' })
let viewOf: (url: URL) => View
let current = new AbortController()
let shown = ''

const address = () => location.pathname + location.search

/** Shows what belongs at this address, as it is now. */
export async function render(): Promise<void> {
  current.abort()
  current = new AbortController()
  const { signal } = current
  shown = address()
  main.ariaBusy = 'true'
  const nodes = await viewOf(new URL(location.href))(signal).catch(failed)
  if (signal.aborted) return
  main.replaceChildren(...nodes)
  main.ariaBusy = null
  document.title = `${main.querySelector('h1')?.textContent} · ${shopName}`
}

function failed(error: unknown): Node[] {
  const again = h('button', {}, 'Try again')
  again.addEventListener('click', () => void render())
  return [h('h1', {}, 'That did not work'), h('p', {}, reasonOf(error)), again]
}

/** Begins to show views. @returns the element that holds them. */
export function start(views: typeof viewOf): HTMLElement {
  viewOf = views
  const show = async () => {
    say('')
    await render()
    // Whoever listens to the page, or uses its keys, goes on where the new one begins.
    const heading = main.querySelector('h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus()
  }
  addEventListener('popstate', () => {
    // Not for links to headings of the page that is there.
    if (shown !== address()) void show()
  })
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.origin !== location.origin || link.hash || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    history.pushState(null, '', link.href)
    scrollTo(0, 0)
    void show()
  })
  // #region back
  // The back button may bring this page back as it was left: with a button that is busy taking them to Stripe.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void render()
  })
  // #endregion
  auth.subscribe(({ status }) => {
    if (status === 'signed-in') say('')
    void render()
  })
  void render()
  return main
}
