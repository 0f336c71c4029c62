import { type ErrorCode, errorCatalogue, errorEntry, type Retry } from '@latchkey/contract'
import { html } from 'hono/html'
import { fail } from '../platform/failure.ts'
import type { Html } from '../platform/html/html.ts'
import { layout } from '../platform/html/layout.ts'
import type { HostedHandler } from '../platform/http/hosted-route.ts'

const retries: Record<Retry, string> = {
  never: 'Repeating the same request will not help: change something first.',
  same_key: 'You can repeat the request, with the same Idempotency-Key.',
  after: 'Wait for the number of seconds in Retry-After, then repeat the request.',
}

/** Text of the catalogue, with what stands between backticks as code. */
const withCode = (text: string): Html =>
  html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`

const isCode = (name: string): name is ErrorCode => Object.hasOwn(errorCatalogue, name)

/** What an error code means and what to do about it: where `docUrl` of an error leads. */
export const showErrorDocs: HostedHandler = async ({ param }) => {
  const code = param('code')
  if (!isCode(code)) return fail('not_found')
  const { status, message, advice, retry } = errorEntry(code)
  return {
    status: 200,
    html: layout({
      title: code,
      main: html`
        <h1><code>${code}</code></h1>
        <p class="lead">${message}</p>
        <h2>What to do</h2>
        <p>${withCode(advice)}</p>
        <h2>Trying again</h2>
        <p>${retries[retry]}</p>
        <p class="quiet small">HTTP status ${status}</p>
      `,
    }),
  }
}
