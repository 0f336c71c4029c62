import { type ErrorCode, errorEntry } from '@latchkey/contract'
import { html } from 'hono/html'
import type { Html } from './html.ts'
import { layout } from './layout.ts'

/** The page for an error that has no page of its own. */
export function errorPage(code: ErrorCode, requestId: string): Html {
  const { message, advice } = errorEntry(code)
  return layout({
    title: 'That did not work',
    main: html`<h1>That did not work</h1>
      <p>${message}</p>
      <p class="quiet">${advice}</p>
      <p class="quiet">Request id: <code>${requestId}</code></p>`,
  })
}
