// Writes the types of the SDK from the OpenAPI document.
import openapiTS, { astToString, type SchemaObject } from 'openapi-typescript'
import ts from 'typescript'

/** `string & {}`: any other string, without hiding from editors the values that are listed beside it. */
const anyOther = ts.factory.createParenthesizedType(
  ts.factory.createIntersectionTypeNode([
    ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    ts.factory.createTypeLiteralNode([]),
  ]),
)

const OTHER = 'x-any-other'

/**
 * An answer's list of values that may grow also takes what a newer server adds to it. So does the currency of a price
 * that is sent: a page keeps its price when a currency ends, so what was read may be any, and must fit to be sent back.
 */
function open(name: string, schema: SchemaObject & { 'x-extensible-enum'?: boolean }) {
  if (!(schema?.['x-extensible-enum'] || (name === 'currency' && schema.enum))) return schema
  const { 'x-extensible-enum': _, type, enum: values, ...rest } = schema
  return {
    ...rest,
    anyOf: [
      { type, enum: values },
      { type: 'string', [OTHER]: true },
    ],
  }
}

/** TypeScript for a document, as JSON. */
export async function schemaTypes(document: string): Promise<string> {
  const types = await openapiTS(JSON.parse(document, open), {
    rootTypes: false,
    defaultNonNullable: false,
    transform: (schema) => (OTHER in schema ? anyOther : undefined),
  })
  return astToString(types)
}
