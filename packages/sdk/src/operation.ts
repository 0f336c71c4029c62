import type { EachError, ErrorBody, UnknownErrorBody } from './errors.ts'
import type { operationTable } from './generated/operations.ts'
import type { operations } from './generated/schema.ts'

type Table = typeof operationTable
type Area = keyof Table

/** Every operation that the client has a method for. */
export type OperationId = { [A in Area]: keyof Table[A] }[Area]

type Simplify<T> = { [K in keyof T]: T[K] }
type Json<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : undefined

type PathInput<Op> = Op extends { parameters: { path: infer Path } } ? { path: Path } : unknown
type QueryInput<Op> = Op extends { parameters: { query?: infer Query } }
  ? [Query] extends [undefined]
    ? unknown
    : { query?: Query }
  : unknown
type HeaderInput<Op> = Op extends { parameters: { header?: infer Header } }
  ? [Header] extends [undefined]
    ? unknown
    : { header?: Header }
  : unknown
type BodyInput<Op> = Op extends { requestBody: { content: { 'application/json': infer Body } } }
  ? { body: Body }
  : Op extends { requestBody?: { content: { 'application/json': infer Body } } }
    ? { body?: Body }
    : unknown

/** What any call takes beside its input. */
export interface CallOptions {
  /** Sent beside the client's own headers. */
  headers?: Record<string, string> | undefined
  /** Ends the call; its reason is thrown. */
  signal?: AbortSignal | undefined
  /** Milliseconds that each try may take; the client's setting otherwise. */
  timeout?: number | undefined
  /** How often the call is repeated at most; the client's setting otherwise. */
  retries?: number | undefined
}

/** What an operation takes: `path`, `query`, `header` and `body` as it declares them. */
export type Input<Id extends OperationId> = Simplify<
  PathInput<operations[Id]> &
    QueryInput<operations[Id]> &
    HeaderInput<operations[Id]> &
    BodyInput<operations[Id]>
>

type Responses<Id extends OperationId> = operations[Id]['responses']

/**
 * What an operation answers when it succeeds; `undefined` when there is no body. One that leads to content, such as
 * `downloadFile`, answers the `Response` with it, unread.
 */
export type Data<Id extends OperationId> = 302 extends keyof Responses<Id>
  ? Response
  : {
      [Status in keyof Responses<Id>]: Json<Responses<Id>[Status]> extends infer Body
        ? Body extends ErrorBody
          ? never
          : Body
        : never
    }[keyof Responses<Id>]

/** Operations that also answer CSV. */
type CsvOperationId = {
  [Id in OperationId]: Responses<Id> extends { 200: { content: { 'text/csv': string } } } ? Id : never
}[OperationId]

type ErrorBodies<Id extends OperationId> = Extract<
  { [Status in keyof Responses<Id>]: Json<Responses<Id>[Status]> }[keyof Responses<Id>],
  ErrorBody
>

/**
 * The errors that an operation can answer, and no other; narrows by `code`. What a newer server has added to them is
 * the one variant `{ code: 'unknown', rawCode: string }`, also when other operations declare it.
 */
export type Failure<Id extends OperationId> = EachError<ErrorBodies<Id> | UnknownErrorBody>

/** How a call ended: with `data`, or with one of the operation's errors. */
export type Result<Id extends OperationId, Answer = Data<Id>> =
  | { data: Answer; error?: undefined; response: Response }
  | { data?: undefined; error: Failure<Id>; response: Response }

/** What every method of the client carries. */
export interface Operation<Id extends OperationId> {
  /** Its name in the API, as in the docs and in `openapi.json`. */
  readonly operationId: Id
}

/** A method of the client; with `accept: 'text/csv'` the data is the CSV text, where there is one. */
export type Method<Id extends OperationId> = Operation<Id> &
  (Id extends CsvOperationId
    ? {
        (input: Input<Id> & CallOptions & { accept: 'text/csv' }): Promise<Result<Id, string>>
        (...input: Parameters<JsonMethod<Id>>): ReturnType<JsonMethod<Id>>
      }
    : JsonMethod<Id>)

/** Its argument may be left out when nothing in it is required. */
type JsonMethod<Id extends OperationId> =
  unknown extends Input<Id>
    ? (input?: CallOptions) => Promise<Result<Id>>
    : object extends Input<Id>
      ? (input?: Input<Id> & CallOptions) => Promise<Result<Id>>
      : (input: Input<Id> & CallOptions) => Promise<Result<Id>>

/** How an operation stands in the table when it only reads: `get`, but for content, or `R`. */
type ReadEntry = readonly ['get', string, string] | readonly [string, string, string, 'R']

/** Operations that only read. */
export type ReadOperationId = {
  [A in Area]: { [Id in keyof Table[A]]: Table[A][Id] extends ReadEntry ? Id : never }[keyof Table[A]]
}[Area] &
  OperationId

/** The methods of the client, by area. */
export type Methods = {
  readonly [A in Area]: { readonly [Id in keyof Table[A]]: Id extends OperationId ? Method<Id> : never }
}
