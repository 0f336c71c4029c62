import { getCollection } from 'astro:content'
import type { MarkdownPage } from './markdown-page.ts'

/** The pages as the loader gave them to Astro, for what is built beside them: nothing has to be made twice. */
export const storedPages = async (): Promise<MarkdownPage[]> =>
  (await getCollection('docs')).map(({ id, body = '', data: { title, description = '' } }) => ({
    id,
    title,
    description,
    body,
  }))
