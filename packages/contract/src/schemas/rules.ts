import type { z } from '@hono/zod-openapi'
import type { ErrorCode } from '../errors.ts'
import type { OAuthErrorCode } from '../oauth-errors.ts'

/** What a refinement says of itself beside its message, as `params`. */
export interface RuleParams {
  /** What must hold, where the message of a failure is not the rule, such as `must be free`. */
  readonly rule?: string
  /** The code it answers, where that is not the operation's own for input that does not fit. */
  readonly code?: ErrorCode | OAuthErrorCode
  /** A sentence that holds for every text of the input. */
  readonly everywhere?: true
  /** Keywords of the schema say the same, so that `x-rules` need not. */
  readonly inSchema?: true
}

/**
 * A refinement for what keywords of JSON Schema say too; with `keywords` it goes into the document. Every other
 * refinement is listed there under `x-rules`, by its message.
 */
export const saidBy = <T extends z.ZodType>(
  schema: T,
  keywords: Readonly<Record<string, unknown>>,
  holds: (value: z.output<T>) => boolean,
  message: string,
  path?: string,
): T => {
  const params: RuleParams = { inSchema: true }
  return schema
    .refine(holds, { message, params, ...(path !== undefined && { path: [path] }) })
    .openapi(keywords)
}

/**
 * A rule that only the handler can judge, because it depends on more than the request: listed under `x-rules`, and
 * answered with the same words.
 */
export const judgedLater = <T extends z.ZodType>(schema: T, rule: string, code?: RuleParams['code']): T => {
  const params: RuleParams = code === undefined ? {} : { code }
  return schema.refine(() => true, { message: rule, params })
}

const WELL_FORMED = 'Text must be well-formed Unicode, without half a surrogate pair.'

/** Text without half a surrogate pair; a rule of every text, and so said once. */
export const wellFormed = <T extends z.ZodString>(schema: T): T => {
  const params: RuleParams = { rule: WELL_FORMED, everywhere: true }
  return schema.refine((value) => value.isWellFormed(), { message: 'must be well-formed Unicode', params })
}

/** A list that names nothing twice. */
export const distinct = <T extends z.ZodArray>(list: T, message: string): T =>
  saidBy(
    list,
    { uniqueItems: true },
    (entries) => new Set(entries as unknown[]).size === (entries as unknown[]).length,
    message,
  )

/** A time that has to be later than the request; handlers know what time it is. */
export const IN_THE_FUTURE = 'must be in the future'
