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
 * Reads an answer that has not been read, unless it is an error; then what was read is `error`.
 * @throws TransportError for what Latchkey does not answer, such as a page of a proxy, whatever its status says.
 */
export async function readAnswer(response: Response, error: unknown, { codes, traits, csv }: Expected) {
  const { ok, status } = response
  if (!ok && isErrorBody(error)) return { error: new LatchkeyError(error, response, codes), response }
  if (ok && traits.includes('C')) return { data: response, response }
  if (status === 204 && traits.includes('E')) return { data: undefined, response }
  if (ok && !traits.includes('E')) {
    const data = parsed(await response.text(), !csv)
    const type = csv ? 'text/csv' : 'application/json'
    if (data && response.headers.get('content-type')?.toLowerCase().startsWith(type))
      return { data, response }
  }
  throw new TransportError(`Something else than Latchkey answered, with status ${status}.`, { response })
}

/** The body; `null` for one that is cut short or empty. Answers in JSON are objects. */
function parsed(text: string, isJson: boolean): unknown {
  if (!isJson) return text
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
