// Screens that `npm run screenshots` visits, in the demo. Who builds a screen adds it here.

/** Who looks. */
export type Viewer = 'stranger' | 'visitor' | 'buyer' | 'creator' | 'operator'

export interface Screen {
  /** Names the file, with how it is looked at: `hosted/page-locked-dark.png`. */
  readonly name: string
  /** First label of the host; `''` is the bare host. */
  readonly host: string
  /** Where it is; `{id}` of something in the demo is filled in, see `idsOf` in screenshots.browser.long.test.ts. */
  readonly path: string
  readonly viewer?: Viewer
  /** CSS selector of what is there once the screen is. */
  readonly ready?: string
  /** Buttons that are pressed first, by their names. */
  readonly press?: readonly string[]
}

const demo = { host: 'demo', ready: 'h1' } as const
const app = { host: 'app', viewer: 'creator', ready: 'main' } as const

export const screens: readonly Screen[] = [
  // What visitors see
  { ...demo, name: 'hosted/home', path: '/' },
  { ...demo, name: 'hosted/page-public', path: '/workbench' },
  { ...demo, name: 'hosted/page-locked', path: '/bookbinding' },
  { ...demo, name: 'hosted/page-sign-in', path: '/members' },
  { ...demo, name: 'hosted/page-buy', path: '/linocut', viewer: 'visitor' },
  { ...demo, name: 'hosted/page-bought', path: '/bookbinding', viewer: 'buyer' },
  { ...demo, name: 'hosted/page-yen', path: '/tokyo', viewer: 'visitor' },
  { ...demo, name: 'hosted/page-missing', path: '/no-such-page' },
  { ...demo, name: 'hosted/group-buy', path: '/_edge/group-buys/vip-launch' },
  { ...demo, name: 'hosted/group-buy-signed-in', path: '/_edge/group-buys/vip-launch', viewer: 'visitor' },
  { ...demo, name: 'hosted/group-buy-activated', path: '/_edge/group-buys/evening-kit-run' },
  { ...demo, name: 'hosted/file', path: '/_edge/files/{file:colour-card-harbour.png}' },
  { ...demo, name: 'hosted/file-shared', path: '/_edge/files/{file:sashiko-pattern.pdf}' },
  { ...demo, name: 'hosted/history', path: '/_edge/visitor/access', viewer: 'buyer' },
  { ...demo, name: 'hosted/not-connected', host: 'unconnected', path: '/soon', viewer: 'visitor' },
  { ...demo, name: 'hosted/offer', host: '', path: '/_edge/offers/{offer}' },
  // What creators see
  { ...app, name: 'dashboard/sign-in', path: '/sign-in', viewer: 'stranger' },
  { ...app, name: 'dashboard/sign-up', path: '/sign-up', viewer: 'stranger' },
  { ...app, name: 'dashboard/recovery', path: '/reset-password', viewer: 'stranger' },
  { ...app, name: 'dashboard/handles', path: '/' },
  { ...app, name: 'dashboard/new-handle', path: '/new' },
  { ...app, name: 'dashboard/account', path: '/account' },
  { ...app, name: 'dashboard/home', path: '/h/demo' },
  { ...app, name: 'dashboard/first-run', path: '/h/unconnected' },
  { ...app, name: 'dashboard/pages', path: '/h/demo/pages' },
  { ...app, name: 'dashboard/page', path: '/h/demo/pages/bookbinding' },
  { ...app, name: 'dashboard/new-page', path: '/h/demo/new-page' },
  { ...app, name: 'dashboard/sales', path: '/h/demo/sales' },
  { ...app, name: 'dashboard/sale', path: '/h/demo/sales/{sale}' },
  { ...app, name: 'dashboard/sale-disputed', path: '/h/demo/sales/{disputed}' },
  { ...app, name: 'dashboard/customers', path: '/h/demo/customers' },
  { ...app, name: 'dashboard/customer', path: '/h/demo/customers/{customer}' },
  { ...app, name: 'dashboard/revenue', path: '/h/demo/revenue' },
  { ...app, name: 'dashboard/group-buys', path: '/h/demo/group-buys' },
  { ...app, name: 'dashboard/group-buy', path: '/h/demo/group-buys/vip-launch' },
  { ...app, name: 'dashboard/files', path: '/h/demo/files' },
  { ...app, name: 'dashboard/settings', path: '/h/demo/settings' },
  { ...app, name: 'dashboard/front-end', path: '/h/demo/settings/front-end' },
  { ...app, name: 'dashboard/people', path: '/h/demo/settings/people' },
  { ...app, name: 'dashboard/tokens', path: '/h/demo/settings/tokens' },
  { ...app, name: 'dashboard/webhooks', path: '/h/demo/settings/webhooks' },
  { ...app, name: 'dashboard/webhook', path: '/h/demo/settings/webhooks/{endpoint}' },
  { ...app, name: 'dashboard/audit-log', path: '/h/demo/settings/audit-log' },
  { ...app, name: 'dashboard/support', path: '/h/demo/support' },
  { ...app, name: 'operator/reports', path: '/operator', viewer: 'operator' },
  { ...app, name: 'operator/dead-jobs', path: '/operator/dead-jobs', viewer: 'operator' },
  { ...app, name: 'operator/unmatched-payments', path: '/operator/unmatched-payments', viewer: 'operator' },
  // What developers see
  { name: 'storefront/home', host: 'storefront', path: '/', ready: 'h1' },
  { name: 'storefront/page', host: 'storefront', path: '/premium', ready: 'h1' },
  { name: 'docs/home', host: 'docs', path: '/', ready: 'h1' },
  { name: 'docs/guide', host: 'docs', path: '/sell/refunds-and-disputes', ready: 'h1' },
  { name: 'docs/reference', host: 'docs', path: '/reference/checkout', ready: 'h1' },
]
