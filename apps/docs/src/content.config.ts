import { docsSchema } from '@astrojs/starlight/schema'
import { defineCollection } from 'astro/content/config'
import { z } from 'zod'
import { pagesLoader } from './site/loader.ts'
import type { Form } from './try-it/form.ts'

export const collections = {
  docs: defineCollection({
    loader: pagesLoader(),
    schema: docsSchema({
      extend: z.object({
        form: z.custom<Form>().optional(),
        source: z.string().optional(),
        operation: z.string().optional(),
      }),
    }),
  }),
}
