import {
  contract,
  type ErrorCode,
  errorAnswers,
  errorCatalogue,
  errorEntry,
  type OperationDefinition,
  retryMeanings,
} from '@latchkey/contract'
import { html } from 'hono/html'
import type { Html } from '../platform/html/html.ts'
import { layout } from '../platform/html/layout.ts'

/** Text of the catalogue, with what stands between backticks as code. */
const withCode = (text: string): Html =>
  html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`

const isCode = (name: string): name is ErrorCode => Object.hasOwn(errorCatalogue, name)

// Those that OAuth clients call have the codes of OAuth.
const operations = Object.values(contract)
  .flatMap((area) => Object.entries<OperationDefinition>(area))
  .filter(([, { oauthErrors }]) => !oauthErrors)

/** As many are shown without a click. */
const FEW = 12

/** The operations that answer a code. Some are answered only where there is no operation. */
function answeredBy(code: ErrorCode): Html {
  const found = operations.filter(([, operation]) =>
    errorAnswers(operation).some((answer) => answer.code === code),
  )
  if (found.length === 0) return html`<p>No operation: it is for paths and pages outside the API.</p>`
  if (found.length === operations.length) return html`<p>Every operation.</p>`
  return html`
    <details ${found.length <= FEW ? html`open` : ''}>
      <summary>${found.length === 1 ? 'One operation' : `${found.length} operations`}</summary>
      <ul>
        ${found.map(([id, { summary }]) => html`<li><code>${id}</code>: ${summary}</li>`)}
      </ul>
    </details>
  `
}

/**
 * What an error code means, why it is answered and what to do about it: where `docUrl` of an error leads as long as the
 * docs are not built. `null` for a path that is no such page.
 */
export function errorDocs(path: string): Html | null {
  const [, code = ''] = /^\/errors\/(\w+)$/.exec(path) ?? []
  if (!isCode(code)) return null
  const { status, message, cause, cure, retry } = errorEntry(code)
  return layout({
    title: code,
    main: html`
      <h1><code>${code}</code></h1>
      <p class="lead">${message}</p>
      <h2>Why</h2>
      <p>${withCode(cause)}</p>
      <h2>What to do</h2>
      <p>${withCode(cure)}</p>
      <h2>Trying again</h2>
      <p>${withCode(retryMeanings[retry])}</p>
      <h2>Where</h2>
      ${answeredBy(code)}
      <p class="quiet small">HTTP status ${status}, retry class <code>${retry}</code></p>
    `,
  })
}
