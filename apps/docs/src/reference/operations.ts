import {
  errorAnswers,
  maxBodyBytes,
  type OperationDefinition,
  ownErrorAnswers,
  type Success,
  successHeaders,
} from '@latchkey/contract'
import type { Page } from '../site/page.ts'
import { callerOf, describeAccess } from './access.ts'
import { type areas, isInSdk, nodeOf, operationPath, operations, sdkArea } from './contract.ts'
import { entryOf, errorPath } from './error-entries.ts'
import { describeRepetition, describeVersions } from './idempotency.ts'
import { describeLimits } from './limits.ts'
import { block, code, json, link, list, paragraphs, section, subsection, table } from './markdown.ts'
import { describeMembers, explain } from './members.ts'
import { curlSample, exampleIn, sdkSample, sentExample } from './samples.ts'
import { typeOf } from './types.ts'

type Listed = (typeof operations)[number]

/** A page for every operation. */
export const operationPages = (): readonly Page[] =>
  operations.map((operation) => {
    const { id, area, definition } = operation
    return {
      id: operationPath(operation).slice(1),
      title: definition.summary,
      description: firstSentence(definition.description),
      operation: id,
      body: paragraphs(
        `${code(`${definition.method.toUpperCase()} ${definition.path}`)}`,
        `Operation ${code(id)}${isInSdk(definition) ? `, in the SDK ${code(`latchkey.${sdkArea(area)}.${id}`)}` : ''}. Who may call it: ${lowered(callerOf(definition))}.`,
        definition.description,
        section('Example', ...examplesOf(operation)),
        section('Who may call it', describeAccess(definition)),
        section('Parameters', parametersOf(id)),
        section('Request body', ...requestBodyOf(operation)),
        section('Rules', rulesOf(operation)),
        section('Answers', ...answersOf(operation)),
        section('Errors', ...errorsOf(definition)),
        section('Repeating a request', describeRepetition(definition)),
        section('Versions', describeVersions(definition)),
        section('Limits', describeLimits(operation)),
      ),
    }
  })

const lowered = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

const firstSentence = (text: string) => /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text

/** The call by SDK and curl, and what it answers. */
function examplesOf(operation: Listed): string[] {
  const sdk = sdkSample(operation)
  const { responses } = nodeOf(operation.id)
  const [status = '', first] = Object.entries(responses).find(([each]) => Number(each) < 300) ?? []
  const answer = Object.entries(first?.content ?? {}).flatMap(([type, media]) => {
    if (type === 'text/html') return []
    const example = exampleIn(media)
    return [
      `The answer${type === 'text/csv' ? ', as CSV' : ''}, with ${status}:`,
      type === 'text/csv' ? block('text', String(example)) : json(example),
    ]
  })
  return [
    ...(sdk ? ['With the [SDK](/guides/sdk):', block('ts', sdk)] : []),
    'With curl:',
    block('sh', curlSample(operation)),
    ...answer,
  ]
}

const parametersOf = (id: string): string =>
  table(
    ['Name', 'In', 'Type', 'Required', 'Description'],
    (nodeOf(id).parameters ?? []).map((parameter) => [
      code(parameter.name),
      parameter.in,
      typeOf(parameter.schema),
      parameter.required ? 'yes' : 'no',
      explain(
        {
          ...parameter.schema,
          ...(parameter.description !== undefined && { description: parameter.description }),
        },
        'received',
      ),
    ]),
  )

function requestBodyOf({ id, definition }: Listed): string[] {
  const { requestBody } = nodeOf(id)
  if (!requestBody) return []
  const kibibytes = maxBodyBytes(definition) / 1024
  return Object.entries(requestBody.content).flatMap(([type, media]) => {
    const { examples } = media
    const shown = JSON.stringify(sentExample(id))
    return [
      `${code(type)}${media.schema.$ref === undefined ? '' : `, ${typeOf(media.schema)}`}, at most ${kibibytes.toLocaleString('en')} KiB.${requestBody.required ? '' : ' It may be left out.'}`,
      media.schema.$ref === undefined ? (media.schema.description ?? '') : '',
      describeMembers(media.schema, 'received'),
      ...Object.entries(examples ?? {})
        .filter(([, { value }]) => JSON.stringify(value) !== shown)
        .flatMap(([name, { value }]) => [`Example, ${code(name)}:`, json(value)]),
    ]
  })
}

/** Examples of addresses lead nowhere, and Markdown would link them. */
const withAddressesAsCode = (text: string): string =>
  text.replaceAll(/(?<![`(<])https?:\/\/[^\s,)]*[^\s,).:]/g, (address) => code(address))

const rulesOf = ({ id, definition }: Listed): string =>
  list(
    (nodeOf(id)['x-rules'] ?? []).map(
      ({ rule, code: error }) =>
        `${withAddressesAsCode(rule)} Otherwise: ${link(code(error), errorPath(error, definition.oauthErrors !== undefined))}.`,
    ),
  )

function answersOf({ id, definition }: Listed): string[] {
  const { responses } = nodeOf(id)
  return Object.entries(definition.success).map(([status, success]) => {
    const { content = {} } = responses[status] ?? {}
    const bodies = Object.entries(content).map(([type, media]) => {
      if (type === 'text/html') return 'A page, as `text/html`.'
      if (type === 'text/csv') return `With \`Accept: text/csv\`, the same as CSV (RFC 4180).`
      return paragraphs(
        `${code(type)}${media.schema.$ref === undefined ? '' : `, ${typeOf(media.schema)}`}:`,
        describeMembers(media.schema, 'sent'),
      )
    })
    return subsection(status, success.description, ...bodies, headersOf(definition, success))
  })
}

const headersOf = (definition: OperationDefinition, success: Success): string => {
  const headers = Object.entries(successHeaders(definition, success)).map(
    ([name, always]) => `${code(name)}${always ? '' : ' (sometimes)'}`,
  )
  return `${link('Headers', '/reference/headers')}: ${headers.join(', ')}.`
}

/** Those that the operation answers itself, then those of the frame around all of them. */
function errorsOf(definition: OperationDefinition): string[] {
  const isOwn = (code: string) => own.some((each) => each.code === code)
  const own = ownErrorAnswers(definition)
  const answers = errorAnswers(definition).toSorted(
    (a, b) => a.status - b.status || (a.code < b.code ? -1 : 1),
  )
  const rows = (shown: typeof answers) =>
    table(
      ['Code', 'Cause', 'What to do'],
      shown.map(({ status, code: error }) => {
        const isOAuth = definition.oauthErrors !== undefined
        const { cause, cure } = entryOf(error, isOAuth)
        return [`${link(code(error), errorPath(error, isOAuth))}<br>${status}`, cause, cure]
      }),
    )
  return [
    definition.errorsAsHtml ? 'Errors are shown as a page.' : '',
    rows(answers.filter((each) => isOwn(each.code))),
    own.length > 0 ? 'Errors that any request of this kind can get:' : '',
    rows(answers.filter((each) => !isOwn(each.code))),
  ]
}

/** The operations of an area, as a table. */
export const operationTable = (listed: readonly Listed[]): string =>
  table(
    ['Operation', 'What it does', 'Request', 'Who may call it'],
    listed.map(({ id, area, definition }) => [
      link(code(id), operationPath({ area, id })),
      definition.summary,
      code(`${definition.method.toUpperCase()} ${definition.path}`),
      callerOf(definition),
    ]),
  )

/** The operations of one area. */
export const operationsIn = (area: (typeof areas)[number]) => operations.filter((each) => each.area === area)
