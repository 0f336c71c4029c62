import starlight from '@astrojs/starlight'
import { defineConfig, passthroughImageService } from 'astro/config'
import { DOCS_ORIGIN } from './src/site/origins.ts'
import { sidebar } from './src/site/sidebar.ts'

export default defineConfig({
  // What the server replaces by its own.
  site: DOCS_ORIGIN,
  outDir: process.env.DOCS_OUT_DIR ?? './dist',
  trailingSlash: 'never',
  build: { format: 'file' },
  image: { service: passthroughImageService() },
  integrations: [
    starlight({
      title: 'Latchkey',
      description: 'Sell access to pages: magic links, Stripe, one contract.',
      customCss: ['./src/styles/diagrams.css'],
      sidebar: sidebar(),
      routeMiddleware: './src/site/short-sidebar.ts',
      components: { MarkdownContent: './src/components/MarkdownContent.astro' },
    }),
  ],
})
