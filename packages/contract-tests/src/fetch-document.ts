import { CannotCheck } from './cannot-check.ts'
import { ContractDocument } from './document.ts'

/**
 * The document that a deployment serves.
 * @throws CannotCheck when it serves none that can be read.
 */
export async function fetchDocument(origin: string, signal?: AbortSignal): Promise<ContractDocument> {
  const url = `${origin}/openapi.json`
  const because = (cause: unknown) =>
    new CannotCheck(`${url} cannot be read: ${cause instanceof Error ? cause.message : cause}.`, { cause })
  // A redirect leads to another origin, for which nobody asked.
  const response = await fetch(url, { redirect: 'manual', ...(signal && { signal }) }).catch(
    (error: unknown) => {
      throw because(error instanceof Error ? (error.cause ?? error) : error)
    },
  )
  const location = response.headers.get('location')
  if (!response.ok) throw because(`it answered ${response.status}${location ? ` to ${location}` : ''}`)
  const object: unknown = await response.json().catch(() => {
    throw because('it is no JSON')
  })
  const isDocument = typeof object === 'object' && object !== null && 'openapi' in object && 'paths' in object
  if (!isDocument) throw because('it is no OpenAPI document with paths')
  try {
    return new ContractDocument(object as ConstructorParameters<typeof ContractDocument>[0])
  } catch (error) {
    throw because(error)
  }
}
