import { html } from 'hono/html'
import type { Html } from './html.ts'

/** The frame of every page: one stylesheet, one main part. */
export function layout(page: { title: string; main: Html }): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <link rel="stylesheet" href="/_edge/assets/latchkey.css" />
      </head>
      <body>
        <main>${page.main}</main>
      </body>
    </html>`
}
