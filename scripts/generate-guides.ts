// Fills guides whose names, paths, errors and limits come from the contract.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  ACCESS_TOKEN_SECONDS,
  AUTHORIZATION_CODE_SECONDS,
  authorizationErrors,
  CONSENT_SECONDS,
  contract,
  type ErrorCode,
  errorCatalogue,
  errorEntry,
  type OperationDefinition,
  oauthErrorCatalogue,
  parseQuota,
  REFRESH_TOKEN_SECONDS,
  REPLAY_SECONDS,
  scopes,
  UNUSED_CLIENT_DAYS,
} from '@latchkey/contract'
import { DEMO_PASSWORD } from '@latchkey/server'

const root = dirname(import.meta.dirname)
const folder = 'packages/server/docs'
const guides = ['connect-an-mcp-client']

const operations = new Map<string, OperationDefinition>(
  Object.values(contract).flatMap((area) => Object.entries<OperationDefinition>(area)),
)

function operation(id: string): OperationDefinition {
  const found = operations.get(id)
  if (!found) throw new Error(`There is no operation ${id}.`)
  return found
}

const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`
const code = (text: string) => `\`${text}\``

const durations = {
  ACCESS_TOKEN_SECONDS,
  AUTHORIZATION_CODE_SECONDS,
  CONSENT_SECONDS,
  REFRESH_TOKEN_SECONDS,
  REPLAY_SECONDS,
}

/** A number of seconds as people say it. */
function duration(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const
  const [unit, size] = units.find(([, length]) => seconds >= length && seconds % length === 0) ?? [
    'second',
    1,
  ]
  const count = seconds / size
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

function quota(text: string): string {
  const parsed = parseQuota(text)
  if (!parsed) throw new Error(`${text} is no quota.`)
  return `${parsed.points} in ${duration(parsed.seconds)}`
}

const dimensionNames: Record<string, string> = { ip: 'network address', token: 'token' }

const connecting: [
  what: string,
  operationId: keyof typeof contract.oauth | keyof typeof contract.automation,
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

const pageErrors: ErrorCode[] = [
  'oauth_client_not_found',
  'oauth_client_document_invalid',
  'oauth_redirect_uri_mismatch',
  'oauth_consent_expired',
  'cross_site_form',
]

/** What a placeholder stands for, by its first word; what follows the colon is handed over. */
const placeholders: Record<string, (argument: string) => string> = {
  path(argument) {
    const [id = '', ...values] = argument.split(':')
    const given = new Map(values.map((value) => value.split('=') as [string, string]))
    return operation(id).path.replaceAll(/\{(\w+)\}/g, (whole, name: string) => given.get(name) ?? whole)
  },
  error(name) {
    if (!Object.hasOwn(errorCatalogue, name)) throw new Error(`There is no error ${name}.`)
    return name
  },
  seconds: (name) => duration(durations[name as keyof typeof durations]),
  version(name) {
    const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
    const [, version] = new RegExp(`"?${name}"?: (\\S+)`).exec(catalog) ?? []
    if (!version) throw new Error(`${name} is not in the catalog.`)
    return version
  },
  demoPassword: () => DEMO_PASSWORD,
  UNUSED_CLIENT_DAYS: () => String(UNUSED_CLIENT_DAYS),
  steps: () =>
    connecting
      .map(([what, id]) => {
        const { method, path } = operation(id)
        return row(what, code(`${method.toUpperCase()} ${path}`), code(id))
      })
      .join('\n'),
  scopes: () =>
    Object.entries(scopes)
      .map(([name, words]) => row(code(name), words))
      .join('\n'),
  limits: () =>
    connecting
      .flatMap(([, id]) =>
        Object.entries(operation(id).limits ?? {}).map(([dimension, limit]) =>
          row(code(id), `${quota(limit)} per ${dimensionNames[dimension] ?? dimension}`),
        ),
      )
      .join('\n'),
  oauthErrors: () =>
    Object.entries(oauthErrorCatalogue)
      .map(([name, { status, cause }]) => row(code(name), status, cause))
      .join('\n'),
  authorizationErrors: () => authorizationErrors.map(code).join(', '),
  pageErrors: () =>
    pageErrors
      .map((name) => {
        const { message, cause, cure } = errorEntry(name)
        return row(code(name), `${message} ${cause}`, cure)
      })
      .join('\n'),
}

function fill(template: string): string {
  return template.replaceAll(/\{\{(\w+)(?::([^}]+))?\}\}/g, (whole, name: string, argument = '') => {
    const value = placeholders[name]
    if (!value) throw new Error(`${whole} stands for nothing.`)
    return value(argument)
  })
}

/** Every guide by its file, filled. */
export const guideFiles = (): Record<string, string> =>
  Object.fromEntries(
    guides.map((name) => {
      const template = readFileSync(join(root, folder, `${name}.template.md`), 'utf8')
      const notice = `<!-- Filled from ${name}.template.md by \`npm run generate\`; edit that one. -->\n\n`
      return [`${folder}/${name}.md`, notice + fill(template)]
    }),
  )
