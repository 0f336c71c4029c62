// OpenAPI 3.1, as far as the checks read it.

/** A JSON Schema, as far as what is sent needs it. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly not?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly example?: unknown
  readonly examples?: readonly unknown[]
}

/** One parameter of an operation. */
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required?: boolean
  readonly schema: Schema
  readonly example?: unknown
}

interface Media {
  readonly schema: Schema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

interface HeaderDeclaration {
  readonly required?: boolean
  readonly schema: Schema
}

/** What stands in its place, or elsewhere. */
export type OrRef<T> = T | { readonly $ref: string }

interface ResponseDeclaration {
  readonly headers?: Readonly<Record<string, OrRef<HeaderDeclaration>>>
  readonly content?: Readonly<Record<string, Media>>
}

/** What the document says of an operation. */
export interface OperationObject {
  readonly operationId: string
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly OrRef<Parameter>[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, OrRef<ResponseDeclaration>>>
  readonly 'x-audience'?: string
  readonly 'x-errors'?: readonly {
    readonly code: string
    readonly status: number
    readonly retry: string
  }[]
  readonly 'x-idempotency'?: string
  readonly 'x-rate-limit'?: Readonly<Record<string, string>>
  readonly 'x-required-role'?: string
  readonly 'x-rules'?: readonly { readonly rule: string; readonly code: string; readonly path?: string }[]
  readonly 'x-scope'?: string
}

/** The whole document. */
export interface OpenApiObject {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly servers?: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly parameters?: Readonly<Record<string, Parameter>>
    readonly headers?: Readonly<Record<string, HeaderDeclaration>>
    readonly responses?: Readonly<Record<string, ResponseDeclaration>>
    readonly securitySchemes: Readonly<Record<string, object>>
  }
  /** Where the inbox and the local Stripe of a deployment for trying out are. */
  readonly 'x-latchkey-sandbox'?: { readonly inbox: string; readonly stripe: string }
}
