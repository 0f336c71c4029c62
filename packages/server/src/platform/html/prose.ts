import { html, raw } from 'hono/html'
import type { Html } from './html.ts'

// In sanitised markup these tags carry no other attributes, and text that looks like them is escaped.
const scrollableByKeyboard = (markup: string) =>
  markup
    .replaceAll('<pre>', '<pre tabindex="0">')
    .replaceAll(/<table(?: dir="auto")?>/g, '<div class="wide" tabindex="0">$&')
    .replaceAll('</table>', '</table></div>')

/** What a creator wrote, already rendered and sanitised, as a part of our page. */
export const prose = (markup: string, style = ''): Html =>
  html`<div class="prose ${style}">${raw(scrollableByKeyboard(markup))}</div>`
