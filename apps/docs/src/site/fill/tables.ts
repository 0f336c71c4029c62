import {
  authorizationErrors,
  type contract,
  currencies,
  decimalsOf,
  type ErrorCode,
  errorEntry,
  leastPrice,
  oauthErrorCatalogue,
  parseQuota,
  scopes,
  stepOf,
  toDecimal,
  WEBHOOK_RETRY_SECONDS,
  webhookEvents,
} from '@latchkey/contract'
import { operations } from '../../reference/contract.ts'
import { contractPlaceholders } from './contract.ts'
import { duration } from './numbers.ts'

const { operation: linked, error, event } = contractPlaceholders

const code = (text: string) => `\`${text}\``
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

/** What happens between an app that meets a server for the first time and it, in this order. */
const connecting: readonly [
  what: string,
  id: keyof typeof contract.oauth | keyof typeof contract.automation,
][] = [
  ['asked without a token, and was told where to sign in', 'automationListPages'],
  ['found the authorization server', 'getProtectedResourceMetadata'],
  ['found its endpoints', 'getAuthorizationServerMetadata'],
  ['became known', 'registerOAuthClient'],
  ['sent you to the browser', 'authorizeOAuthClient'],
  ['you pressed Allow', 'decideOAuthConsent'],
  ['exchanged the code, later the refresh token', 'issueOAuthToken'],
  ['ended its access', 'revokeOAuthToken'],
]

const definitionOf = (id: string) => {
  const found = operations.find((each) => each.id === id)
  if (!found) throw new Error(`there is no operation ${id}.`)
  return found.definition
}

const dimensions: Readonly<Record<string, string>> = { ip: 'network address', token: 'token' }

const consentErrors: readonly ErrorCode[] = [
  'oauth_client_not_found',
  'oauth_client_document_invalid',
  'oauth_redirect_uri_mismatch',
  'oauth_consent_expired',
  'cross_site_form',
]

/** How long after the event a try is made, as people say it. */
function roughly(seconds: number): string {
  const unit = seconds < 3600 ? 60 : 3600
  return seconds < 60 ? duration(seconds) : duration(Math.round(seconds / unit) * unit)
}

/** Tables that follow from the contract: `{{table:webhookRetries}}`. */
const tables: Readonly<Record<string, () => string>> = {
  webhookRetries() {
    const waits: readonly number[] = WEBHOOK_RETRY_SECONDS
    let passed = 0
    const later = waits.map((wait, index) => {
      passed += wait
      return [String(index + 2), duration(wait), roughly(passed)]
    })
    return table(
      ['Attempt', 'After the one before', 'After the event, about'],
      [['1', 'at once', ''], ...later],
    )
  },
  webhookEvents: () =>
    table(
      ['Event', 'What it reports'],
      webhookEvents.map(({ type, description }) => [event(type), description]),
    ),
  scopes: () =>
    table(
      ['Scope', 'It could'],
      Object.entries(scopes).map(([name, words]) => [code(name), words]),
    ),
  oauthSteps: () =>
    table(
      ['Step', 'Request', 'Operation'],
      connecting.map(([what, id]) => {
        const { method, path } = definitionOf(id)
        return [what, code(`${method.toUpperCase()} ${path}`), linked(id)]
      }),
    ),
  oauthLimits: () =>
    table(
      ['Operation', 'Limit'],
      connecting.flatMap(([, id]) =>
        Object.entries(definitionOf(id).limits ?? {}).map(([dimension, quota]) => {
          const { points, seconds } = parseQuota(quota) ?? { points: 0, seconds: 1 }
          return [
            linked(id),
            `${points.toLocaleString('en')} in ${duration(seconds)} per ${dimensions[dimension] ?? dimension}`,
          ]
        }),
      ),
    ),
  oauthErrors: () =>
    table(
      ['Error', 'Status', 'Meaning'],
      Object.entries(oauthErrorCatalogue).map(([name, { status, cause }]) => [
        code(name),
        String(status),
        cause,
      ]),
    ),
  authorizationErrors: () => authorizationErrors.map(code).join(', '),
  consentErrors: () =>
    table(
      ['Error', 'Meaning', 'What to do'],
      consentErrors.map((name) => {
        const { message, cause, cure } = errorEntry(name)
        return [error(name), `${message} ${cause}`, cure]
      }),
    ),
  currencies: () =>
    table(
      ['Currency', 'Decimals', 'Least price', 'Least amount', 'Step'],
      currencies.map((currency) => {
        const least = leastPrice(currency) ?? 0
        return [
          code(currency),
          String(decimalsOf(currency)),
          `${toDecimal(least, currency)} ${currency.toUpperCase()}`,
          String(least),
          String(stepOf(currency)),
        ]
      }),
    ),
}

export const tablePlaceholders = {
  /** The currencies with so many decimals: `{{currencies:0}}`. */
  currencies: (decimals: string) =>
    currencies.filter((currency) => decimalsOf(currency) === Number(decimals)).join(' '),
  table(name: string) {
    const made = tables[name]
    if (!made) throw new Error('there is no such table.')
    return made()
  },
}
