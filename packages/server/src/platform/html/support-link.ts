import { html } from 'hono/html'
import type { Config } from '../config.ts'
import { platformSender } from '../mail/sender.ts'
import type { Html } from './html.ts'

/** How to reach people, with the request id that lets them find what happened. */
export function supportLink({ id, config }: { id: string; config: Config }): Html {
  const { address } = platformSender(config)
  const href = `mailto:${address}?subject=${encodeURIComponent(`Help with ${id}`)}`
  return html`<p class="quiet small">
    Stuck? <a href="${href}">Write to us</a> and quote request id <code>${id}</code>.
  </p>`
}
