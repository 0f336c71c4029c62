import type { OperationDefinition } from '@latchkey/contract'
import { maxBodyBytes } from '@latchkey/contract'
import type { Context } from 'hono'
import type { z } from 'zod'
import { type Failure, fail } from '../failure.ts'

type BodyFailure = Failure<'payload_too_large' | 'unsupported_media_type' | 'invalid_request'>

/** Longest message of one issue: some list every member that should not be there. */
const MESSAGE_LENGTH = 300

/** The failure for input that does not fit `schema`; `part` is where it stood. */
export const invalidInput = (part: string, error: z.ZodError): Failure<'invalid_request'> =>
  fail('invalid_request', {
    issues: error.issues.slice(0, 20).map((issue) => ({
      path: [part, ...issue.path.map(String)].join('.'),
      message: issue.message.slice(0, MESSAGE_LENGTH),
    })),
  })

export const invalidHeader = (name: string, message: string): Failure<'invalid_request'> =>
  fail('invalid_request', { issues: [{ path: `header.${name}`, message }] })

const oneIssue = (message: string): Failure<'invalid_request'> =>
  fail('invalid_request', { issues: [{ path: 'body', message }] })

/** The part of an operation that says what body it reads. */
export type BodyDefinition = Pick<OperationDefinition, 'body' | 'bodyOptional' | 'form' | 'rawBody'>

export const readsBody = ({ body, form, rawBody }: BodyDefinition) => Boolean(body || form || rawBody)

/** Whether a body is announced that is larger than the operation reads. What is not announced is measured on reading. */
export const announcesTooMuch = (c: Context, operation: BodyDefinition): boolean =>
  readsBody(operation) && Number(c.req.header('content-length') ?? 0) > maxBodyBytes(operation)

/** Reads at most `limit` bytes; `null` when there are more. */
async function readBytes(c: Context, limit: number): Promise<Buffer | null> {
  // What says its length is read at once, past the stream that the adapter would make for it.
  if (Number(c.req.header('content-length')) <= limit) {
    const bytes = Buffer.from(await c.req.arrayBuffer())
    return bytes.byteLength > limit ? null : bytes
  }
  const { body } = c.req.raw
  if (!body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const mediaType = (c: Context) => c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()

/** Values by name. Of a name that is repeated all are kept, so that only a schema that expects a list accepts it. */
export function valuesByName(parameters: URLSearchParams): Record<string, string | string[]> {
  const byName = Map.groupBy(parameters, ([name]) => name)
  return Object.fromEntries(
    [...byName].map(([name, pairs]) => {
      const values = pairs.map(([, value]) => value)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

/** What was read of a body, by how the operation declares it; nothing where it declares none. */
export type Input = { body?: unknown; form?: unknown; rawBody?: Buffer } | BodyFailure

/** Reads and validates the body as the operation declares it. */
export async function readBody(c: Context, operation: BodyDefinition): Promise<Input> {
  const { body, form, rawBody } = operation
  const bytes = await readBytes(c, maxBodyBytes(operation))
  if (!bytes) return fail('payload_too_large')
  if (rawBody) return { rawBody: bytes }

  const type = mediaType(c)
  const expected = body ? 'application/json' : 'application/x-www-form-urlencoded'
  if (type !== expected && (type !== undefined || bytes.length > 0)) return fail('unsupported_media_type')

  if (form) {
    const parsed = form.safeParse(valuesByName(new URLSearchParams(bytes.toString('utf8'))))
    return parsed.success ? { form: parsed.data } : invalidInput('form', parsed.error)
  }
  if (!body) return {}
  if (bytes.length === 0 && !operation.bodyOptional) return oneIssue('is missing; send a JSON object')
  let value: unknown = {}
  if (bytes.length > 0) {
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    } catch {
      return oneIssue('is not valid JSON in UTF-8')
    }
  }
  const parsed = body.safeParse(value)
  return parsed.success ? { body: parsed.data } : invalidInput('body', parsed.error)
}
