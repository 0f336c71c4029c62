// Writes the table by which the SDK finds operations.
import { contract, type OperationDefinition } from '@latchkey/contract'

const camelCase = (area: string) => area.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Method and path of every operation that answers data, by area. Those that answer pages are for browsers. */
export function operationTable(): string {
  const areas = Object.entries(contract).map(([area, operations]) => {
    const lines = Object.entries<OperationDefinition>(operations)
      .filter(([, operation]) => !operation.errorsAsHtml)
      .map(([id, { method, path }]) => `    ${id}: ['${method}', '${path}'],\n`)
    return `  ${camelCase(area)}: {\n${lines.join('')}  },\n`
  })
  return `\nexport const operationTable = {\n${areas.join('')}} as const\n`
}
