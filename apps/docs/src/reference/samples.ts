import type { OperationDefinition } from '@latchkey/contract'
import { EXAMPLE_ORIGIN } from '@latchkey/contract/example-shop'
import type { Media, Parameter } from '@latchkey/contract/openapi-walk'
import { isInSdk, nodeOf, sdkArea } from './contract.ts'
import { literal, shellQuoted } from './literal.ts'

interface Called {
  readonly id: string
  readonly area: string
  readonly definition: OperationDefinition
}

/** The example of a body, or the first of several. */
export const exampleIn = ({ example, examples }: Media): unknown =>
  examples ? Object.values(examples)[0]?.value : example

/** Names and values of an object and of those inside it. */
function membersIn(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set()
  const members = Object.entries(value)
  return new Set(members.flatMap(([name, each]) => [`${name}: ${JSON.stringify(each)}`, ...membersIn(each)]))
}

/** The body that an operation is shown with: of several, the one that its answer tells of. */
export function sentExample(id: string): unknown {
  const { requestBody, responses } = nodeOf(id)
  const [media] = Object.values(requestBody?.content ?? {})
  if (!media?.examples) return media && exampleIn(media)
  const [answer] = Object.values(Object.values(responses)[0]?.content ?? {})
  const told = membersIn(answer && exampleIn(answer))
  const inCommon = (value: unknown) => [...membersIn(value)].filter((member) => told.has(member)).length
  const values = Object.values(media.examples).map(({ value }) => value)
  return values.reduce((best, value) => (inCommon(value) > inCommon(best) ? value : best))
}

/** What a sample sends, taken from the document's own examples: all that is required, and what one would add. */
function inputOf(id: string) {
  const { parameters = [], requestBody } = nodeOf(id)
  const wanted = ({ in: place, name, required }: Parameter) =>
    required || name === 'If-Match' || (place === 'query' && name === 'limit')
  const valuesIn = (place: string) =>
    Object.fromEntries(
      parameters
        .filter((each) => each.in === place && wanted(each))
        .map(({ name, example }) => [name, example]),
    )
  const [type] = Object.keys(requestBody?.content ?? {})
  return {
    path: valuesIn('path'),
    query: valuesIn('query'),
    header: valuesIn('header'),
    isKeyed: parameters.find(({ name }) => name === 'Idempotency-Key')?.example,
    type,
    body: sentExample(id),
    isList: parameters.some(({ name }) => name === 'cursor'),
  }
}

/** The token that a caller sends, as samples show it, and what it is. */
function tokenOf({
  auth,
  accepts = [],
}: OperationDefinition): { value: string; what: string; name: string } | null {
  if (auth.subject === 'visitor' || accepts.includes('visitorToken')) {
    return { value: 'vst_…', what: '`sessionToken` of the visitor', name: 'SESSION_TOKEN' }
  }
  if (auth.subject === 'token')
    return { value: 'patv1_…', what: 'a personal access token', name: 'PERSONAL_TOKEN' }
  if (auth.subject === 'anyone' && !accepts.includes('accessToken')) return null
  return { value: 'eyJ…', what: '`accessToken` of `signIn`', name: 'ACCESS_TOKEN' }
}

const isEmpty = (value: object) => Object.keys(value).length === 0

/** A call by the SDK, or `null` where it has no method. */
export function sdkSample({ id, area, definition }: Called): string | null {
  if (!isInSdk(definition)) return null
  const { path, query, header, body, isList } = inputOf(id)
  const input = {
    ...(!isEmpty(path) && { path }),
    ...(!isEmpty(query) && { query }),
    ...(!isEmpty(header) && { header }),
    ...(body !== undefined && { body }),
  }
  const token = tokenOf(definition)
  const options = token
    ? `{\n  baseUrl: '${EXAMPLE_ORIGIN}',\n  token: '${token.value}', // ${token.what}\n}`
    : `{ baseUrl: '${EXAMPLE_ORIGIN}' }`
  const method = `latchkey.${sdkArea(area)}.${id}`
  const imports = isList ? 'createLatchkey, paginate' : 'createLatchkey'
  const begin = isList
    ? `const list = paginate(${method}`
    : `const { ${definition.success[204] ? '' : 'data, '}error } = await ${method}(`
  const given = isEmpty(input) ? '' : `${isList ? ', ' : ''}${literal(input, 0, begin.length + 3)}`
  const end = isList ? 'for await (const item of list) console.log(item)' : outcomeOf(definition)
  return `import { ${imports} } from '@latchkey/sdk'\n\nconst latchkey = createLatchkey(${options})\n\n${begin}${given})\n${end}\n`
}

/** What follows a call. */
function outcomeOf({ success }: OperationDefinition): string {
  if (success[204]) return 'if (error) throw error'
  return `if (error) throw error\nconsole.log(${success[302] ? 'await data.blob()' : 'data'})`
}

/** A call by curl. */
export function curlSample({ id, definition }: Called): string {
  const { path, query, header, isKeyed, type, body } = inputOf(id)
  const route = definition.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(path[name])),
  )
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  ).toString()
  const token = tokenOf(definition)
  const isForm = type === 'application/x-www-form-urlencoded'
  const secret = definition.accepts?.includes('clientBasic')
  const parts = [
    // A page leads on by its status and headers.
    `curl ${definition.errorsAsHtml || definition.success[302] ? '-isS' : '-sS'}${methodOf(definition, body !== undefined)} ${shellQuoted(`${EXAMPLE_ORIGIN}${route}${search && `?${search}`}`)}`,
    ...(secret ? ['-u "$CLIENT_ID:$CLIENT_SECRET"'] : []),
    ...(token ? [`-H "authorization: Bearer $${token.name}"`] : []),
    ...(isKeyed ? [`-H ${shellQuoted(`idempotency-key: ${isKeyed}`)}`] : []),
    ...Object.entries(header).map(([name, value]) => `-H ${shellQuoted(`${name.toLowerCase()}: ${value}`)}`),
    ...(body === undefined || isForm ? [] : [`-H 'content-type: application/json'`]),
    ...(definition.rawBody ? ['-H "stripe-signature: $SIGNATURE"'] : []),
    ...(isForm
      ? Object.entries(body as object).map(
          ([name, value]) => `--data-urlencode ${shellQuoted(`${name}=${value}`)}`,
        )
      : body === undefined
        ? []
        : [`-d ${shellQuoted(JSON.stringify(body, null, 2))}`]),
  ]
  return parts.join(' \\\n  ')
}

/** curl sends `GET` without a body, and `POST` with one. */
function methodOf({ method }: OperationDefinition, hasBody: boolean): string {
  if (method === (hasBody ? 'post' : 'get')) return ''
  return ` -X ${method.toUpperCase()}`
}
