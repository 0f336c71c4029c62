import {
  currencies,
  decimalsOf,
  leastPrice,
  responseHeaders,
  roles,
  scopeNames,
  scopes,
  stepOf,
  toDecimal,
} from '@latchkey/contract'
import type { Page } from '../site/page.ts'
import { roleMeanings } from './access.ts'
import { operationPath, operations } from './contract.ts'
import { block, code, link, paragraphs, section, table } from './markdown.ts'

const linked = (shown: typeof operations) =>
  shown.map((each) => link(code(each.id), operationPath(each))).join(', ')

const scopesPage = (): Page => ({
  id: 'reference/scopes',
  title: 'Scopes',
  description: 'What a token or a connected app may be allowed, and which operations each scope opens.',
  body: paragraphs(
    'A personal access token and an OAuth access token may do what their scopes say, on one handle, and no more than the account behind them. A token without the scope gets [`insufficient_scope`](/errors/insufficient_scope).',
    table(
      ['Scope', 'It may', 'Operations'],
      scopeNames.map((scope) => [
        code(scope),
        scopes[scope],
        linked(
          operations.filter(({ definition: { auth } }) => auth.subject === 'token' && auth.scope === scope),
        ),
      ]),
    ),
  ),
})

const rolesPage = (): Page => ({
  id: 'reference/roles',
  title: 'Roles',
  description: 'What people may do on a handle, and which role each operation asks for.',
  body: paragraphs(
    'A role is on one handle, and each may do all that those before it may. With a weaker one the answer is [`insufficient_role`](/errors/insufficient_role); without any, [`handle_not_found`](/errors/handle_not_found), as if there were no such handle.',
    ...roles.map((role) =>
      section(
        role,
        roleMeanings[role],
        linked(operations.filter(({ definition: { auth } }) => auth.role === role)),
      ),
    ),
    section(
      'Operators of the platform',
      'An account that the server lists in `PLATFORM_OPERATORS`. This is no role on a handle.',
      linked(operations.filter(({ definition: { auth } }) => auth.subject === 'platform_operator')),
    ),
  ),
})

const currencyNames = new Intl.DisplayNames('en', { type: 'currency' })

const currenciesPage = (): Page => ({
  id: 'reference/currencies',
  title: 'Currencies',
  description: 'The currencies that pages can be sold in, with their decimals and least prices.',
  body: paragraphs(
    'Amounts are whole numbers of the smallest unit: `2500` of `usd` is 25.00, `500` of `jpy` is 500. A price below the least, or one that is no multiple of the step, gets [`invalid_request`](/errors/invalid_request).',
    table(
      ['Code', 'Currency', 'Decimals', 'Step', 'Least price', 'As an amount'],
      currencies.map((currency) => {
        const least = leastPrice(currency) ?? 0
        return [
          code(currency),
          currencyNames.of(currency.toUpperCase()) ?? currency,
          String(decimalsOf(currency)),
          String(stepOf(currency)),
          `${toDecimal(least, currency)} ${currency.toUpperCase()}`,
          code(String(least)),
        ]
      }),
    ),
  ),
})

const headersPage = (): Page => ({
  id: 'reference/headers',
  title: 'Response headers',
  description: 'What the headers of an answer say about it.',
  body: paragraphs(
    'Those of HTTP itself, of CORS and for the protection of browsers are not listed. The page of each operation says which of these its answers carry.',
    ...Object.entries(responseHeaders).map(([name, { description, example }]) =>
      section(name, description, block('http', `${name}: ${example}`)),
    ),
  ),
})

/** Lists of one kind of thing, each on a page. */
export const listPages = (): readonly Page[] => [scopesPage(), rolesPage(), currenciesPage(), headersPage()]
