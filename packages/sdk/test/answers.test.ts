import { expect, test } from 'vitest'
import { createLatchkey, TransportError } from '../src/index.ts'
import { errorAnswer, everyOperation } from './operations.ts'

const clientOf = (fetch: () => Response | Promise<Response>) =>
  createLatchkey({ baseUrl: 'https://latchkey.test', retries: 0, fetch })

const typed = (body: BodyInit | null, type: string, status = 200) =>
  new Response(body, { status, headers: { 'content-type': type } })

/** What is no answer of any operation. */
const never: Record<string, () => Response> = {
  'a page of a proxy with 502': () => typed('<h1>Bad gateway</h1>', 'text/html', 502),
  'an empty 500': () => new Response(null, { status: 500 }),
  'an empty 503 that says so': () => new Response('', { status: 503, headers: { 'content-length': '0' } }),
  'an error that is cut off': () => typed('{"error":"page_not', 'application/json', 404),
  "another API's error": () => Response.json({ error: { message: 'no route' } }, { status: 404 }),
  'null as an error': () => Response.json(null, { status: 404 }),
  'a redirect that was not followed': () => new Response(null, { status: 302, headers: { location: '/' } }),
}

/** What is no success of an operation, unless it leads to content of any type. */
const noSuccess: Record<string, () => Response> = {
  'a page of a proxy with 200': () => typed('<h1>Welcome</h1>', 'text/html'),
  'a page that is JSON': () => typed('{"items":[]}', 'text/html'),
  'JSON that is cut off': () => typed('{"items":[{"id', 'application/json'),
  'an empty 200': () => new Response(null),
  'an empty 200 that says so': () => new Response('', { headers: { 'content-length': '0' } }),
  'an empty 200 of JSON': () => typed('', 'application/json'),
  'JSON without a type': () => new Response(new TextEncoder().encode('{}')),
  'no object': () => Response.json('pong'),
  'a health check': () => Response.json(null),
}

test.each(Object.entries({ ...never, ...noSuccess }))(
  '%s is an answer of no operation',
  async (name, answer) => {
    const client = clientOf(answer)
    const wrong: string[] = []
    for (const { id, call, success } of everyOperation) {
      if (name in noSuccess && success === 302) continue
      const outcome = await call(client).catch((error: unknown) => error)
      if (!(outcome instanceof TransportError && outcome.response)) wrong.push(id)
    }
    expect(wrong).toEqual([])
  },
)

test('a body is data exactly where one is declared', async () => {
  const clients = [clientOf(() => Response.json({})), clientOf(() => new Response(null, { status: 204 }))]
  const wrong: string[] = []
  for (const { id, call, success } of everyOperation) {
    if (success === 302) continue
    const [full, empty] = await Promise.all(
      clients.map((client) =>
        call(client).then(
          ({ data }) => JSON.stringify(data) ?? 'undefined',
          () => 'thrown',
        ),
      ),
    )
    const expected = success === 204 ? ['thrown', 'undefined'] : ['{}', 'thrown']
    if (full !== expected[0] || empty !== expected[1]) wrong.push(`${id}: ${full}, ${empty}`)
  }
  expect(wrong).toEqual([])
})

test('a body that breaks off is a failure on the way, with its cause', async () => {
  const cause = new Error('the connection was lost')
  const body = () => new ReadableStream({ pull: (controller) => controller.error(cause) })
  const reading = clientOf(() => typed(body(), 'application/json')).visitors.getVisitor()
  await expect(reading).rejects.toMatchObject({ name: 'TransportError', cause })
})

test('an error of the API is one whatever its type says', async () => {
  const text = await errorAnswer('internal_error', 500).text()
  const { error } = await clientOf(() => typed(text, 'text/plain', 500)).visitors.getVisitor()
  expect(error?.code).toBe('internal_error')
})
