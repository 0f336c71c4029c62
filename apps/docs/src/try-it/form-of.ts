import type { OperationDefinition } from '@latchkey/contract'
import { EXAMPLE_ORIGIN, shop } from '@latchkey/contract/example-shop'
import type { Media, Parameter } from '@latchkey/contract/openapi-walk'
import { isInSdk, nodeOf, operations, sdkArea } from '../reference/contract.ts'
import { DOCS_ORIGIN } from '../site/origins.ts'
import type { Credential, Field, Form } from './form.ts'

/** Optional parameters that are filled in all the same: they make an answer short, or keep anything from happening. */
const filledIn = ['limit', 'dryRun']

/** What cannot be undone, beside all that deletes. */
const final = [
  'refundPurchase',
  'activateGroupBuy',
  'closeGroupBuy',
  'renameHandle',
  'transferHandle',
  'updateFile',
  'replaceCollaborators',
]

/**
 * The form of an operation, from the contract.
 * @throws when the contract has no such operation.
 */
export function formOf(id: string): Form {
  const operation = operations.find((each) => each.id === id)
  if (!operation) throw new Error(`There is no operation ${id}.`)
  const { area, definition } = operation
  const node = nodeOf(id)
  const content = Object.entries(node.requestBody?.content ?? {})[0]
  const [type, media] = content ?? []
  const isForm = type === 'application/x-www-form-urlencoded'
  return {
    operation: id,
    area: isInSdk(definition) ? sdkArea(area) : null,
    method: definition.method.toUpperCase(),
    path: definition.path,
    origin: EXAMPLE_ORIGIN,
    docsOrigin: DOCS_ORIGIN,
    curlOnly: whyCurlOnly(definition),
    bareHost: !definition.path.startsWith('/v2/'),
    credential: credentialOf(definition),
    fields: [...(node.parameters ?? []).map(fieldOf), ...(isForm && media ? formFields(media) : [])],
    bodies: media && !isForm ? bodiesOf(media) : [],
    bodyOptional: definition.bodyOptional === true,
    csv: Object.values(definition.success).some((success) => 'csv' in success && success.csv),
    confirm: confirmation(id, definition),
  }
}

const bodiesOf = ({ example, examples }: Media) =>
  Object.entries(examples ?? { example: { value: example } }).map(([name, { value }]) => ({
    name,
    text: JSON.stringify(value, null, 2),
  }))

const written = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

function fieldOf({ name, in: place, required = false, description, example, schema }: Parameter): Field {
  const types = [schema.type].flat()
  const numeric = types.includes('integer') || types.includes('number')
  return {
    in: place as Field['in'],
    name,
    required,
    value: required || filledIn.includes(name) ? written(example) : '',
    example: written(example),
    description: description ?? schema.description ?? '',
    choices: schema.enum?.map(written) ?? null,
    type: numeric ? 'number' : types.includes('boolean') ? 'boolean' : 'string',
  }
}

/** Members of a form: those of its example, which no schema makes longer. */
const formFields = ({ example }: Media): Field[] =>
  Object.entries((example ?? {}) as Readonly<Record<string, unknown>>).map(([name, value]) => ({
    in: 'form',
    name,
    required: false,
    value: written(value),
    example: written(value),
    description: '',
    choices: null,
    type: 'string',
  }))

const { email, password } = shop.creator
const demo = { email, password }

function credentialOf({ auth, accepts = [], errors }: OperationDefinition): Credential {
  // A session for all handles, which exists as a cookie only.
  if (errors.includes('fresh_session_required')) return { kind: 'cookie', optional: false }
  switch (auth.subject) {
    case 'visitor':
      return { kind: 'visitor', optional: false }
    case 'account':
    case 'platform_operator':
      return { kind: 'account', optional: false, demo }
    case 'token':
      return { kind: 'token', optional: false }
    case 'anyone':
      if (accepts.includes('visitorToken')) return { kind: 'visitor', optional: true }
      if (accepts.includes('accessToken')) return { kind: 'account', optional: true, demo }
      return { kind: 'none', optional: true }
  }
}

function whyCurlOnly(definition: OperationDefinition): string | null {
  const { auth, errorsAsHtml, rawBody, success, errors } = definition
  if (auth.subject === 'platform_operator') {
    return 'The operator’s queues answer at the API’s own host only, and to no page of another host.'
  }
  if (errorsAsHtml) return 'It is a page for people: open it in a browser instead.'
  if (rawBody) return 'Only Stripe sends it, with a signature over the bytes of the body.'
  if (Object.values(success).every((each) => 'redirect' in each)) {
    return 'It answers with a redirect, which browsers follow before a script sees it.'
  }
  if (errors.includes('fresh_session_required')) {
    return 'It takes a session for all handles. That one exists only as a cookie, and this form never sends cookies.'
  }
  return null
}

function confirmation(id: string, { method, summary }: OperationDefinition): string | null {
  if (method !== 'delete' && !final.includes(id)) return null
  return `${summary}? This really happens, on the server that these pages come from.`
}
