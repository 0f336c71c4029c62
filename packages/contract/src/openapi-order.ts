// How the document is written down: what it says does not depend on the order in which it is defined, and a change is
// seen where it was made.

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** Keys of operations, responses and schemas in the order in which people read them; all others follow by alphabet. */
const keys = [
  ...['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'webhooks', 'components'],
  ...['operationId', 'name', 'in', '$ref', 'summary', 'title', 'description', 'required', 'schema'],
  ...['type', 'format', 'const', 'enum', 'oneOf', 'anyOf', 'allOf', 'not', 'discriminator', 'properties'],
  ...['parameters', 'requestBody', 'responses', 'headers', 'content', 'example', 'examples'],
]

const rank = (order: readonly string[], key: string) => {
  const index = order.indexOf(key)
  return index === -1 ? order.length : index
}

const by =
  (order: readonly string[]) =>
  ([a]: [string, unknown], [b]: [string, unknown]): number =>
    rank(order, a) - rank(order, b) || (a < b ? -1 : a > b ? 1 : 0)

/** Members whose order is that of their definition, where it means something: what is read first stands first. */
const asDefined = new Set(['properties', 'variables', 'scopes', 'example', 'default', 'minimums', 'steps'])

/** Maps whose keys are names. */
const named = new Set([
  'paths',
  'webhooks',
  'responses',
  'headers',
  'content',
  'mapping',
  'schemas',
  'securitySchemes',
  'examples',
])

function ordered(value: unknown, under: string): unknown {
  if (Array.isArray(value)) return value.map((each) => ordered(each, ''))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  if (['example', 'default', 'value'].includes(under)) return value
  const sorted = asDefined.has(under)
    ? entries
    : entries.toSorted(by(named.has(under) ? [] : under === 'path' ? methods : keys))
  return Object.fromEntries(sorted.map(([key, member]) => [key, ordered(member, childOf(under, key))]))
}

/** What a member is: a path of its operations; a name of a map is nothing that orders what is inside. */
const childOf = (under: string, key: string): string =>
  under === 'paths' || under === 'webhooks' ? 'path' : named.has(under) || asDefined.has(under) ? '' : key

/** The document in its one order. */
export const inOrder = <T extends object>(document: T): T => ordered(document, 'document') as T
