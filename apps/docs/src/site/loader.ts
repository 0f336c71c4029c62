import type { Loader } from 'astro/loaders'
import { drawDiagrams } from '../diagrams/figure.ts'
import { formOf } from '../try-it/form-of.ts'
import { allPages } from './pages.ts'

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
        data: { ...rest, ...(page.hero && { tableOfContents: false }), ...(form && { form }) },
      })
      const digest = generateDigest({ ...rest, body, ...(form && { form: JSON.stringify(form) }) })
      store.set({ id, data, body, digest, rendered: await renderMarkdown(drawDiagrams(body)) })
    }
  },
})
