import {
  declaredErrors,
  type ErrorCode,
  errorCatalogue,
  errorEntry,
  retryMeanings,
  sentenceForPeople,
} from '@latchkey/contract'
import type { Page } from '../site/page.ts'
import { areas, areaTitle, operationPath, operations, schemas } from './contract.ts'
import { errorExample, errorPath } from './error-entries.ts'
import { code, json, link, list, paragraphs, section, table } from './markdown.ts'
import { describeMembers } from './members.ts'

const codes = Object.keys(errorCatalogue) as ErrorCode[]

/** Where a code is answered outside the operations of the contract. */
const elsewhere: Partial<Record<ErrorCode, string>> = {
  not_found: 'Every address where there is nothing.',
  method_not_allowed: 'Every path, for a method that it does not have; `Allow` lists those it has.',
  file_link_invalid: 'Signed upload and download URLs of files.',
  file_already_uploaded: 'Signed upload URLs of files.',
  file_upload_in_progress: 'Signed upload URLs of files.',
}

/** The error's own page, and the index of all. */
export const errorPages = (): readonly Page[] => [indexPage(), ...codes.map(errorPage)]

function errorPage(error: ErrorCode): Page {
  const { status, message, cause, cure, retry, details } = errorEntry(error)
  return {
    id: errorPath(error).slice(1),
    title: error,
    description: message,
    body: paragraphs(
      message,
      `HTTP ${status}, error code ${code(error)}.`,
      section('What it means', cause),
      section('What to do', cure, `Whether to retry: ${code(retry)}. ${retryMeanings[retry]}`),
      section('What to show people', `“${sentenceForPeople(error)}”`),
      section(
        'What the answer looks like',
        json(errorExample(error)),
        details ? detailsTable(error) : '`details` is always `null`.',
      ),
      section('Which operations return it', whereAnswered(error)),
    ),
  }
}

function detailsTable(error: ErrorCode): string {
  const name = Object.keys(schemas).find((each) => {
    const { properties } = schemas[each] ?? {}
    return properties?.error?.enum?.[0] === error && properties.docUrl !== undefined
  })
  const details = name === undefined ? undefined : schemas[name]?.properties?.details
  if (!details) throw new Error(`The document has no details of ${error}.`)
  return paragraphs('In `details`:', describeMembers(details, 'sent'))
}

/** The operations that answer a code, by area. */
function whereAnswered(error: ErrorCode): string {
  const answering = operations.filter(
    ({ definition }) => !definition.oauthErrors && declaredErrors(definition).includes(error),
  )
  const other = elsewhere[error] ?? ''
  const able = operations.filter(({ definition }) => !definition.oauthErrors)
  if (answering.length === able.length) {
    return `Every operation, but for those of OAuth that have [codes of their own](/errors/oauth).`
  }
  return paragraphs(
    other,
    list(
      areas.flatMap((area) => {
        const links = answering
          .filter((each) => each.area === area)
          .map((each) => link(code(each.id), operationPath(each)))
        return links.length === 0 ? [] : [`${areaTitle(area)}: ${links.join(', ')}`]
      }),
    ),
  )
}

const indexPage = (): Page => ({
  id: 'errors',
  title: 'Errors',
  description: 'Every error code that the API answers, with what it means and what to do.',
  body: paragraphs(
    'Every error is JSON of one form. Decide by `error`, which never changes its meaning; `message` is for people and may be reworded. `docUrl` leads to the page of the code, and `requestId` is what to quote when you report a problem.',
    json(errorExample('page_not_found')),
    'The operations that OAuth clients call have the form of RFC 6749, with [codes of their own](/errors/oauth).',
    section(
      'Whether to retry',
      table(
        ['Class', 'What to do'],
        Object.entries(retryMeanings).map(([retry, meaning]) => [code(retry), meaning]),
      ),
    ),
    section(
      'All codes',
      table(
        ['Code', 'Status', 'Retry', 'Message'],
        codes.map((error) => {
          const { status, retry, message } = errorEntry(error)
          return [link(code(error), errorPath(error)), String(status), code(retry), message]
        }),
      ),
    ),
  ),
})
