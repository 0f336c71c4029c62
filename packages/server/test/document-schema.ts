import { readFileSync } from 'node:fs'
import { ContractDocument } from '../../contract-tests/src/document.ts'
import type { OperationObject, Schema } from '../../contract-tests/src/openapi-object.ts'

const file = new URL('../../../openapi/openapi.json', import.meta.url)

/** The document as it is committed. */
export const document = new ContractDocument(JSON.parse(readFileSync(file, 'utf8')))

/** Every operation of the document by its id. */
export const documentedOperations: ReadonlyMap<string, OperationObject> = new Map(
  document.operations.map(({ id, object }) => [id, object]),
)

/** What an operation reads of a request, by the name that its problems give the place. */
export interface Inputs {
  readonly query?: Schema
  readonly body?: Schema
  readonly form?: Schema
}

export function inputsOf(id: string): Inputs {
  const operation = document.operations.find((one) => one.id === id)
  if (!operation) throw new Error(`${id} is not in openapi.json`)
  const query = operation.querySchema
  const content = operation.object.requestBody?.content ?? {}
  const body = content['application/json']?.schema
  const form = content['application/x-www-form-urlencoded']?.schema
  return { ...(query && { query }), ...(body && { body }), ...(form && { form }) }
}
