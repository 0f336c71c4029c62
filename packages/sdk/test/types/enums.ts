// Compiled by the type check of `npm test`, never run: lists of values that may grow are open, those that callers may
// send are closed.
import { createLatchkey, type paths, unwrap } from '../../src/index.ts'

const latchkey = createLatchkey({ baseUrl: 'https://latchkey.test' })
const file = { handle: 'demo', fileId: 'fil_1' }
const path = { handle: 'demo', pageSlug: 'premium' }

export async function open() {
  const access = await unwrap(latchkey.pages.checkPageAccess({ path }))
  switch (access.nextAction) {
    case 'pay':
    case 'sign_in':
      return access.nextAction satisfies string
    default:
      // A newer server may say more.
      access.nextAction satisfies string
  }
  'invented_tomorrow' satisfies typeof access.nextAction
  // @ts-expect-error it is not one of a closed list
  access.nextAction satisfies 'none' | 'sign_in' | 'pay' | 'wait'

  const { error } = await latchkey.visitors.getVisitor()
  if (error?.code === 'visitor_unauthorized') {
    'invented_tomorrow' satisfies typeof error.details.reason
  }
}

export async function closed() {
  const { price, ...page } = await unwrap(latchkey.pages.getPage({ path }))
  const body = { title: 'Changed', teaser: page.teaser, content: page.content }
  if (page.accessMode !== 'PAID') {
    await latchkey.pages.updatePage({ path, body: { ...body, accessMode: page.accessMode, price: null } })
  } else if (price) {
    await latchkey.pages.updatePage({ path, body: { ...body, accessMode: page.accessMode, price } })
  }
  // @ts-expect-error nothing else may be sent
  await latchkey.pages.updatePage({ path, body: { ...body, accessMode: 'INVENTED', price: null } })

  const { accessMode, expiresAt, allowedEmails } = await unwrap(latchkey.files.getFile({ path: file }))
  await latchkey.files.updateFile({ path: file, body: { accessMode, expiresAt, allowedEmails } })
}

// Read, change, write, for every path with a GET and a PUT.

type Json<Value> = Value extends { content: { 'application/json': infer Body } } ? Body : never
type Read<Path extends keyof paths> = paths[Path] extends { get: { responses: { 200: infer Answer } } }
  ? Json<Answer>
  : never
type Written<Path extends keyof paths> = paths[Path] extends { put: { requestBody?: infer Body } }
  ? Json<Exclude<Body, undefined>>
  : never

/** Every path with both. */
type Pair = {
  [Path in keyof paths]: [Read<Path>] extends [never] ? never : [Written<Path>] extends [never] ? never : Path
}[keyof paths]

/** Members that are read there, and cannot be sent back as they are. */
type Changed = {
  [Path in Pair]: {
    [Member in keyof Read<Path> & keyof Written<Path>]: Read<Path>[Member] extends Written<Path>[Member]
      ? never
      : `${Path} ${Member & string}`
  }[keyof Read<Path> & keyof Written<Path>]
}[Pair]

/** Neither may be missing here nor be one too many. */
export const pairs: Record<Pair, true> = {
  '/v2/auth/notifications': true,
  '/v2/handles/{handle}/collaborators': true,
  '/v2/handles/{handle}/files/{fileId}': true,
  '/v2/handles/{handle}/group-buys/{groupBuySlug}': true,
  '/v2/handles/{handle}/pages/{pageSlug}': true,
  '/v2/handles/{handle}/profile': true,
  '/v2/public/handles/{handle}/files/{fileId}': true,
  '/v2/public/handles/{handle}/group-buys/{groupBuySlug}': true,
  '/v2/public/handles/{handle}/pages/{pageSlug}': true,
}
export const changed: Record<Changed, string> = {
  '/v2/handles/{handle}/pages/{pageSlug} price': 'only paid pages are sent with one, and it is never null',
  '/v2/public/handles/{handle}/pages/{pageSlug} price': 'the same',
}
