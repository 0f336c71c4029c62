import { EXAMPLE_ORIGIN } from '@latchkey/contract/example-shop'
import { asMarkdown, type MarkdownPage, markdownUrl } from './markdown-page.ts'
import { DOCS_ORIGIN } from './origins.ts'

const intro = `# Latchkey

> Latchkey sells access to pages: visitors sign in by a link or code sent by email, pay at Stripe, keep access, and lose it on a refund. One HTTP API, described by one OpenAPI document, with a typed SDK.

- Every page here is Markdown; without \`.md\` it is the same page as HTML.
- The SDK is \`@latchkey/sdk\`; every server hands out the one that matches it at \`${EXAMPLE_ORIGIN}/sdk/latchkey-sdk.tgz\`.
- The OpenAPI document is at \`${EXAMPLE_ORIGIN}/openapi.json\`.
- An error body has \`error\`, a code that never changes its meaning, and \`docUrl\`, the page about it.
- All pages in one file: ${DOCS_ORIGIN}/llms-full.txt
`

/** The sections of llms.txt, by how the ids of their pages begin. The last is what can be left out when there is little room. */
const sections: readonly (readonly [title: string, pattern: RegExp])[] = [
  ['Start', /^start\//],
  ['Guides', /^guides\//],
  ['Sell', /^sell\//],
  ['Operate', /^operate\//],
  ['Help', /^help\//],
  ['Operations', /^reference\/(?!schemas|events)[^/]+\/[^/]+$/],
  ['Webhook events', /^reference\/events\//],
  ['Errors', /^errors(?:\/|$)/],
  ['Reference', /^reference(?:\/[^/]+)?$/],
  ['Optional', /^(?!index$)/],
]

const inSections = (pages: readonly MarkdownPage[]): [title: string, pages: MarkdownPage[]][] => {
  const sectionOf = (page: MarkdownPage) => sections.find(([, pattern]) => pattern.test(page.id))?.[0]
  const found = Map.groupBy(pages, sectionOf)
  return sections.map(([title]) => [title, found.get(title) ?? []])
}

/** `llms.txt` (https://llmstxt.org): every page with its Markdown and what it is about. */
export function llmsIndex(pages: readonly MarkdownPage[]): string {
  const parts = inSections(pages)
    .filter(([, listed]) => listed.length > 0)
    .map(
      ([title, listed]) =>
        `## ${title}\n\n${listed.map((page) => `- [${page.title}](${markdownUrl(page)}): ${page.description}\n`).join('')}`,
    )
  return [intro, ...parts].join('\n')
}

/** `llms-full.txt`: the text of all of them. */
export const llmsFull = (pages: readonly MarkdownPage[]): string =>
  [
    intro,
    ...inSections(pages).flatMap(([, listed]) =>
      listed.map((page) => `Source: ${markdownUrl(page)}\n\n${asMarkdown(page)}`),
    ),
  ].join('\n---\n\n')
