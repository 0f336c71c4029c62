import type { ContractDocument, Operation } from '../../document.ts'

/** Another body that is valid too; `null` when none is found. */
export function otherBody(document: ContractDocument, { body }: Operation, sent: unknown): object | null {
  if (!body || typeof sent !== 'object' || sent === null) return null
  for (const [name, value] of Object.entries(sent)) {
    for (const changed of others(value)) {
      const other = { ...sent, [name]: changed }
      if (document.inputProblem(body.pointer, other) === null) return other
    }
  }
  return null
}

function others(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return [`${value}x`, `x${value}`]
  if (typeof value === 'number') return [value + 1]
  if (typeof value === 'boolean') return [!value]
  return Array.isArray(value) ? [[], value.slice(1)] : []
}
