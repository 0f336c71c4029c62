// Compiled by the type check of `npm test`, never run: what the types of the client refuse.
import { createLatchkey, type ErrorCode, unwrap } from '../../src/index.ts'

const latchkey = createLatchkey({ baseUrl: 'https://latchkey.test' })
const path = { handle: 'demo', pageSlug: 'premium' }

export async function inputs() {
  await latchkey.visitors.getVisitor()
  await latchkey.visitors.signOutVisitor()
  await latchkey.visitors.signOutVisitor({ body: { everywhere: true }, timeout: 1000 })
  await latchkey.pages.listPublicPages({ path: { handle: 'demo' }, query: { limit: 2 } })
  // @ts-expect-error the path is missing
  await latchkey.pages.getPublicPage()
  // @ts-expect-error a parameter of the path is missing
  await latchkey.pages.getPublicPage({ path: { handle: 'demo' } })
  // @ts-expect-error no such member of the query
  await latchkey.pages.listPublicPages({ path: { handle: 'demo' }, query: { page: 2 } })
  // @ts-expect-error the body is missing
  await latchkey.visitors.requestMagicLink({})
  // @ts-expect-error no such member of the body
  await latchkey.visitors.requestMagicLink({ body: { email: 'ana@example.com', name: 'Ana' } })
  // @ts-expect-error no such operation
  await latchkey.visitors.deleteEverything()
  // @ts-expect-error pages are for browsers
  await latchkey.visitors.showAccessPage()
}

export async function outcomes() {
  const { data, error } = await latchkey.visitors.requestMagicLink({ body: { email: 'ana@example.com' } })
  // @ts-expect-error there may be no data
  data.challengeId satisfies string
  if (error === undefined) {
    data.challengeId satisfies string
    // @ts-expect-error no such member
    data.email
    return
  }
  error.code satisfies ErrorCode
  // @ts-expect-error another operation's error
  if (error.code === 'already_refunded') return
  // @ts-expect-error details differ by code
  error.details.retryAfterSeconds satisfies number
  if (error.code === 'rate_limited') error.details.retryAfterSeconds satisfies number
  if (error.code === 'handle_not_found') error.details satisfies null
}

export async function otherThanJson() {
  const file = await unwrap(latchkey.files.downloadFile({ path: { fileId: 'fil_1' } }))
  file satisfies Response
  const csv = await unwrap(latchkey.checkout.listBuyers({ path, accept: 'text/csv' }))
  csv satisfies string
  const list = await unwrap(latchkey.checkout.listBuyers({ path, query: { limit: 2 } }))
  list.items satisfies unknown[]
  // @ts-expect-error there is no such form
  await latchkey.checkout.listBuyers({ path, accept: 'text/html' })
  // @ts-expect-error this operation has no CSV
  await latchkey.visitors.listVisitorAccess({ accept: 'text/csv' })
}

export async function unwrapped() {
  const account = await unwrap(latchkey.accounts.getAccount())
  account.email satisfies string
  const access = await unwrap(await latchkey.pages.checkPageAccess({ path }))
  access.hasAccess satisfies boolean
  const nothing = await unwrap(latchkey.visitors.signOutVisitor())
  nothing satisfies undefined
  // @ts-expect-error no such member
  account.password
}
