import type { Page } from '../site/page.ts'
import { operations } from './contract.ts'

/** A page for every operation. */
export const operationPages = (): readonly Page[] =>
  operations.map(({ id, area, definition }) => ({
    id: `reference/${area}/${id}`,
    title: id,
    description: definition.summary,
    operation: id,
    body: `${definition.description}\n\n\`${definition.method.toUpperCase()} ${definition.path}\`\n`,
  }))
