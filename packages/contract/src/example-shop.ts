// The shop that the demo sets up, and that every example of the document tells of.

/** Domain of the platform in examples; a deployment writes its own in the copy that it serves. */
const DOMAIN = 'latchkey.example'

/** Where the platform runs, in examples. */
export const EXAMPLE_ORIGIN = `https://${DOMAIN}`
/** Where its documentation is. */
export const EXAMPLE_DOCS_URL = `https://docs.${DOMAIN}`

/** When things happened: opened in September, sold in November, refunded the day after. */
export const moments = {
  opened: '2026-09-01T08:00:00.000Z',
  published: '2026-09-02T10:00:00.000Z',
  updated: '2026-10-05T16:20:00.000Z',
  asked: '2026-11-20T09:10:00.000Z',
  linkEnds: '2026-11-20T09:25:00.000Z',
  signedIn: '2026-11-20T09:15:00.000Z',
  sold: '2026-11-20T09:30:00.000Z',
  minutesLater: '2026-11-20T09:45:00.000Z',
  hourLater: '2026-11-20T10:30:00.000Z',
  refunded: '2026-11-21T14:00:00.000Z',
  weeksLater: '2026-12-04T09:30:00.000Z',
  monthLater: '2026-12-20T09:15:00.000Z',
  deadline: '2027-01-31T18:00:00.000Z',
  farAhead: '2031-01-31T18:00:00.000Z',
} as const

const usd = (amount: number) => ({ amount, currency: 'usd' })

const handle = 'demo'
const site = `https://${handle}.${DOMAIN}`

const premium = {
  slug: 'premium',
  title: 'The premium guide',
  teaser: 'Twelve chapters on making things that people **keep**.',
  content:
    '## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it.',
  accessMode: 'PAID',
  price: usd(2500),
} as const

/** What the server makes of the texts of that page. */
export const premiumHtml = {
  teaser: '<p dir="auto">Twelve chapters on making things that people <strong>keep</strong>.</p>\n',
  content:
    '<h2 id="content-chapter-one" dir="auto">Chapter one</h2>\n<p dir="auto">Thank you for buying this guide. It stays yours.</p>\n<ol dir="auto">\n<li>Make one thing.</li>\n<li>Finish it.</li>\n<li>Show it.</li>\n</ol>\n',
}

/** The handle with its people, pages, prices and front end. */
export const shop = {
  handle,
  displayName: 'Demo Studio',
  /** What it is called after it is renamed. */
  newName: 'demo-studio',
  newUrl: `https://demo-studio.${DOMAIN}`,
  url: site,
  supportEmail: 'help@example.com',
  /** A front end of its own. */
  frontEnd: 'https://shop.example.com',
  creator: { email: 'demo@latchkey.test', name: 'Demo Creator', password: 'latchkey-demo-password' },
  operator: { email: 'operator@latchkey.test', name: 'Platform Operator' },
  collaborator: { email: 'kim@example.com' },
  buyer: { email: 'ana@example.com' },
  stripeAccount: 'acct_1DemoLatchkeyAcct',
  checkoutSession: 'cs_test_a1b2c3',
  requestId: 'req_4fSv1nXbL8r2Qm6W',
  premium: { ...premium, url: `${site}/${premium.slug}` },
  pages: [
    {
      slug: 'welcome',
      title: 'Welcome to the studio',
      teaser: 'What you find here, and how the pages differ.',
      content: [
        'This page is **public**: anybody reads it.',
        '',
        '- [Members](/members) opens when you sign in with your email address.',
        '- [Premium](/premium) opens when you have paid.',
        '- [Tokyo](/tokyo) is sold in yen.',
      ].join('\n'),
      accessMode: 'PUBLIC',
      price: null,
    },
    {
      slug: 'members',
      title: 'For members',
      teaser: 'Free, for everyone who signs in.',
      content: 'You are signed in, so you can read this.\n\n> No password was needed.',
      accessMode: 'FREE_WITH_LOGIN',
      price: null,
    },
    premium,
    {
      slug: 'tokyo',
      title: 'Tokyo on foot',
      teaser: 'Five walks, sold in yen.',
      content: '## Walk one\n\nStart at Yanaka, and let the cats lead.',
      accessMode: 'PAID',
      price: { amount: 1800, currency: 'jpy' },
    },
  ],
  groupBuy: {
    slug: 'vip-launch',
    title: 'VIP launch evening',
    description: 'Say how many seats you want. With **ten** seats wanted, the evening takes place.',
    targetQuantity: 10,
    interestedQuantity: 7,
    people: 4,
    url: `${site}/_edge/group-buys/vip-launch`,
  },
  file: { name: 'pattern.pdf', sizeBytes: 482_133 },
  /** One sale of the premium guide, with the fee of 5 % that a platform takes unless it says otherwise. */
  sale: { price: premium.price, fee: usd(125), share: usd(2375) },
} as const
