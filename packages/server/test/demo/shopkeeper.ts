import { shop } from '@latchkey/contract/example-shop'
import { unwrap } from '@latchkey/sdk'
import { addSeconds } from '../../src/platform/clock.ts'
import type { TestApp } from '../app.ts'
import type { TestAccount } from '../factories.ts'
import { upload } from '../files.ts'
import { acceptNewest } from '../offers.ts'
import { type DemoPage, demoPages } from './catalogue.ts'
import { pdf, png } from './contents.ts'
import { DAYS, type Deed } from './deed.ts'
import { Till } from './till.ts'

export interface Shopkeeper {
  readonly creator: TestAccount
  deeds(): Deed[]
}

const DAY = 24 * 3600
const path = { handle: shop.handle }
const KIT = 'evening-kit'

/** Whoever runs the shop, and everything in it but the sales. */
export async function shopkeeper(t: TestApp): Promise<Shopkeeper> {
  const creator = await t.make.account({ email: shop.creator.email, name: shop.creator.name })
  const operator = await t.make.account({ email: shop.operator.email, name: shop.operator.name })
  const kim = await t.make.account({ email: 'kim@latchkey.test', name: 'Kim Okafor' })
  const as = async (account: TestAccount = creator) => await t.as(account)
  await unwrap(
    (await as()).handles.createHandle({ body: { name: shop.handle, displayName: shop.displayName } }),
  )
  await connect(t, creator)
  await openUnconnected(t, creator)
  const till = new Till(t)

  const at = (day: number, happen: () => Promise<unknown>): Deed => ({ day, happen })
  return {
    creator,
    deeds: () => [
      ...demoPages.flatMap((page) => pageDeeds(t, creator, page)),
      ...fileDeeds(t, creator),
      ...groupBuyDeeds(t, creator, till),
      ...members(till),
      at(0.05, async () => {
        const body = { displayName: shop.displayName, allowedOrigins: [], supportEmail: 'help@latchkey.test' }
        await unwrap((await as()).handles.updateHandleProfile({ path, body }))
        // Its mail has a link, on which nobody presses here.
        const verified = { support_email_verified_at: t.clock.now() }
        await t.db.updateTable('handles').set(verified).where('name', '=', shop.handle).execute()
      }),
      at(41.2, async () => invite(t, creator, [{ email: kim.email, role: 'CREATOR' }])),
      at(41.6, () => acceptNewest(t, kim)),
      at(DAYS - 2.4, async () =>
        invite(t, creator, [
          { email: kim.email, role: 'CREATOR' },
          { email: 'jo.lindqvist@latchkey.test', role: 'CREATOR' },
        ]),
      ),
      at(73.3, async () =>
        unwrap(
          (await as()).tokens.createToken({
            path,
            body: { name: 'Newsletter sync', scopes: ['pages.read', 'purchases.read'] },
          }),
        ),
      ),
      ...grantDeeds(t, creator),
      at(50.3, () => revise(t, creator, 'bookbinding')),
      at(93.2, () => revise(t, creator, 'letters')),
      at(DAYS - 1.3, () => revise(t, creator, 'workbench')),
      at(154.1, async () =>
        unwrap(
          (await as()).webhooks.createWebhookEndpoint({
            path,
            body: {
              url: 'https://client.example/sales',
              events: ['purchase.completed', 'purchase.refunded', 'access.revoked'],
            },
          }),
        ),
      ),
      at(122.7, async () => {
        const { reportId } = await unwrap(
          (await as()).support.reportProblem({
            body: {
              summary: 'A buyer says that their receipt shows the wrong time zone',
              details:
                'They are in Lisbon, and the receipt says UTC. Can receipts use the time of the buyer?',
              handle: shop.handle,
            },
          }),
        )
        const { support } = await as(operator)
        const resolution =
          'Explained that receipts name UTC on purpose, so that both sides see the same time.'
        await unwrap(support.updateReport({ path: { reportId }, body: { state: 'RESOLVED', resolution } }))
      }),
      at(DAYS - 4.6, async () =>
        unwrap(
          (await as()).support.reportProblem({
            body: {
              summary: 'Our webhook endpoint was switched off',
              details: 'The server behind it was moved. How do we have it receive events again?',
              handle: shop.handle,
            },
          }),
        ),
      ),
    ],
  }
}

async function connect(t: TestApp, creator: TestAccount) {
  await t.stripe.dashboard.createReadyAccount({ id: shop.stripeAccount })
  const { id } = await t.db
    .selectFrom('handles')
    .select('id')
    .where('name', '=', shop.handle)
    .executeTakeFirstOrThrow()
  const now = t.clock.now()
  await t.db
    .insertInto('connect_accounts')
    .values({
      stripe_account_id: shop.stripeAccount,
      handle_id: id,
      account_id: creator.id,
      charges_enabled: true,
      transfers_active: true,
      payouts_enabled: true,
      details_submitted: true,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await t.db
    .updateTable('handles')
    .set({ stripe_account_id: shop.stripeAccount })
    .where('id', '=', id)
    .execute()
}

/** A second handle, which cannot sell yet. */
async function openUnconnected(t: TestApp, owner: TestAccount) {
  const handle = await t.make.handle({ name: 'unconnected', displayName: 'Not Connected Yet', owner })
  await t.make.page({
    handle,
    slug: 'soon',
    title: 'Soon for sale',
    teaser: 'Its creator has not connected Stripe yet.',
    content: 'You should not be able to read this yet.',
    price: { amount: 900, currency: 'eur' },
  })
}

function pageDeeds(t: TestApp, creator: TestAccount, page: DemoPage): Deed[] {
  const { slug, title, teaser, content, publishedOn, archivedOn } = page
  const terms =
    page.price && page.accessMode === 'PAID'
      ? ({ accessMode: 'PAID', price: page.price } as Parameters<typeof create>[0])
      : ({ accessMode: page.accessMode, price: null } as Parameters<typeof create>[0])
  type Client = Awaited<ReturnType<TestApp['as']>>
  type Body = NonNullable<Parameters<Client['pages']['createPage']>[0]>['body']
  type Terms = Pick<Body, 'accessMode' | 'price'>
  async function create(given: Terms) {
    const { pages } = await t.as(creator)
    await unwrap(pages.createPage({ path, body: { slug, title, teaser, content, ...given } as Body }))
  }
  const one = { path: { ...path, pageSlug: slug } }
  // The kit can be bought from the day on which its group buy goes ahead.
  const written = slug === KIT ? publishedOn - 40 : Math.max(0.01, publishedOn - 2.3)
  const published = publishedOn === 0 ? 0.02 : publishedOn - 0.1
  return [
    { day: written, happen: () => create(terms) },
    ...(page.isDraft
      ? []
      : [{ day: published, happen: async () => unwrap((await t.as(creator)).pages.publishPage(one)) }]),
    ...(archivedOn === null
      ? []
      : [{ day: archivedOn, happen: async () => unwrap((await t.as(creator)).pages.deletePage(one)) }]),
  ]
}

/** A word is put right. */
async function revise(t: TestApp, creator: TestAccount, pageSlug: string) {
  const { pages } = await t.as(creator)
  const one = { path: { ...path, pageSlug } }
  const { title, teaser, content, accessMode, price } = await unwrap(pages.getPage(one))
  const body = { title, teaser, content: `${content}\n`, accessMode, price } as Parameters<
    typeof pages.updatePage
  >[0]['body']
  await unwrap(pages.updatePage({ ...one, body }))
}

async function invite(t: TestApp, creator: TestAccount, people: { email: string; role: 'CREATOR' }[]) {
  const { handles } = await t.as(creator)
  await unwrap(handles.replaceCollaborators({ path, body: { collaborators: people } }))
}

function grantDeeds(t: TestApp, creator: TestAccount): Deed[] {
  const given: [number, string, string][] = [
    [12.4, 'premium', 'press@latchkey.test'],
    [43.1, 'bookbinding', 'kim@latchkey.test'],
    [66.8, 'linocut', 'library.bergen@latchkey.test'],
    [140.5, 'natural-dyes', 'ingrid.lindqvist@latchkey.test'],
    [160.2, 'evening-kit', 'press@latchkey.test'],
  ]
  const deeds = given.map(
    ([day, pageSlug, email]): Deed => ({
      day,
      happen: async () =>
        unwrap((await t.as(creator)).checkout.grantAccess({ path: { ...path, pageSlug }, body: { email } })),
    }),
  )
  const revoke: Deed = {
    day: 150.5,
    happen: async () => {
      const { id } = await t.db
        .selectFrom('purchases as purchase')
        .innerJoin('pages as page', 'page.id', 'purchase.page_id')
        .select('purchase.id')
        .where('grant_type', '=', 'GRANTED')
        .where('page.slug', '=', 'premium')
        .executeTakeFirstOrThrow()
      const at = { ...path, pageSlug: 'premium', purchaseId: id }
      await unwrap((await t.as(creator)).checkout.revokeAccess({ path: at }))
    },
  }
  return [...deeds, revoke]
}

function fileDeeds(t: TestApp, creator: TestAccount): Deed[] {
  const notes = Buffer.from(
    'Paper grain, in one minute\n\nBend the sheet one way, then the other. One way gives: that is the grain.\nFold along it, never across it. Paper cut against the grain will not lie flat, and no glue changes that.\n',
  )
  const kitList = Buffer.from(
    'The long evenings kit: what is in the box\n\n20 sheets of A4, folded\n2 boards, 152 x 216 mm\n1 block of lino, postcard size\n1 roller\n1 tube of black ink\n1 piece of indigo cloth, 40 x 40 cm\n1 skein of sashiko thread\n2 needles\n15 g of alum\n',
  )
  const pattern = pdf([
    'Sashiko, full-size pattern',
    'Print at 100 %. The square below must measure 5 cm.',
    'Juji-tsunagi: lines 12 mm apart, crosses 8 mm.',
    'Asanoha: leave a hole of 1 mm where six lines meet.',
    'Seigaiha: radius 30 mm, five waves, 6 mm apart.',
    'Demo Studio. For your own use, as often as you like.',
  ])
  const template = pdf([
    'Piercing template for the notebook',
    'Cut out, fold along the middle, lay into the fold of each signature.',
    'Holes at 15, 60, 108, 156 and 201 mm.',
  ])
  const readers = ['press@latchkey.test', 'kim@latchkey.test', 'library.bergen@latchkey.test']
  const add = (day: number, fileName: string, content: Buffer, rest: object): Deed => ({
    day,
    happen: async () => {
      const { files } = await t.as(creator)
      type Body = NonNullable<Parameters<typeof files.createFile>[0]>['body']
      const body = { fileName, sizeBytes: content.length, ...rest } as Body
      const { uploadUrl, file } = await unwrap(files.createFile({ path, body }))
      await upload(t, uploadUrl, new Uint8Array(content))
      await unwrap(files.getFile({ path: { ...path, fileId: file.id } }))
    },
  })
  return [
    add(3.2, 'paper-grain.txt', notes, { accessMode: 'PUBLIC' }),
    add(20.1, 'sashiko-pattern.pdf', pattern, { accessMode: 'EMAIL_ALLOWLIST', allowedEmails: readers }),
    add(62.1, 'colour-card-harbour.png', png(['d9c7a3', '6f7f8c', 'b5562f']), { accessMode: 'PUBLIC' }),
    add(98.7, 'piercing-template.pdf', template, { accessMode: 'PUBLIC' }),
    {
      day: 157,
      happen: async () =>
        await add(157, 'evening-kit-list.txt', kitList, {
          accessMode: 'EMAIL_ALLOWLIST',
          allowedEmails: readers.slice(0, 2),
          expiresAt: addSeconds(t.clock.now(), 90 * DAY).toISOString(),
        }).happen(),
    },
  ]
}

function groupBuyDeeds(t: TestApp, creator: TestAccount, till: Till): Deed[] {
  const { slug, title, description, targetQuantity } = shop.groupBuy
  const kit = 'evening-kit-run'
  const client = async () => (await t.as(creator)).groupBuys
  const one = (groupBuySlug: string) => ({ path: { ...path, groupBuySlug } })
  const wish = (day: number, groupBuySlug: string, name: string, quantity: number): Deed => ({
    day,
    happen: async () => {
      const { groupBuys } = await till.visitor(`${name}@latchkey.test`)
      await unwrap(groupBuys.expressInterest({ ...one(groupBuySlug), body: { quantity } }))
    },
  })
  const kitText = [
    'Twelve kits, and we order the cloth. **One box, four evenings:** a notebook, twelve cards, a mended thing, and whatever',
    'you dye at the end.',
    '',
    '- Boards, lino and cloth come cut to size.',
    '- The price is $45, and nothing is paid until the kit goes ahead.',
    '- Kits leave the studio two weeks later.',
  ].join('\n')
  return [
    {
      day: 121,
      happen: async () => {
        const body = {
          slug: kit,
          title: 'The long evenings kit, first run',
          description: kitText,
          targetQuantity: 12,
        }
        const groupBuys = await client()
        await unwrap(groupBuys.createGroupBuy({ path, body: { ...body, linkedPageSlug: KIT } }))
        await unwrap(groupBuys.publishGroupBuy(one(kit)))
      },
    },
    ...(
      [
        ['beatriz.costa', 1],
        ['t.nowak', 2],
        ['hana.kimura', 1],
        ['oliver.bennett7', 4],
        ['leila.haddad', 1],
        ['aoife.byrne', 2],
        ['jonas.weber', 1],
        ['clara.dubois', 3],
      ] as const
    ).map(([name, quantity], index) => wish(122.3 + index * 3.6, kit, name, quantity)),
    { day: 158, happen: async () => unwrap((await client()).activateGroupBuy({ ...one(kit), query: {} })) },
    {
      day: 160.5,
      happen: async () => {
        const body = { slug, title, description, targetQuantity }
        const groupBuys = await client()
        await unwrap(groupBuys.createGroupBuy({ path, body }))
        await unwrap(groupBuys.publishGroupBuy(one(slug)))
      },
    },
    ...(
      [
        ['aoife.byrne', 2],
        ['marcus.reid', 2],
        ['thandi.nkosi', 1],
        ['hello.greta.vogel', 2],
      ] as const
    ).map(([name, quantity], index) => wish(162.2 + index * 5.1, slug, name, quantity)),
  ]
}

/** People who read what costs nothing but signing in. */
function members(till: Till): Deed[] {
  const names =
    'noor.rahman amara.okafor2 lars.nilsson mei.zhang ravi.menon esther.stein bruno.ferreira wren.hughes'
  return names.split(' ').flatMap((name, index) =>
    ['members', 'letters', 'colour-cards'].map(
      (pageSlug, page): Deed => ({
        day: 14 + index * 15 + page * 2.5 + (page === 2 ? 50 : 0),
        happen: async () => {
          if (pageSlug === 'colour-cards' && index > 4) return
          const { pages } = await till.visitor(`${name}@latchkey.test`)
          await unwrap(pages.checkPageAccess({ path: { ...path, pageSlug } }))
        },
      }),
    ),
  )
}
