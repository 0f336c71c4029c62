import { contract, type OperationDefinition } from '@latchkey/contract'
import { openApiDocument } from '@latchkey/contract/openapi'
import { eventsOf, type Operation, operationsOf, type Schema } from '@latchkey/contract/openapi-walk'

/** Names of the areas, in the order of the contract. */
export const areas = Object.keys(contract) as (keyof typeof contract)[]

/** Every operation with its id and area, in the order of the contract. */
export const operations: readonly { id: string; area: string; definition: OperationDefinition }[] =
  areas.flatMap((area) =>
    Object.entries<OperationDefinition>(contract[area]).map(([id, definition]) => ({ id, area, definition })),
  )

/** The contract as an OpenAPI document: with the examples, each put together in one place. */
export const document = openApiDocument()

const nodes = new Map(
  [...operationsOf(document), ...eventsOf(document)].map((node) => [node.operationId, node] as const),
)

/** What the document says of an operation or event. */
export function nodeOf(id: string): Operation {
  const node = nodes.get(id)
  if (!node) throw new Error(`The document has no ${id}.`)
  return node
}

/** Every schema with a name. */
export const schemas = document.components?.schemas as unknown as Readonly<Record<string, Schema>>

/** What the document says of an area. */
export const areaDescription = (area: string): string =>
  document.tags?.find(({ name }) => name === area)?.description ?? ''

const titles: Readonly<Record<string, string>> = { 'group-buys': 'Group buys', oauth: 'OAuth' }

/** The name of an area as people read it. */
export const areaTitle = (area: string): string =>
  titles[area] ?? `${area.charAt(0).toUpperCase()}${area.slice(1)}`

/** An area's name in the SDK. */
export const sdkArea = (area: string): string =>
  area.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Whether the SDK has a method for it: those that answer pages are for browsers, those that take signed bytes for Stripe, those with OAuth errors for OAuth clients. */
export const isInSdk = ({ errorsAsHtml, rawBody, oauthErrors }: OperationDefinition): boolean =>
  !errorsAsHtml && !rawBody && !oauthErrors

/** Where the page of an operation is. */
export const operationPath = ({ area, id }: { area: string; id: string }) => `/reference/${area}/${id}`
