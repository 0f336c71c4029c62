import type { Loader } from 'astro/loaders'
import { drawDiagrams } from '../diagrams/figure.ts'
import { formOf } from '../try-it/form-of.ts'
import { allPages } from './pages.ts'

/** The search finds a name on the page that is about it, before those that only lead there. */
const withQuietLinks = (html: string) =>
  html.replaceAll(/<a (?=href="[^"]*"><code)/g, '<a data-pagefind-weight="0.1" ')

/** What an operation may answer in one status: nobody looks for it, and its name holds all those of its errors. */
const isUnionOfErrors = (id: string) => /^reference\/schemas\/\w+Or[A-Z]\w*Error$/.test(id)

/** The request stands beside the title. */
const withoutRequestLine = (body: string) => body.replace(/^`[A-Z]+ \/[^`\n]*`\n+/, '')

/** Code that is wider than the page becomes a landmark, to be scrolled by key: each has a name of its own. */
function withNamedCode(html: string): string {
  let count = 0
  return html.replaceAll(/<pre(?= data-language=)/g, () => `<pre aria-label="Code ${++count}"`)
}

/**
 * Cells with the heading of their column, which stands before each where a phone shows rows one below the other. Roles
 * say that it is a table still: browsers forget it of what is laid out as blocks.
 */
const withLabelledCells = (html: string): string =>
  html.replaceAll(/<table>.*?<\/table>/gs, (table) => {
    const labels = [...table.matchAll(/<th[^>]*>(.*?)<\/th>/gs)].map(([, text = '']) =>
      text.replaceAll(/<[^>]*>/g, '').replaceAll('"', '&quot;'),
    )
    let column = 0
    return table.replace('<table>', '<table role="table">').replaceAll(/<(?:tr|th|td)(?=[ >])/g, (tag) => {
      if (tag === '<th') return '<th role="columnheader"'
      if (tag === '<tr') {
        column = 0
        return '<tr role="row"'
      }
      const label = labels[column++]
      return `<td role="cell"${label ? ` data-label="${label}"` : ''}`
    })
  })

/** Gives Astro the pages as content: guides from files, and the reference from the contract. */
export const pagesLoader = (): Loader => ({
  name: 'latchkey-pages',
  async load({ store, parseData, renderMarkdown, generateDigest }) {
    store.clear()
    for (const page of allPages()) {
      const { id, body, order: _, ...rest } = page
      // Made here, as the text is: what Astro bundles with its components has a contract without examples.
      const form = page.operation === undefined ? undefined : formOf(page.operation)
      const data = await parseData({
        id,
        data: {
          ...rest,
          ...(page.hero && { tableOfContents: false }),
          ...(isUnionOfErrors(id) && { pagefind: false }),
          ...(form && { form }),
        },
      })
      const digest = generateDigest({ ...rest, body, ...(form && { form: JSON.stringify(form) }) })
      const rendered = await renderMarkdown(drawDiagrams(form ? withoutRequestLine(body) : body))
      store.set({
        id,
        data,
        body,
        digest,
        rendered: { ...rendered, html: withLabelledCells(withNamedCode(withQuietLinks(rendered.html))) },
      })
    }
  },
})
