import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { LocalStripe } from '@latchkey/local-stripe'
import { accountAuth, type Latchkey } from '@latchkey/sdk'
import { type Factories, TEST_PASSWORD, type TestHandle, type TestPage } from '../factories.ts'
import { type People, Refused } from './client.ts'
import type { Mails } from './mails.ts'

/** Bytes of a file; more than a disk takes that is full. */
export const FILE_BYTES = 96_000

/** Whom journeys meet. */
export interface Surroundings {
  readonly people: People
  readonly mails: Mails
  readonly stripe: LocalStripe
  readonly make: Factories
}

/** A creator who sells one page. */
export interface Shop {
  readonly stripeAccount: string
  readonly handle: TestHandle
  readonly page: TestPage
  readonly creator: Latchkey
}

export async function openShop({ people, stripe, make }: Surroundings): Promise<Shop> {
  const stripeAccount = await stripe.dashboard.createReadyAccount()
  const handle = await make.handle({ stripeAccount, allowedOrigins: ['https://shop.example'] })
  const page = await make.page({ handle, price: { amount: 2500, currency: 'usd' } })
  const creator = people.client()
  const auth = accountAuth(creator)
  await people.step(() => auth.signIn({ email: handle.owner.email, password: TEST_PASSWORD }))
  return { stripeAccount, handle, page, creator }
}

const withKey = () => ({ 'Idempotency-Key': randomUUID() })

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It does not hold: ${what}.`)
}

/** Signs in by a code from the mail. When an answer is lost that would have done it, another mail is asked for. */
async function signIn({ people, mails }: Surroundings, handle: string, email: string): Promise<string> {
  const stranger = people.client()
  for (;;) {
    const { data, requestId } = await people.step(() =>
      stranger.visitors.requestMagicLink({ body: { email, handle } }),
    )
    const { challengeId } = data
    const code = await people.mailed(() => mails.codeFor(email, requestId))
    try {
      const verified = await people.step(() =>
        stranger.visitors.verifyMagicLink({ body: { challengeId, code } }),
      )
      return verified.data.sessionToken ?? ''
    } catch (error) {
      if (!(error instanceof Refused) || !error.mayHaveHappened) throw error
    }
  }
}

let visitors = 0

/** A visitor signs in, pays, and reads; then the creator pays it back, and the page is closed again. */
export async function buy(around: Surroundings, { handle, page, creator }: Shop): Promise<void> {
  const { people, stripe } = around
  const email = `reader${++visitors}@example.com`
  const path = { handle: handle.name, pageSlug: page.slug }
  const visitor = people.client(await signIn(around, handle.name, email))
  const urls = { successUrl: 'https://shop.example/thanks', cancelUrl: 'https://shop.example/' }
  const header = withKey()
  const { data: checkout } = await people.step(() =>
    visitor.checkout.createCheckout({ path, body: urls, header }),
  )
  await stripe.buyer.pay(checkout.checkoutSessionId)
  const confirm = () =>
    visitor.checkout.confirmCheckout({
      path: { ...path, checkoutSessionId: checkout.checkoutSessionId },
    })
  while (!(await people.step(confirm)).data.hasAccess);
  const { data: read } = await people.step(() => visitor.pages.getPublicPage({ path }))
  check(read.content?.markdown === `Content of **${page.slug}**`, 'who has paid reads the page')

  const { data: me } = await people.step(() => visitor.visitors.getVisitor())
  const refundHeader = withKey()
  const { data: paidBack } = await people.step(() =>
    creator.checkout.refundPurchase({ path, body: { visitorId: me.visitor.id }, header: refundHeader }),
  )
  check(paidBack.refund.amount.amount === 2500, 'all is paid back')
  const { data: after } = await people.step(() => visitor.pages.checkPageAccess({ path }))
  check(!after.hasAccess, 'who was paid back has no access')
}

let pages = 0

/** A creator writes a page, publishes it, and changes it. */
export async function write({ people }: Surroundings, { handle, creator }: Shop): Promise<void> {
  const pageSlug = `written-${++pages}`
  const path = { handle: handle.name }
  const onePage = { ...path, pageSlug }
  const body = { title: 'A page', teaser: null, content: 'first', accessMode: 'PUBLIC', price: null } as const
  const keys = [withKey(), withKey(), withKey()]
  const { data: draft } = await people.step(() =>
    creator.pages.createPage({ path, body: { ...body, slug: pageSlug }, header: keys[0] ?? {} }),
  )
  check(draft.state === 'DRAFT', 'a new page is a draft')
  await people.step(() => creator.pages.publishPage({ path: onePage, header: keys[1] ?? {} }))
  const change = { ...body, content: 'second' }
  await people.step(() =>
    creator.pages.updatePage({ path: onePage, body: change, header: { ...keys[2], 'If-Match': '*' } }),
  )
  const { data: read } = await people.step(() => people.client().pages.getPublicPage({ path: onePage }))
  check(read.content?.markdown === 'second', 'everybody reads what was written last')
}

/** A creator uploads a file, and somebody downloads it. */
export async function share({ people }: Surroundings, { handle, creator }: Shop): Promise<void> {
  const content = randomBytes(FILE_BYTES)
  for (;;) {
    const header = withKey()
    const body = { fileName: 'pattern.pdf', accessMode: 'PUBLIC', sizeBytes: FILE_BYTES } as const
    const { data } = await people.step(() =>
      creator.files.createFile({ path: { handle: handle.name }, body, header }),
    )
    if ((await people.upload(data.uploadUrl, content)) === 'in progress') continue
    const { data: file } = await people.step(() =>
      people.client().files.downloadFile({ path: { fileId: data.file.id } }),
    )
    const downloaded = Buffer.from(await file.arrayBuffer())
    check(downloaded.equals(content), 'what is downloaded is what was uploaded')
    return
  }
}

/** Has people do something again and again until they are asked to stop; what fails is told. */
export async function live(
  journey: () => Promise<void>,
  isOver: () => boolean,
  { ended, failed }: { ended: () => void; failed: (error: unknown) => void },
): Promise<void> {
  while (!isOver()) {
    try {
      await journey()
      ended()
    } catch (error) {
      failed(error)
      await wait(1000)
    }
  }
}
