import { z } from '@hono/zod-openapi'
import { type ErrorCode, errorCatalogue, errorEntry } from '../errors.ts'
import { type OAuthErrorCode, oauthErrorCatalogue, oauthErrorEntry } from '../oauth-errors.ts'

/** A request id as examples show it. */
export const EXAMPLE_REQUEST_ID = 'req_4fSv1nXbL8r2Qm6W'

/** `docUrl` as examples show it. */
export const exampleDocUrl = (code: ErrorCode) => `https://docs.latchkey.example/errors/${code}`

/**
 * Name of an error that has one of these codes, whatever operation answers it: `HandleNotFoundOrPageNotFound`. It
 * depends on nothing else, so that no new operation renames it for those who generate types.
 */
export const errorName = (codes: readonly string[]): string =>
  codes
    .map(pascalCase)
    .toSorted()
    .join('Or')
    .replace(/Error$/, '')

const pascalCase = (code: string) =>
  code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())

type Member = z.ZodObject<{ error: z.ZodLiteral<string> }>

const errorSchema = (code: ErrorCode) => {
  const { message, cause, cure, details } = errorEntry(code)
  return z
    .object({
      error: z.literal(code).openapi({ description: 'Stable, machine-readable code.' }),
      message: z
        .string()
        .openapi({ description: 'One sentence a person can act on. May be reworded; do not parse.' }),
      requestId: z
        .string()
        .openapi({ description: 'Quote it when you report a problem.', example: EXAMPLE_REQUEST_ID }),
      docUrl: z
        .string()
        .openapi({ description: 'The page of the docs about this code.', example: exampleDocUrl(code) }),
      details: (details ?? z.null()).openapi({
        description: details ? 'What there is to know about this case.' : 'Always `null`.',
      }),
    })
    .openapi(`${errorName([code])}Error`, { description: `${message} ${cause} ${cure}` })
}

const oauthErrorSchema = (code: OAuthErrorCode) => {
  const { cause, cure } = oauthErrorEntry(code)
  return z
    .object({
      error: z
        .literal(code)
        .openapi({ description: 'Code of RFC 6749 or of the extension that defines it.' }),
      error_description: z.string().openapi({ description: 'For developers; may be reworded.' }),
    })
    .openapi(`OAuth${errorName([code])}Error`, { description: `${cause} ${cure}` })
}

/** Schemas by their names: the same object each time, so that a document names each once. */
function bodies<Code extends string>(prefix: string, members: ReadonlyMap<Code, Member>) {
  const unions = new Map<string, z.ZodType>()
  return (codes: readonly Code[]): z.ZodType => {
    const [only, ...others] = codes.toSorted().flatMap((code) => members.get(code) ?? [])
    if (only === undefined) throw new Error('An error body needs a code.')
    if (others.length === 0) return only
    const name = `${prefix}${errorName(codes)}Error`
    const union =
      unions.get(name) ??
      z.discriminatedUnion('error', [only, ...others]).openapi(name, {
        description: `One of several errors, told apart by \`error\`: ${codes
          .toSorted()
          .map((code) => `\`${code}\``)
          .join(', ')}.`,
      })
    unions.set(name, union)
    return union
  }
}

const schemasOf = <Code extends string>(codes: object, schemaOf: (code: Code) => z.ZodType) =>
  new Map((Object.keys(codes) as Code[]).map((code) => [code, schemaOf(code) as Member]))

/** Schema of an error body that carries one of `codes`, told apart by `error`. */
export const errorBody = bodies('', schemasOf<ErrorCode>(errorCatalogue, errorSchema))

/** Schema of the error body of RFC 6749 §5.2 with one of `codes`. */
export const oauthErrorBody = bodies(
  'OAuth',
  schemasOf<OAuthErrorCode>(oauthErrorCatalogue, oauthErrorSchema),
)
