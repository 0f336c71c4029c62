import { useComputedColorScheme } from '@mantine/core'
import { memo } from 'react'

interface FrameProps {
  readonly title: string
  readonly heading: string
  /** HTML that the server rendered and sanitised. */
  readonly teaser: string
  readonly content: string
}

/** A page as visitors see it: in the style of hosted pages, in a frame that runs no scripts. */
export const PreviewFrame = memo(function PreviewFrame({ title, heading, teaser, content }: FrameProps) {
  const scheme = useComputedColorScheme('light')
  return (
    <iframe
      className="preview-frame"
      title={title}
      // Links open in new tabs; without `allow-scripts` nothing in it runs.
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={documentOf({ heading, teaser, content, scheme })}
      // Browsers tell a frame by it which colours are preferred.
      style={{ colorScheme: scheme }}
    />
  )
})

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The document of the frame. The policy of the dashboard holds in it too. */
export function documentOf({
  heading,
  teaser,
  content,
  scheme,
}: Omit<FrameProps, 'title'> & { scheme: string }): string {
  // Footnotes lead to places in the same document.
  const within = (html: string) => html.replaceAll('<a href="#', '<a target="_self" href="#')
  return `<!doctype html><html lang="en" style="color-scheme: ${scheme}"><head><meta charset="utf-8"><base target="_blank">
<meta name="color-scheme" content="${scheme}">
<link rel="stylesheet" href="/_edge/assets/latchkey.css"></head>
<body><main style="padding-block: 2rem"><article><h1 dir="auto">${escaped(heading)}</h1>
${teaser && `<div class="prose teaser">${within(teaser)}</div>`}
<div class="prose content">${within(content)}</div></article></main></body></html>`
}
