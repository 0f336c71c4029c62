import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Check, Context } from '../context.ts'
import type { ContractDocument, Operation } from '../document.ts'

const WHERE = '/openapi.json'

/** What the document says, held against OpenAPI 3.1 and against itself. */
export const documentIsTrue: Check = {
  rules: [
    'document-valid',
    'document-references',
    'document-operations',
    'document-errors',
    'document-parameters',
  ],
  async run(context) {
    const { document, finding } = context
    checkFrame(context)
    for (const sentence of danglingReferences(document)) finding('document-references', WHERE, sentence, [])
    const ids = document.operations.map(({ id }) => id)
    for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index)))
      finding('document-operations', WHERE, `The operation id ${id} is used more than once.`, [])
    for (const operation of context.operations) checkOperation(context, operation)
  },
}

function checkFrame({ document, finding }: Context) {
  const says = (sentence: string) => finding('document-valid', WHERE, sentence, [])
  const { openapi, info, paths, components } = document.object
  if (!/^3\.1\.\d+$/.test(openapi ?? '')) says(`\`openapi\` is ${openapi} instead of 3.1.x.`)
  if (!info?.title || !info.version) says('`info` has no title or no version.')
  for (const path of Object.keys(paths))
    if (!path.startsWith('/')) says(`The path "${path}" begins without "/".`)
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  for (const [name, schema] of Object.entries(components?.schemas ?? {}))
    if (!ajv.validateSchema(schema)) says(`The schema ${name} is none: ${ajv.errorsText(ajv.errors)}.`)
}

function danglingReferences(document: ContractDocument): Set<string> {
  const found = new Set<string>()
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    if ('$ref' in value && typeof value.$ref === 'string' && !document.has(value.$ref))
      found.add(`${value.$ref} leads to nothing.`)
    for (const member of Object.values(value)) walk(member)
  }
  walk(document.object)
  return found
}

function checkOperation({ finding }: Context, operation: Operation) {
  const { id, method, path, object } = operation
  const place = `${method} ${path}`
  if (!id) finding('document-operations', place, 'It has no `operationId`.', [])
  const statuses = Object.keys(object.responses ?? {})
  if (statuses.length === 0) finding('document-operations', operation, 'It declares no answer.', [])

  const errors = object['x-errors'] ?? []
  const without = statuses.filter(
    (status) => Number(status) >= 400 && !errors.some((one) => one.status === Number(status)),
  )
  if (without.length > 0)
    finding('document-errors', operation, `\`x-errors\` has no code for ${without.join(', ')}.`, [])
  for (const { status, code } of errors.filter((one) => object.responses[one.status] === undefined))
    finding('document-errors', operation, `\`x-errors\` has ${code}, but there is no answer ${status}.`, [])

  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const declared = operation.parametersIn('path').map(({ name }) => name)
  const odd = [
    ...inPath.filter((name) => !declared.includes(name)),
    ...declared.filter((name) => !inPath.includes(name)),
  ]
  if (odd.length > 0)
    finding('document-parameters', operation, `Only in its path, or only declared: ${odd.join(', ')}.`, [])
}
