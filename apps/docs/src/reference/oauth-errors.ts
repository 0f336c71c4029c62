import {
  type AuthorizationError,
  authorizationErrors,
  errorAnswers,
  type OAuthErrorCode,
  oauthErrorCatalogue,
  oauthErrorEntry,
  retryMeanings,
} from '@latchkey/contract'
import type { Page } from '../site/page.ts'
import { operationPath, operations } from './contract.ts'
import { errorExample, errorPath } from './error-entries.ts'
import { code, json, link, list, paragraphs, section, table } from './markdown.ts'

const codes = Object.keys(oauthErrorCatalogue) as OAuthErrorCode[]

/** What each code means in the redirect back to a client. */
const redirected: Record<AuthorizationError, string> = {
  invalid_request: 'A parameter is missing, repeated or not supported. Correct the request.',
  unsupported_response_type: 'Only `response_type=code` is supported.',
  invalid_scope: 'None of the scopes is known. Ask for scopes that the metadata lists.',
  invalid_target: 'Tokens are issued for this server only: `resource` must be the issuer, or left out.',
  access_denied: 'The account said no. Do not ask again by yourself.',
  login_required: '`prompt=none` was asked for, and nobody is signed in. Ask again without it.',
  consent_required: '`prompt=none` was asked for, and the account has not agreed yet. Ask again without it.',
  interaction_required:
    '`prompt=none` was asked for, and the account has to see a page. Ask again without it.',
}

/** A page for every code that OAuth clients are answered, and the index of them. */
export const oauthErrorPages = (): readonly Page[] => [indexPage(), ...codes.map(errorPage)]

function errorPage(error: OAuthErrorCode): Page {
  const { status, message, cause, cure, retry } = oauthErrorEntry(error)
  const answers = operations.flatMap(({ id, area, definition }) => {
    if (!definition.oauthErrors) return []
    const statuses = errorAnswers(definition)
      .filter((each) => each.code === error)
      .map((each) => each.status)
    return statuses.length === 0 ? [] : [{ id, area, statuses: [...new Set(statuses)].toSorted() }]
  })
  return {
    id: errorPath(error, true).slice(1),
    title: `${error} (OAuth)`,
    description: message,
    body: paragraphs(
      message,
      `HTTP ${status}, OAuth error code ${code(error)}.`,
      section('What it means', cause),
      section('What to do', cure),
      section('Whether to retry', `${code(retry)}. ${retryMeanings[retry]}`),
      section(
        'What to show people',
        'Nothing of this: people did nothing wrong. Say that the app could not connect, and offer to try again.',
      ),
      section('What the answer looks like', json(errorExample(error, true))),
      section(
        'Which operations return it',
        list(
          answers.map(
            ({ id, area, statuses }) =>
              `${link(code(id), operationPath({ area, id }))}, with ${statuses.join(', ')}`,
          ),
        ),
      ),
    ),
  }
}

const indexPage = (): Page => ({
  id: 'errors/oauth',
  title: 'OAuth errors',
  description:
    'The error codes of the endpoints that OAuth clients call, and those in the redirect back to them.',
  body: paragraphs(
    'The endpoints that clients call answer errors in the form of RFC 6749.',
    section(
      'In answers',
      table(
        ['Code', 'Status', 'What it means', 'What to do'],
        codes.map((error) => {
          const { status, cause, cure } = oauthErrorEntry(error)
          return [link(code(error), errorPath(error, true)), String(status), cause, cure]
        }),
      ),
    ),
    section(
      'In the redirect to the client',
      'The authorization endpoint sends the browser back to the client with one of these in `error`.',
      table(
        ['Code', 'What it means and what to do'],
        authorizationErrors.map((error) => [code(error), redirected[error]]),
      ),
    ),
  ),
})
