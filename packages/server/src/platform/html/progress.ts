import { html } from 'hono/html'
import type { Html } from './html.ts'

/** How far a group buy is, drawn; the numbers stand beside it. */
export const progressBar = ({ wanted, target, of }: { wanted: number; target: number; of: string }): Html =>
  html`<progress max="${target}" value="${Math.min(wanted, target)}" aria-label="${of}: ${wanted} of ${target} wanted"></progress>`
