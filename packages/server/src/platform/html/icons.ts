import { html, raw } from 'hono/html'
import type { Html } from './html.ts'

const shapes = {
  alert: '<path d="M12 8v5m0 3.5v.01"/><circle cx="12" cy="12" r="9.5"/>',
  clock: '<circle cx="12" cy="12" r="9.5"/><path d="M12 6.5V12l3.5 2.5"/>',
  key: '<circle cx="8" cy="16" r="4.5"/><path d="m11.3 12.7 8.2-8.2m-3 3 2.8 2.8m-5.6 0 1.6 1.6"/>',
  lock: '<rect x="4.5" y="10.5" width="15" height="10.5" rx="2.5"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/>',
  mail: '<rect x="2.5" y="5" width="19" height="14.5" rx="2.5"/><path d="m3.5 7.5 8.5 6 8.5-6"/>',
  receipt:
    '<path d="M5 3v18l2.3-1.6 2.4 1.6 2.3-1.6 2.3 1.6 2.4-1.6L19 21V3z"/><path d="M8.5 8.5h7m-7 4h7"/>',
} as const

export type IconName = keyof typeof shapes

/** A drawing beside words that say the same, so screen readers skip it. */
export const icon = (name: IconName): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${raw(shapes[name])}</svg>`

/** The icon that heads a message. */
export const emblem = (name: IconName): Html => html`<span class="emblem">${icon(name)}</span>`
