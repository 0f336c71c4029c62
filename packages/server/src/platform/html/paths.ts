/** Addresses that pages of different areas link to; the same on every host that shows visitor pages. */
export const paths = {
  access: '/_edge/visitor/access',
  signIn: '/_edge/visitor/sign-in',
  checkMail: '/_edge/visitor/check-mail',
  signOut: '/_edge/visitor/sign-out',
  receipt: (purchaseId: string) => `/_edge/visitor/receipts/${purchaseId}`,
  checkoutReturn: '/_edge/checkout/return',
  connectReturned: '/_edge/connect/returned',
  connectRefresh: '/_edge/connect/refresh',
  offer: (id: string) => `/_edge/offers/${id}`,
  supportEmail: (token: string) => `/_edge/support-email/${token}`,
  groupBuy: (slug: string) => `/_edge/group-buys/${slug}`,
  file: (id: string) => `/_edge/files/${id}`,
} as const
