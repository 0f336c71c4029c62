/** What a preview shows. */
export interface Previewed {
  readonly heading?: string
  /** HTML that the server rendered and sanitised. */
  readonly teaser: string
  readonly content: string
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The document of the frame. The policy of the dashboard holds in it too. */
export function documentOf({
  heading,
  teaser,
  content,
  scheme,
  fits = false,
}: Previewed & { readonly scheme: string; readonly fits?: boolean }): string {
  // Footnotes lead to places in the same document.
  const within = (html: string) => html.replaceAll('<a href="#', '<a target="_self" href="#')
  return `<!doctype html><html lang="en" style="color-scheme: ${scheme}"><head><meta charset="utf-8"><base target="_blank">
<meta name="color-scheme" content="${scheme}">
<link rel="stylesheet" href="/_edge/assets/latchkey.css"></head>
<body><main style="padding-block: ${fits ? '0.75rem' : '2rem'}"><article>${heading === undefined ? '' : `<h1 dir="auto">${escaped(heading)}</h1>`}
${teaser && `<div class="prose teaser">${within(teaser)}</div>`}
<div class="prose content">${within(content)}</div></article></main></body></html>`
}
