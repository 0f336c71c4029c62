import { join } from 'node:path'
import starlight from '@astrojs/starlight'
import { defineConfig, passthroughImageService } from 'astro/config'
import { DOCS_ORIGIN } from './src/site/origins.ts'
import { redirects } from './src/site/redirects.ts'
import { sidebar } from './src/site/sidebar.ts'
import { codeThemes } from './src/styles/code-themes.ts'

const outFolder = process.env.DOCS_OUT_DIR

/** What a link to a page looks like where it is shared. */
const card = [
  ['og:image', `${DOCS_ORIGIN}/card.png`],
  ['og:image:width', '1200'],
  ['og:image:height', '630'],
  ['og:image:alt', 'Latchkey: sell access to pages'],
] as const

export default defineConfig({
  // What the server replaces by its own.
  site: DOCS_ORIGIN,
  outDir: outFolder ?? './dist',
  // Two builds at once share nothing.
  ...(outFolder && { cacheDir: join(outFolder, '../cache') }),
  redirects,
  trailingSlash: 'never',
  // As `file`, with links that end as the pages do: without `.html`.
  build: { format: 'preserve' },
  image: { service: passthroughImageService() },
  integrations: [
    starlight({
      title: 'Latchkey',
      description: 'Sell access to pages: magic links, Stripe, one contract.',
      favicon: '/latchkey.svg',
      customCss: [
        './src/styles/theme.css',
        './src/styles/code.css',
        './src/styles/landing.css',
        './src/styles/diagrams.css',
      ],
      head: card.map(([property, content]) => ({ tag: 'meta', attrs: { property, content } })),
      expressiveCode: {
        themes: codeThemes,
        useStarlightUiThemeColors: true,
        plugins: [
          {
            // Whoever searches for a word means the text about it before the code in which it stands.
            name: 'Code counts less in the search',
            hooks: {
              postprocessRenderedBlock({ renderData }) {
                renderData.blockAst.properties.dataPagefindWeight = '0.2'
              },
            },
          },
        ],
        // A window with buttons adds nothing to a command.
        defaultProps: { overridesByLang: { 'bash,sh,shell,console': { frame: 'none' } } },
        styleOverrides: {
          borderRadius: '0.6rem',
          borderColor: 'var(--line)',
          frames: {
            editorActiveTabIndicatorTopColor: 'transparent',
            editorActiveTabIndicatorBottomColor: 'transparent',
          },
        },
      },
      disable404Route: true,
      sidebar: sidebar(),
      routeMiddleware: ['./src/site/short-sidebar.ts', './src/site/canonical.ts'],
      components: {
        Footer: './src/components/Footer.astro',
        Head: './src/components/Head.astro',
        MarkdownContent: './src/components/MarkdownContent.astro',
        PageTitle: './src/components/PageTitle.astro',
        Search: './src/components/Search.astro',
        SiteTitle: './src/components/SiteTitle.astro',
      },
    }),
  ],
})
