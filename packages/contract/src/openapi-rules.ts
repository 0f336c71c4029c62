import type { z } from '@hono/zod-openapi'
import type { ErrorCode } from './errors.ts'
import type { OAuthErrorCode } from './oauth-errors.ts'
import type { OperationDefinition } from './route.ts'
import type { RuleParams } from './schemas/rules.ts'

/** Something that is refused although the schema allows it. */
export interface InputRule {
  /** One sentence. */
  readonly rule: string
  /** What it answers. */
  readonly code: ErrorCode | OAuthErrorCode
  /** Where in the request, as issues of errors name it; `*` is each entry of a list. */
  readonly path?: string
}

/** A refinement, with the place of what it is about. */
interface Refinement {
  readonly path: readonly string[]
  readonly message: string | undefined
  readonly params: RuleParams
}

type Inner = Record<'innerType' | 'element' | 'in' | 'out', z.core.$ZodType | undefined> & {
  readonly type: string
  readonly shape?: Record<string, z.core.$ZodType>
  readonly options?: readonly z.core.$ZodType[]
  readonly checks?: readonly z.core.$ZodCheck[]
}

/** Every refinement of a schema and of what is inside it. */
export function refinementsOf(schema: z.core.$ZodType, path: readonly string[] = []): Refinement[] {
  const def = schema._zod.def as unknown as Inner
  const own = (def.checks ?? []).flatMap((check) => {
    const refinement = check._zod.def as z.core.$ZodCustomDef
    if (refinement.check !== 'custom' || refinement.type !== 'custom') return []
    const issue = { code: 'custom' as const, path: [], input: undefined }
    const { params = {}, path: within = [] } = refinement
    const told = 'rule' in params ? undefined : refinement.error?.(issue)
    const message = typeof told === 'string' ? told : told?.message
    return [{ path: [...path, ...within.map(String)], message, params }]
  })
  const inside = [def.innerType, def.in, def.out, ...(def.options ?? [])].flatMap((inner) =>
    inner ? refinementsOf(inner, path) : [],
  )
  const members = Object.entries(def.shape ?? {}).flatMap(([name, member]) =>
    refinementsOf(member, [...path, name]),
  )
  const entries = def.element ? refinementsOf(def.element, [...path, '*']) : []
  return [...own, ...inside, ...members, ...entries]
}

/** The last part of a path that has a name: `title` of `body.title`, `each of allowedEmails` of `body.allowedEmails.*`. */
function named(path: readonly string[]): string {
  const name = path.findLast((part) => part !== '*')
  return path.at(-1) === '*' ? `Each of \`${name}\`` : `\`${name}\``
}

/** What the schemas of an operation refuse beyond what their keywords say, and what its handler does. */
export function inputRules(operation: OperationDefinition): InputRule[] {
  const { query, body, form, oauthErrors } = operation
  const rules = Object.entries({ query, body, form }).flatMap(([part, schema]) =>
    (schema ? refinementsOf(schema, [part]) : [])
      .filter(({ params }) => !params.inSchema)
      .map(({ path, message, params }): InputRule => {
        const code = params.code ?? oauthErrors?.invalidInput ?? 'invalid_request'
        if (params.everywhere) return { rule: params.rule ?? '', code }
        return { rule: `${named(path)} ${params.rule ?? message}.`, code, path: path.join('.') }
      }),
  )
  const text = rules.map((rule) => JSON.stringify(rule))
  return rules.filter((_, index) => text.indexOf(text[index] ?? '') === index)
}
