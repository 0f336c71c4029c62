import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

type Answer = (request: IncomingMessage, response: ServerResponse, origin: string) => void

/** Listens until the test ends, and answers as told. @returns its origin. */
export async function serve(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    request.resume()
    answer(request, response, origin)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return origin
}

const error = (status: number, codes: readonly string[], retryAfter = false) => ({
  description: codes.join(', '),
  headers: {
    'X-Request-Id': { required: true, schema: { type: 'string' } },
    'Cache-Control': { required: true, schema: { type: 'string' } },
    ...(retryAfter && { 'Retry-After': { required: true, schema: { type: 'string' } } }),
  },
  content: { 'application/json': { schema: { type: 'object' } } },
  status,
})

/** A small document with two things to read. */
export const smallDocument = (origin: string) => ({
  openapi: '3.1.0',
  info: { title: 'Small', version: '1.0.0' },
  servers: [{ url: origin }],
  paths: Object.fromEntries(
    ['one', 'two'].map((name) => [
      `/v2/${name}`,
      {
        get: {
          operationId: name,
          responses: {
            200: error(200, []),
            429: error(429, ['rate_limited'], true),
            503: error(503, ['unavailable'], true),
          },
          'x-errors': [
            { code: 'rate_limited', status: 429, retry: 'after' },
            { code: 'unavailable', status: 503, retry: 'after' },
          ],
        },
      },
    ]),
  ),
  components: { schemas: {}, securitySchemes: {} },
})

let ids = 0

/** An answer of the API. */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  ids += 1
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-request-id': `req_${ids}`,
    ...headers,
  })
  response.end(JSON.stringify(body))
}

/** The body of an error. */
export const errorBody = (error: string) => ({
  error,
  message: 'It is so.',
  requestId: `req_${ids + 1}`,
  docUrl: `https://docs.latchkey.example/errors/${error}`,
  details: null,
})
