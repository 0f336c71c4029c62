import type { ContractDocument, Operation } from './document.ts'
import type { RequestSpec } from './exchange.ts'
import type { Schema } from './openapi-object.ts'

/** A value that the schema documents: its example, else the least that it asks for. */
function sample(document: ContractDocument, unresolved: Schema): unknown {
  const schema = document.resolve(unresolved)
  if (schema.example !== undefined) return schema.example
  if (schema.examples?.[0] !== undefined) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [variant] = schema.anyOf ?? schema.oneOf ?? []
  if (variant) return sample(document, variant)
  switch ([schema.type ?? []].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sample(document, schema.properties?.[name] ?? {})]),
      )
    case 'array':
      return schema.minItems ? Array(schema.minItems).fill(sample(document, schema.items ?? {})) : []
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'null':
      return null
    default:
      return schema.format === 'uri' ? 'https://example.com/' : 'x'.repeat(Math.max(1, schema.minLength ?? 1))
  }
}

/** A request of the operation made of the examples in the document. */
export function sampleRequest(document: ContractDocument, operation: Operation): RequestSpec {
  const exampleOf = (parameter: { readonly example?: unknown; readonly schema: Schema }) =>
    String(parameter.example ?? sample(document, parameter.schema))
  const params = Object.fromEntries(operation.parametersIn('path').map((one) => [one.name, exampleOf(one)]))
  const query = Object.fromEntries(
    operation
      .parametersIn('query')
      .filter(({ required }) => required)
      .map((one) => [one.name, exampleOf(one)]),
  )
  const { body, exampleBody } = operation
  return {
    operation,
    params,
    query,
    ...(body && { body: exampleBody ?? sample(document, body.schema) }),
  }
}
