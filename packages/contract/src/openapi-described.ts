import type { Schema, Walked } from './openapi-walk.ts'

/** Writes what `described` made, a union of one, as the reference with what is said of it beside (JSON Schema 2020-12 §8.2.3.1). */
export function describeReferences(document: Walked): void {
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { anyOf } = node as Schema
    const [only] = anyOf ?? []
    if (anyOf?.length === 1 && only) {
      delete (node as Schema).anyOf
      Object.assign(node, only, node)
    }
    for (const part of Object.values(node)) visit(part)
  }
  visit(document)
}
