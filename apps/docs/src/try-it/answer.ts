/** Headers of an answer that are worth a look, in this order. */
const shown = [
  'x-request-id',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'idempotent-replayed',
  'etag',
  'location',
  'www-authenticate',
  'content-type',
]

/** What is shown of an answer. */
export interface Answer {
  readonly status: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  /** The error code, for the link to its page. */
  readonly error: string | null
}

/** Reads an answer for people: JSON indented, all else as it came. */
export async function readAnswer(response: Response, milliseconds: number): Promise<Answer> {
  const text = await response.text()
  const json = (response.headers.get('content-type') ?? '').includes('json') ? parsed(text) : undefined
  return {
    status: `${`${response.status} ${response.statusText}`.trim()} in ${Math.round(milliseconds)} ms`,
    headers: shown.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, value] as const]
    }),
    body: json === undefined ? text : JSON.stringify(json, null, 2),
    error: response.ok ? null : errorCode(json),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const errorCode = (json: unknown): string | null =>
  typeof json === 'object' && json !== null && 'error' in json && typeof json.error === 'string'
    ? json.error
    : null
