import { isErrorBody, LatchkeyError, TransportError } from './errors.ts'

/** What makes an answer one of an operation. */
export interface Expected {
  /** The codes that it declares, as its table has them. */
  readonly codes: string
  /** `E`: it succeeds without a body; `C`: it leads to content. */
  readonly traits: string
  /** Whether CSV was asked for. */
  readonly csv: boolean
}

/**
 * Reads an answer.
 * @throws TransportError for what Latchkey does not answer, such as a page of a proxy, whatever its status says.
 */
export async function readAnswer(response: Response, { codes, traits, csv }: Expected) {
  const { ok, status } = response
  if (ok && traits.includes('C')) return { data: response, response }
  let body: unknown = await response.text()
  const isJson = !(ok && csv)
  try {
    if (isJson && body !== '') body = JSON.parse(body as string)
  } catch {}
  if (!ok) {
    if (isErrorBody(body)) return { error: new LatchkeyError(body, response, codes), response }
  } else if (traits.includes('E')) {
    if (status === 204) return { data: undefined, response }
  } else {
    const type = isJson ? 'application/json' : 'text/csv'
    const isWhole = isJson ? body && typeof body === 'object' : body
    if (isWhole && response.headers.get('content-type')?.startsWith(type)) return { data: body, response }
  }
  throw new TransportError(`Something else than Latchkey answered, with status ${status}.`, { response })
}
