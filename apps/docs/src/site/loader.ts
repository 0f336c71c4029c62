import type { Loader } from 'astro/loaders'
import { drawDiagrams } from '../diagrams/figure.ts'
import { allPages } from './pages.ts'

/** Gives Astro the pages as content: guides from files, and the reference from the contract. */
export const pagesLoader = (): Loader => ({
  name: 'latchkey-pages',
  async load({ store, parseData, renderMarkdown, generateDigest }) {
    store.clear()
    for (const page of allPages()) {
      const { id, body, order: _, ...rest } = page
      const data = await parseData({ id, data: { ...rest, ...(page.hero && { tableOfContents: false }) } })
      const digest = generateDigest({ ...rest, body })
      store.set({ id, data, body, digest, rendered: await renderMarkdown(drawDiagrams(body)) })
    }
  },
})
