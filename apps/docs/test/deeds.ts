// What guides have their readers do in a browser.
import { shop } from '@latchkey/contract/example-shop'
import type { Live } from '../../../packages/server/test/live.ts'
import { until } from '../../../packages/server/test/until.ts'
import type { Deed } from './reader.ts'

type Page = Awaited<ReturnType<Live['page']>>

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

let buyers = 0

/** By their names in the guides: `after=buys`, `while=allows`. */
export const deedsOf = (live: Live): Readonly<Record<string, Deed>> => ({
  /** Buys the demo's page on the hosted pages, with the card that is filled in. */
  async buys() {
    const page = await live.page()
    const url = `${live.origin('demo')}/premium`
    // Somebody else each time: the inbox still has the mails of those before.
    const email = `buyer-${++buyers}@example.com`
    await page.goto(url)
    await page.getByLabel('Your email address').fill(email)
    await press(page, 'Continue')
    const mail = await live.inbox.find(email, /^(sign in|your link) to /i)
    await page.goto(mail.url)
    await page.locator('a[href*="/_edge/visitor/access/t/"]').first().click()
    await press(page, 'Continue')
    await page.waitForURL(`${live.stripe.url}/**`)
    await press(page, /^Pay /)
    await page.waitForURL(url)
    await page.getByRole('heading', { name: 'Chapter one' }).waitFor()
  },
  /** Opens the address that a client printed, signs in as the demo's creator, and allows what it asks for. */
  async allows(printed) {
    const page = await live.page()
    await page.goto(await printedAddress(printed))
    await page.getByLabel('Email address').fill(shop.creator.email)
    await page.getByLabel('Password').fill(shop.creator.password)
    await press(page, 'Sign in')
    await page.getByText('My first client').first().waitFor()
    await press(page, 'Allow')
    await page.getByText('Connected. You can close this page.').waitFor()
  },
})

/** The first address in what a command has printed. */
const printedAddress = (printed: () => string): Promise<string> =>
  until('the address to open', async () => /^ *(http\S+) *$/m.exec(printed())?.[1])
