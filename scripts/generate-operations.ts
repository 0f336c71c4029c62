// Writes the table by which the SDK finds operations.
import { contract, type OperationDefinition } from '@latchkey/contract'

const camelCase = (area: string) => area.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/**
 * Method and path of every operation that answers data, by area, and whether it takes an `Idempotency-Key`, leads to
 * `content`, or only reads although it is a POST. Those that answer pages are for browsers, those that take signed bytes for Stripe, those with OAuth errors for OAuth clients.
 */
export function operationTable(): string {
  const areas = Object.entries(contract).map(([area, operations]) => {
    const lines = Object.entries<OperationDefinition>(operations)
      .filter(([, { errorsAsHtml, rawBody, oauthErrors }]) => !errorsAsHtml && !rawBody && !oauthErrors)
      .map(([id, { method, path, summary, description, idempotency, success, readOnly }]) => {
        const traits = [
          ...(idempotency ? ['Idempotency-Key'] : []),
          ...(success[302] ? ['content'] : []),
          ...(readOnly ? ['read'] : []),
        ]
        const entry = [method, path, ...traits]
        const doc = `    /** ${summary}. ${description} */\n`
        return `${doc}    ${id}: [${entry.map((part) => `'${part}'`).join(', ')}],\n`
      })
    return `  ${camelCase(area)}: {\n${lines.join('')}  },\n`
  })
  return `\nexport const operationTable = {\n${areas.join('')}} as const\n`
}
