import { readFileSync } from 'node:fs'

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}
interface Document {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema?: Schema }> }> }>
  >
  readonly components: { readonly schemas: Record<string, Schema> }
}

/** Names of the members of answers, errors aside, that `wanted` picks; read off `openapi.json`. */
export function documentedAnswers(wanted: (name: string, schema: Schema) => boolean): Set<string> {
  const file = new URL('../../../openapi/openapi.json', import.meta.url)
  const document: Document = JSON.parse(readFileSync(file, 'utf8'))
  const found = new Set<string>()
  const seen = new Set<string>()
  const look = (schema: Schema): void => {
    if (schema.$ref) {
      if (seen.has(schema.$ref)) return
      seen.add(schema.$ref)
      look(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})
    }
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      if (wanted(name, member)) found.add(name)
      look(member)
    }
    for (const part of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) look(part)
    if (schema.items) look(schema.items)
  }
  for (const { responses } of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
    for (const [status, { content = {} }] of Object.entries(responses)) {
      if (!status.startsWith('2')) continue
      for (const { schema } of Object.values(content)) if (schema) look(schema)
    }
  }
  return found
}
