import { docsSchema } from '@astrojs/starlight/schema'
import { defineCollection } from 'astro/content/config'
import { z } from 'zod'
import { pagesLoader } from './site/loader.ts'

export const collections = {
  docs: defineCollection({
    loader: pagesLoader(),
    schema: docsSchema({
      extend: z.object({ operation: z.string().optional(), source: z.string().optional() }),
    }),
  }),
}
